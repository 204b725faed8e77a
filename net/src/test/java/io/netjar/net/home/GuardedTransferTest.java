package io.netjar.net.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.BurstLoss;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Impairments;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.link.Reordering;
import io.netjar.net.nat.FirewallRule;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// TCP through a guarded router over a line that loses and reorders: the window tracking must never take one of the
/// connection's own segments for somebody else's.
class GuardedTransferTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int BYTES = 3_000_000;
    private static final IpAddress SERVER = IpAddress.of("203.0.112.1");
    private static final IpAddress WAN = IpAddress.of("203.0.112.2");

    private static final class Download implements TcpEvents {
        private long read;
        private boolean corrupt;
        private TcpEnd end = TcpEnd.TIMED_OUT;
        private final byte[] buffer = new byte[8192];

        @Override
        public void connected(TcpSocket socket) {}

        @Override
        public void readable(TcpSocket socket) {
            int count = socket.read(buffer, 0, buffer.length);
            while (count > 0) {
                for (int i = 0; i < count; i++) {
                    corrupt |= buffer[i] != (byte) (read++ * 31 >> 3);
                }
                count = socket.read(buffer, 0, buffer.length);
            }
            if (count < 0) {
                socket.close();
            }
        }

        @Override
        public void writable(TcpSocket socket) {}

        @Override
        public void ended(TcpSocket socket, TcpEnd how) {
            end = how;
        }
    }

    private static final class Upload implements TcpEvents {
        private long written;
        private final byte[] chunk = new byte[8192];

        @Override
        public void connected(TcpSocket socket) {
            writable(socket);
        }

        @Override
        public void readable(TcpSocket socket) {}

        @Override
        public void writable(TcpSocket socket) {
            int taken = 1;
            while (written < BYTES && taken > 0) {
                int length = (int) Math.min(chunk.length, BYTES - written);
                for (int i = 0; i < length; i++) {
                    chunk[i] = (byte) ((written + i) * 31 >> 3);
                }
                taken = socket.write(chunk, 0, length);
                written += taken;
            }
            if (written == BYTES) {
                socket.close();
            }
        }

        @Override
        public void ended(TcpSocket socket, TcpEnd how) {}
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "true, 2", "true, 3", "false, 1", "false, 2", "false, 3"})
    void bringsEveryByteAndDropsNoneOfTheConnectionsSegments(boolean translates, long seed) {
        var engine = new Engine(seed);
        var network = new Network(engine);
        var lan = IpPrefix.of(translates ? "192.168.0.0/24" : "203.0.113.0/24");
        var router = new HomeRouter(network, "alice/router",
                HomeRouterSettings.home().withLan(lan.at(1), 24).withTranslates(translates));
        Host server = host(network, "server", SERVER);
        Host pc = host(network, "alice/pc", lan.at(10));
        pc.addDefaultRoute(lan.at(1));
        server.addRoute(lan, WAN);
        var impaired = LinkSpec.ethernet().withDelay(Duration.ofMillis(10)).withImpairments(
                Impairments.none().withBursts(BurstLoss.gilbert(0.005, 0.3))
                        .withReordering(Reordering.late(0.01, Duration.ofMillis(2))).withDuplication(0.005));
        new Link(network, "line", router.wan(), server.ip().interfaces().getFirst().port(), impaired);
        new Link(network, "cable", pc.ip().interfaces().getFirst().port(), router.newLanPort(),
                LinkSpec.ethernet());
        router.wanAddress(WAN, 24, SERVER, List.of());
        router.firewall().open(FirewallRule.ping(lan));
        var download = new Download();
        server.tcp().listen(new Endpoint(IpAddress.ANY_V4, 80), 5, socket -> {
            var upload = new Upload();
            socket.events(upload);
            upload.writable(socket);
        });
        pc.tcp().connect(new Endpoint(SERVER, 80), download);
        engine.runUntil(300 * SECOND);
        assertThat(download.read).as("seed " + seed).isEqualTo(BYTES);
        assertThat(download.corrupt).isFalse();
        assertThat(download.end).isEqualTo(TcpEnd.CLOSED);
        assertThat(network.drops(DropReason.LOST_IN_BURST)).isPositive();
        assertThat(network.drops(DropReason.NAT_OUT_OF_WINDOW)).as("seed " + seed).isZero();
        assertThat(router.nat().flows() + router.firewall().flows()).isLessThanOrEqualTo(1);
        engine.runUntil(1000 * SECOND);
        assertThat(network.packets().lent()).isZero();
    }

    private static Host host(Network network, String name, IpAddress address) {
        var host = new Host(network, name);
        NetworkInterface eth0 = host.addInterface("eth0");
        eth0.addAddress(address, 24);
        return host;
    }
}
