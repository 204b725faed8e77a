package io.netjar.net.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.net.dhcp.DhcpClient;
import io.netjar.net.dhcp.DhcpScope;
import io.netjar.net.dhcp.DhcpServer;
import io.netjar.net.ip.AddressProbe;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Capture;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.link.Observer;
import io.netjar.net.link.Port;
import io.netjar.net.link.Switch;
import io.netjar.testkit.Tshark;
import io.netjar.wire.EthernetView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two hosts on one switch that want the same address. RFC 5227.
class AddressConflictTest {
    private static final long SECOND = 1_000_000_000L;
    private static final IpAddress WANTED = IpAddress.of("192.0.2.100");

    private final Engine engine = new Engine(3);
    private final Network network = new Network(engine);
    private final Switch lan = new Switch(network, "switch");
    private final NetworkInterface first = host("first").ip().interfaces().getFirst();
    private final NetworkInterface second = host("second").ip().interfaces().getFirst();
    private final List<String> log = new ArrayList<>();

    private Host host(String name) {
        var host = new Host(network, name);
        NetworkInterface eth0 = host.addInterface("eth0");
        new Link(network, name + " cable", eth0.port(), lan.newPort(), LinkSpec.ethernet());
        return host;
    }

    private void probe(NetworkInterface at, String name) {
        at.arp().probe(WANTED, Chance.of(1, name), new AddressProbe.Listener() {
            @Override
            public void isFree() {
                log.add(name + " free");
            }

            @Override
            public void isTaken() {
                log.add(name + " taken");
            }
        });
    }

    private void run(long seconds) {
        engine.runUntil(engine.now() + seconds * SECOND);
    }

    @AfterEach
    void nothingIsLost() {
        run(30);
        assertThat(network.packets().lent()).isZero();
        assertThat(engine.armed()).isZero();
    }

    @Test
    void findsAFreeAddressFreeAfterThreeProbesAndTwoSecondsOfSilence() {
        probe(first, "first");
        engine.runUntil(4 * SECOND - 1);
        assertThat(log).isEmpty();
        engine.runUntil(7 * SECOND);
        assertThat(log).containsExactly("first free");
        assertThat(first.port().sentFrames()).isEqualTo(3);
    }

    @Test
    void findsAnAddressTakenThatSomebodyAnswersFor() {
        second.addAddress(WANTED, 24);
        probe(first, "first");
        run(2);
        assertThat(log).containsExactly("first taken");
        assertThat(first.port().sentFrames()).isEqualTo(1);
        assertThat(second.arp().conflicts()).isZero();
    }

    @Test
    void onlyOneOfTwoThatProbeAtTheSameTimeFindsTheAddressFree() {
        probe(first, "first");
        probe(second, "second");
        run(7);
        assertThat(log).hasSize(2).filteredOn(line -> line.endsWith("free")).hasSize(1);
    }

    @Test
    void saysNothingWhenItIsCancelled() {
        probe(first, "first");
        probe(first, "again");
        run(7);
        assertThat(log).containsExactly("again free");
    }

    @Test
    void announcementsMendTheCachesOfOthers() {
        second.addAddress(IpAddress.of("192.0.2.1"), 24);
        second.arp().learn(WANTED, MacAddress.local(0xabcd));
        first.addAddress(WANTED, 24);
        first.arp().announce(WANTED);
        run(1);
        assertThat(second.arp().lookup(WANTED)).contains(first.mac());
        assertThat(first.port().sentFrames()).isEqualTo(1);
        run(2);
        assertThat(first.port().sentFrames()).isEqualTo(2);
        assertThat(second.arp().conflicts()).isZero();
    }

    @Test
    void defendsItsAddressButNotMoreOftenThanEveryTenSeconds() {
        first.addAddress(WANTED, 24);
        second.addAddress(WANTED, 24);
        network.observe(new Broadcasts());
        second.arp().announce(WANTED);
        run(3);
        assertThat(log).containsExactly("second", "first", "second", "second");
        assertThat(first.arp().conflicts()).isPositive();
        log.clear();
        second.arp().announce(WANTED);
        engine.runUntil(10 * SECOND - 1);
        assertThat(log).doesNotContain("first");
        run(1);
        log.clear();
        second.arp().announce(WANTED);
        run(1);
        assertThat(log).contains("first");
    }

    /// Who broadcasts.
    private final class Broadcasts implements Observer {
        @Override
        public void sent(Port port, Packet frame) {
            String host = port.name().substring(0, port.name().indexOf(':'));
            boolean isHost = host.equals("first") || host.equals("second");
            if (isHost
                    && EthernetView.destination(frame.bytes(), frame.offset()) == MacAddress.BROADCAST_BITS) {
                log.add(host);
            }
        }

        @Override
        public void received(Port port, Packet frame) {}

        @Override
        public void dropped(Port port, Packet packet, DropReason reason) {}
    }

    @Test
    void dhcpClientThatProbesDeclinesWhatSomebodySetByHand() throws IOException {
        var capture = new ByteArrayOutputStream();
        try (Capture _ = Capture.of(network, capture)) {
            Host server = host("server");
            NetworkInterface at = server.ip().interfaces().getFirst();
            at.addAddress(IpAddress.of("192.0.2.1"), 24);
            new DhcpServer(server, at, DhcpScope.of(IpPrefix.of("192.0.2.0/24"), IpAddress.of("192.0.2.1")));
            second.addAddress(WANTED, 24);
            Host laptop = host("laptop");
            var client = new DhcpClient(laptop, laptop.ip().interfaces().getFirst());
            client.probes(true);
            client.start();
            run(25);
            assertThat(laptop.ip().interfaces().getFirst().address()).isEqualTo(IpAddress.of("192.0.2.101"));
            client.reboot();
            run(1);
            assertThat(client.binding()).isPresent();
            client.stop();
            run(1);
        }
        if (Tshark.isInstalled()) {
            assertThat(Tshark.complaints(capture.toByteArray()))
                    .allMatch(line -> line.contains("192.0.2.100"));
        }
    }
}
