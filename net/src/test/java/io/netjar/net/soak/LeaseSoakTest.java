package io.netjar.net.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.net.dhcp.DhcpBinding;
import io.netjar.net.dhcp.DhcpClient;
import io.netjar.net.dhcp.DhcpScope;
import io.netjar.net.dhcp.DhcpServer;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Impairments;
import io.netjar.net.link.Jitter;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.link.Reordering;
import io.netjar.net.link.Switch;
import io.netjar.testkit.Seeds;
import io.netjar.wire.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// DHCP over cables that lose, double, reorder and spoil, and are pulled: at no time do two clients have one address, none
/// keeps one beyond its lease, all have one again when the cables are good, and nothing is left at the end.
class LeaseSoakTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int USUAL = 100;
    private static final IpAddress SERVER = IpAddress.of("10.0.0.1");

    @Test
    void givesNoAddressToTwoAndLeavesNobodyWithoutForLong() {
        Seeds.run("net", LeaseSoakTest.class, USUAL, seed -> new Lan(seed).run());
    }

    /// One run: a server and some devices on a switch.
    private static final class Lan {
        private final Engine engine;
        private final Network network;
        private final Chance chance;
        private final Switch bridge;
        private final List<DhcpClient> clients = new ArrayList<>();
        private final List<Link> cables = new ArrayList<>();
        private final String label;

        Lan(long seed) {
            engine = new Engine(seed);
            network = new Network(engine);
            chance = Chance.of(seed, "leases");
            bridge = new Switch(network, "switch");
            label = "seed " + seed;
        }

        void run() {
            var host = new Host(network, "server");
            NetworkInterface serving = attach(host);
            serving.addAddress(SERVER, 24);
            Duration lease = Duration.ofSeconds(60 + chance.nextInt(600));
            var server = new DhcpServer(host, serving,
                    DhcpScope.of(serving.addresses().getFirst().prefix(), SERVER).withLease(lease));
            int count = 1 + chance.nextInt(8);
            for (int i = 0; i < count; i++) {
                var device = new Host(network, "device" + i);
                clients.add(new DhcpClient(device, attach(device)));
                clients.getLast().start();
            }
            for (int change = 0; change < 40; change++) {
                spoil(cables.get(chance.nextInt(cables.size())));
                for (int step = 0; step < 20; step++) {
                    engine.runUntil(engine.now() + (long) chance.nextExponential(5 * SECOND));
                    assertSound();
                }
            }
            cables.forEach(Lan::mend);
            boolean allBound = engine.runUntil(
                    () -> clients.stream().allMatch(client -> client.binding().isPresent()),
                    engine.now() + 600 * SECOND);
            assertThat(allBound).as(label + " all have an address again").isTrue();
            assertSound();
            clients.forEach(DhcpClient::stop);
            server.close();
            engine.runUntil(engine.now() + 100_000 * SECOND);
            assertThat(engine.armed()).as(label + " timers").isZero();
            assertThat(network.packets().lent()).as(label + " packets").isZero();
        }

        private NetworkInterface attach(Host host) {
            NetworkInterface card = host.addInterface("eth0");
            cables.add(new Link(network, host.name() + " cable", card.port(), bridge.newPort(),
                    LinkSpec.ethernet()));
            return card;
        }

        private void spoil(Link cable) {
            cable.up(chance.happens(0.8));
            cable.aToB(spoilt());
            cable.bToA(spoilt());
        }

        private LinkSpec spoilt() {
            Duration shift = Duration.ofMillis(chance.nextInt(3000));
            var impairments = Impairments.none().withDuplication(0.2 * chance.nextDouble())
                    .withCorruption(0.1 * chance.nextDouble()).withReordering(Reordering.late(0.2, shift))
                    .withJitter(Jitter.uniform(Duration.ofMillis(chance.nextInt(500))).anyOrder());
            return LinkSpec.ethernet().withLoss(0.5 * chance.nextDouble()).withImpairments(impairments);
        }

        private static void mend(Link cable) {
            cable.up(true);
            cable.aToB(LinkSpec.ethernet());
            cable.bToA(LinkSpec.ethernet());
        }

        private void assertSound() {
            var given = new TreeSet<String>();
            for (DhcpClient client : clients) {
                if (client.binding().isPresent()) {
                    DhcpBinding binding = client.binding().get();
                    assertThat(given.add(binding.address().toString())).as(label + " twice: " + binding)
                            .isTrue();
                    assertThat(binding.expiresAt()).as(label + " beyond its end")
                            .isGreaterThanOrEqualTo(engine.now());
                }
            }
        }
    }
}
