package io.netjar.net.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.engine.Engine;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostTest {
    private static final long SECOND = 1_000_000_000L;

    private final Network network = new Network(new Engine(1));
    private final Host alice = new Host(network, "alice");
    private final Host bob = new Host(network, "bob");
    private final NetworkInterface aliceEth = alice.addInterface("eth0");
    private final NetworkInterface bobEth = bob.addInterface("eth0");
    private final List<String> heard = new ArrayList<>();

    HostTest() {
        new Link(network, "cable", aliceEth.port(), bobEth.port(),
                LinkSpec.ideal().withDelay(Duration.ofMillis(1)));
        aliceEth.addAddress(IpAddress.of("192.0.2.1"), 24);
        bobEth.addAddress(IpAddress.of("192.0.2.2"), 24);
    }

    @AfterEach
    void nothingIsLost() {
        network.engine().runUntil(network.engine().now() + 60 * SECOND);
        assertThat(network.packets().lent()).isZero();
    }

    @Test
    void datagramsCrossTheLinkAndAreAnswered() {
        bob.udp().bind(7, (socket, from, data, offset, length) -> socket.send(from, data, offset, length));
        UdpSocket socket = alice.udp().bind(0, this::hear);
        assertThat(say(socket, "192.0.2.2", 7, "hello")).isTrue();
        network.engine().runUntil(SECOND);
        assertThat(heard).containsExactly("192.0.2.2:7 hello");
    }

    @Test
    void closedPortIsReportedToTheSender() {
        UdpSocket socket = alice.udp().bind(0, new UdpSocket.Receiver() {
            @Override
            public void received(UdpSocket on, Endpoint from, byte[] data, int offset, int length) {}

            @Override
            public void failed(UdpSocket on, Endpoint to, int icmpType, int icmpCode) {
                heard.add(to + " " + icmpType + "/" + icmpCode);
            }
        });
        say(socket, "192.0.2.2", 9, "hello");
        network.engine().runUntil(SECOND);
        assertThat(heard).containsExactly("192.0.2.2:9 " + IcmpView.DESTINATION_UNREACHABLE + "/"
                + IcmpView.CODE_PORT_UNREACHABLE);
        assertThat(network.drops(DropReason.PORT_CLOSED)).isEqualTo(1);
    }

    @Test
    void neighbourThatDoesNotAnswerArpIsReportedAfterThreeSeconds() {
        UdpSocket socket = alice.udp().bind(0, new UdpSocket.Receiver() {
            @Override
            public void received(UdpSocket on, Endpoint from, byte[] data, int offset, int length) {}

            @Override
            public void failed(UdpSocket on, Endpoint to, int icmpType, int icmpCode) {
                heard.add(network.engine().now() / SECOND + " s " + icmpType + "/" + icmpCode);
            }
        });
        say(socket, "192.0.2.99", 9, "hello");
        network.engine().runUntil(10 * SECOND);
        assertThat(heard).containsExactly("3 s 3/1");
        assertThat(network.drops(DropReason.ARP_FAILED)).isEqualTo(1);
    }

    @Test
    void datagramToItselfArrivesAfterTheCallReturned() {
        bob.udp().bind(7, this::hear);
        UdpSocket socket = bob.udp().bind(1000, this::hear);
        say(socket, "127.0.0.1", 7, "inside");
        say(socket, "192.0.2.2", 7, "own");
        network.engine().runUntil(9_999);
        assertThat(heard).isEmpty();
        network.engine().runUntil(10_000);
        assertThat(heard).containsExactly("127.0.0.1:1000 inside", "192.0.2.2:1000 own");
    }

    @Test
    void broadcastReachesTheNeighbours() {
        bob.udp().bind(7, this::hear);
        UdpSocket socket = alice.udp().bind(1000, this::hear);
        say(socket, "192.0.2.255", 7, "all");
        UdpSocket onEth = alice.udp().bind(aliceEth, 1001, this::hear);
        say(onEth, "255.255.255.255", 7, "all of you");
        network.engine().runUntil(SECOND);
        assertThat(heard).containsExactly("192.0.2.1:1000 all", "192.0.2.1:1001 all of you");
    }

    @Test
    void sendingWithoutARouteSaysSo() {
        UdpSocket socket = alice.udp().bind(0, this::hear);
        assertThat(say(socket, "198.51.100.1", 7, "far")).isFalse();
    }

    @Test
    void gatewayOutsideTheSubnetsIsRefused() {
        assertThatThrownBy(() -> alice.addDefaultRoute(IpAddress.of("10.0.0.1")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("10.0.0.1");
    }

    private void hear(UdpSocket socket, Endpoint from, byte[] data, int offset, int length) {
        heard.add(from + " " + new String(data, offset, length, StandardCharsets.UTF_8));
    }

    private static boolean say(UdpSocket socket, String to, int port, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return socket.send(new Endpoint(IpAddress.of(to), port), bytes, 0, bytes.length);
    }
}
