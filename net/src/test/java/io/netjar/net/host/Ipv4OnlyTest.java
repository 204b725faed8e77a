package io.netjar.net.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netjar.engine.Engine;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Network;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An IPv6 address whose last 32 bits are those of a neighbour must not be taken for the neighbour.
class Ipv4OnlyTest {
    private static final IpAddress ADDRESS = new IpAddress(0x2001_0db8_0000_0000L, 0xc000_0209L);
    private static final Endpoint ENDPOINT = new Endpoint(ADDRESS, 7);
    private static final UdpSocket.Receiver DEAF = (socket, from, data, offset, length) -> {
    };

    private final Network network = new Network(new Engine(1));
    private final Host host = new Host(network, "host");
    private final NetworkInterface eth0 = host.addInterface("eth0");

    private static final class Unmoved implements TcpEvents {
        @Override
        public void connected(TcpSocket socket) {}

        @Override
        public void readable(TcpSocket socket) {}

        @Override
        public void writable(TcpSocket socket) {}

        @Override
        public void ended(TcpSocket socket, TcpEnd end) {}
    }

    Ipv4OnlyTest() {
        eth0.addAddress(IpAddress.of("192.0.2.1"), 24);
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call)
                .withMessage("2001:db8:0:0:0:0:c000:209 is an IPv6 address; only IPv4 is spoken here");
    }

    @AfterEach
    void nothingWasBegun() {
        assertThat(network.engine().armed()).isZero();
        assertThat(network.packets().lent()).isZero();
    }

    @Test
    void tcpNeitherConnectsToAnIpv6AddressNorListensOnOne() {
        assertRefused(() -> host.tcp().connect(ENDPOINT, new Unmoved()));
        assertRefused(() -> host.tcp().listen(ENDPOINT, 1, socket -> {
        }));
        assertThat(host.tcp().connections()).isZero();
    }

    @Test
    void udpNeitherBindsAnIpv6AddressNorSendsToOne() {
        assertRefused(() -> host.udp().bind(ENDPOINT, DEAF));
        UdpSocket socket = host.udp().bind(0, DEAF);
        assertRefused(() -> socket.send(ENDPOINT, new byte[1], 0, 1));
    }

    @Test
    void probesAreNotSentToAnIpv6Address() {
        assertRefused(() -> host.ping(ADDRESS, (ping, result) -> {
        }));
        assertRefused(
                () -> new Traceroute(host, ADDRESS, TracerouteSettings.linux(), new Traceroute.Listener() {
                    @Override
                    public void hop(int number, List<Traceroute.Answer> answers) {}

                    @Override
                    public void finished(boolean reached) {}
                }));
    }

    @Test
    void arpKnowsNoIpv6Address() {
        assertRefused(() -> eth0.arp().lookup(ADDRESS));
        assertRefused(() -> eth0.arp().learn(ADDRESS, eth0.mac()));
    }
}
