package io.netjar.net.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Ipv4View;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class UdpTest {
    private static final UdpSocket.Receiver DEAF = (socket, from, data, offset, length) -> {
    };

    private final Network network = new Network(new Engine(1));
    private final Host host = new Host(network, "host");
    private final Host peer = new Host(network, "peer");
    private final NetworkInterface eth0 = host.addInterface("eth0");
    private final NetworkInterface peerEth = peer.addInterface("eth0");
    private final List<String> heard = new ArrayList<>();

    UdpTest() {
        new Link(network, "cable", eth0.port(), peerEth.port(), LinkSpec.ethernet());
        peerEth.addAddress(IpAddress.of("192.0.2.9"), 24);
    }

    @AfterEach
    void nothingIsLost() {
        network.engine().runUntil(60_000_000_000L);
        assertThat(network.packets().lent()).isZero();
    }

    @Test
    void hostThatTalksToItselfWithoutEndDoesNotHoldTheClock() {
        UdpSocket echo = host.udp().bind(7, (socket, from, data, offset, length) -> {
            heard.add("echo");
            if (heard.size() < 1000) {
                socket.send(from, data, offset, length);
            }
        });
        echo.send(new Endpoint(IpAddress.LOOPBACK_V4, 7), new byte[1], 0, 1);
        network.engine().runUntil(() -> heard.size() == 1000, Engine.NEVER);
        assertThat(network.engine().now()).isEqualTo(10_000_000);
    }

    @Test
    void eachSocketHasATimeToLiveAndATrafficClassOfItsOwn() {
        eth0.addAddress(IpAddress.of("192.0.2.1"), 24);
        peer.ip().prerouting(peerEth, (packet, _) -> {
            heard.add(Ipv4View.ttl(packet.bytes(), packet.offset()) + " "
                    + Ipv4View.trafficClass(packet.bytes(), packet.offset()) + " "
                    + Ipv4View.check(packet.bytes(), packet.offset(), packet.length()));
            return true;
        });
        peer.udp().bind(7, DEAF);
        UdpSocket voice = host.udp().bind(0, DEAF);
        voice.timeToLive(9);
        voice.trafficClass(0xb8);
        UdpSocket bound = host.udp().bind(eth0, 0, DEAF);
        bound.timeToLive(1);
        bound.trafficClass(3);
        for (UdpSocket socket : List.of(voice, host.udp().bind(0, DEAF), bound)) {
            socket.send(new Endpoint(IpAddress.of("192.0.2.9"), 7), new byte[1], 0, 1);
        }
        network.engine().runUntil(1_000_000_000L);
        assertThat(heard).containsExactly("9 184 true", "64 0 true", "1 3 true");
        assertThatThrownBy(() -> voice.trafficClass(256)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void freePortsAreDifferentAndInTheEphemeralRange() {
        var ports = new TreeSet<Integer>();
        for (int i = 0; i < 1000; i++) {
            ports.add(host.udp().bind(0, DEAF).local().port());
        }
        assertThat(ports).hasSize(1000);
        assertThat(ports.first()).isGreaterThanOrEqualTo(Udp.FIRST_EPHEMERAL);
        assertThat(ports.last()).isLessThanOrEqualTo(Udp.LAST_EPHEMERAL);
    }

    @Test
    void sameSeedChoosesTheSamePorts() {
        var twin = new Host(new Network(new Engine(1)), "host");
        assertThat(host.udp().bind(0, DEAF).local()).isEqualTo(twin.udp().bind(0, DEAF).local());
        var other = new Host(new Network(new Engine(2)), "host");
        assertThat(host.udp().bind(0, DEAF).local()).isNotEqualTo(other.udp().bind(0, DEAF).local());
    }

    @Test
    void takenPortIsRefusedUntilItIsClosed() {
        UdpSocket first = host.udp().bind(53, DEAF);
        assertThatThrownBy(() -> host.udp().bind(53, DEAF)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("53");
        first.close();
        host.udp().bind(53, DEAF).close();
    }

    @Test
    void boundAddressIsPreferredToAny() {
        eth0.addAddress(IpAddress.of("192.0.2.1"), 24);
        eth0.addAddress(IpAddress.of("192.0.2.2"), 24);
        host.udp().bind(53, hear("any"));
        host.udp().bind(new Endpoint(IpAddress.of("192.0.2.2"), 53), hear("bound"));
        UdpSocket from = peer.udp().bind(0, DEAF);
        send(from, "192.0.2.1");
        send(from, "192.0.2.2");
        assertThat(heard).containsExactly("any", "bound");
    }

    @Test
    void interfaceWithoutAddressSendsFromNobodyAndHearsWhatComesToItsMac() {
        UdpSocket client = host.udp().bind(eth0, 53, hear("client"));
        peer.udp().bind(67, (socket, from, data, offset, length) -> heard.add("server hears " + from));
        byte[] data = new byte[300];
        client.send(Endpoint.v4(-1, 67), data, 0, data.length);
        network.engine().runUntil(1_000_000_000L);
        peerEth.arp().learn(IpAddress.of("192.0.2.50"), eth0.mac());
        send(peer.udp().bind(0, DEAF), "192.0.2.50");
        assertThat(heard).containsExactly("server hears 0.0.0.0:53", "client");
    }

    @Test
    void datagramOverTheLimitIsRefused() {
        UdpSocket socket = peer.udp().bind(0, DEAF);
        byte[] data = new byte[65_508];
        assertThatThrownBy(() -> socket.send(Endpoint.v4(0x7f00_0001, 9), data, 0, data.length))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("65508");
    }

    @Test
    void closedSocketHearsNothing() {
        eth0.addAddress(IpAddress.of("192.0.2.1"), 24);
        UdpSocket socket = host.udp().bind(53, hear("closed"));
        UdpSocket other = host.udp().bind(new Endpoint(IpAddress.of("192.0.2.1"), 53), hear("other"));
        other.close();
        send(peer.udp().bind(0, DEAF), "192.0.2.1");
        socket.close();
        send(peer.udp().bind(0, DEAF), "192.0.2.1");
        assertThat(heard).containsExactly("closed");
    }

    @Test
    void connectedSocketHearsItsPeerOnlyAndLeavesTheRestToOthers() {
        eth0.addAddress(IpAddress.of("192.0.2.1"), 24);
        UdpSocket connected = host.udp().bind(53, hear("connected"));
        UdpSocket friend = peer.udp().bind(1000, DEAF);
        UdpSocket stranger = peer.udp().bind(1001, DEAF);
        assertThat(connected.remote()).isEmpty();
        assertThat(connected.connect(new Endpoint(IpAddress.of("192.0.2.9"), 1000))).isTrue();
        assertThat(connected.local()).isEqualTo(new Endpoint(IpAddress.of("192.0.2.1"), 53));
        send(friend, "192.0.2.1");
        send(stranger, "192.0.2.1");
        assertThat(heard).containsExactly("connected");
        assertThat(network.drops(DropReason.PORT_CLOSED)).isEqualTo(1);
        assertThat(connected.connect(new Endpoint(IpAddress.of("192.0.2.9"), 1001))).isTrue();
        send(stranger, "192.0.2.1");
        assertThat(heard).containsExactly("connected", "connected");
    }

    @Test
    void connectedSocketHearsOfErrorsAboutItsPeerOnly() {
        eth0.addAddress(IpAddress.of("192.0.2.1"), 24);
        UdpSocket socket = host.udp().bind(0, new UdpSocket.Receiver() {
            @Override
            public void received(UdpSocket at, Endpoint from, byte[] data, int offset, int length) {}

            @Override
            public void failed(UdpSocket at, Endpoint to, int type, int code) {
                heard.add(to.port() + ": " + type + "/" + code);
            }
        });
        socket.connect(new Endpoint(IpAddress.of("192.0.2.9"), 7));
        for (int port = 7; port <= 8; port++) {
            socket.send(new Endpoint(IpAddress.of("192.0.2.9"), port), new byte[1], 0, 1);
        }
        network.engine().runUntil(1_000_000_000L);
        assertThat(network.drops(DropReason.PORT_CLOSED)).isEqualTo(2);
        assertThat(heard).containsExactly("7: 3/3");
    }

    @Test
    void connectsNowhereWithoutARoute() {
        eth0.addAddress(IpAddress.of("192.0.2.1"), 24);
        UdpSocket socket = host.udp().bind(53, DEAF);
        assertThat(socket.connect(new Endpoint(IpAddress.of("198.51.100.1"), 7))).isFalse();
        assertThat(socket.remote()).isEmpty();
        assertThat(socket.local().address()).isEqualTo(IpAddress.ANY_V4);
    }

    private UdpSocket.Receiver hear(String who) {
        return (socket, from, data, offset, length) -> heard.add(who);
    }

    @Nested
    class WithTwoInterfaces {
        private final Host other = new Host(network, "other");
        private final NetworkInterface eth1 = host.addInterface("eth1");
        private final NetworkInterface otherEth = other.addInterface("eth0");

        WithTwoInterfaces() {
            new Link(network, "second cable", eth1.port(), otherEth.port(), LinkSpec.ethernet());
            eth0.addAddress(IpAddress.of("192.0.2.1"), 24);
            eth1.addAddress(IpAddress.of("198.51.100.1"), 24);
            otherEth.addAddress(IpAddress.of("198.51.100.9"), 24);
            peer.udp().bind(7, (_, from, _, _, length) -> heard.add("peer " + from + " " + length));
            other.udp().bind(7, (_, from, _, _, length) -> heard.add("other " + from + " " + length));
        }

        private UdpSocket bind(String address) {
            return host.udp().bind(new Endpoint(IpAddress.of(address), 1000), DEAF);
        }

        private boolean toAll(UdpSocket from, int length) {
            boolean left = from.send(new Endpoint(IpAddress.BROADCAST_V4, 7), new byte[length], 0, length);
            network.engine().runUntil(network.engine().now() + 1_000_000);
            return left;
        }

        @Test
        void aLimitedBroadcastLeavesByTheInterfaceWhoseAddressTheSocketIsBoundTo() {
            host.addDefaultRoute(IpAddress.of("192.0.2.9"));
            assertThat(toAll(bind("198.51.100.1"), 1)).isTrue();
            assertThat(toAll(bind("192.0.2.1"), 2)).isTrue();
            assertThat(heard).containsExactly("other 198.51.100.1:1000 1", "peer 192.0.2.1:1000 2");
        }

        @Test
        void thatOfASocketBoundToNoneLeavesByTheDefaultRoute() {
            UdpSocket any = host.udp().bind(1000, DEAF);
            assertThat(toAll(any, 1)).isFalse();
            host.addDefaultRoute(IpAddress.of("198.51.100.9"));
            assertThat(toAll(any, 2)).isTrue();
            assertThat(heard).containsExactly("other 198.51.100.1:1000 2");
        }

        @Test
        void aBoundSocketNeedsNoRoute() {
            assertThat(toAll(bind("198.51.100.1"), 1)).isTrue();
            assertThat(heard).containsExactly("other 198.51.100.1:1000 1");
        }

        @Test
        void theMtuOfTheInterfaceByWhichItLeavesCounts() {
            host.addDefaultRoute(IpAddress.of("192.0.2.9"));
            eth1.mtu(600);
            assertThat(toAll(bind("198.51.100.1"), 1400)).isTrue();
            assertThat(heard).containsExactly("other 198.51.100.1:1000 1400");
            assertThat(eth1.port().sentFrames()).isEqualTo(3);
        }

        @Test
        void whereItLeavesFollowsTheAddress() {
            host.addDefaultRoute(IpAddress.of("192.0.2.9"));
            UdpSocket socket = bind("198.51.100.1");
            toAll(socket, 1);
            eth1.removeAddress(IpAddress.of("198.51.100.1"));
            eth0.addAddress(IpAddress.of("198.51.100.1"), 24);
            toAll(socket, 2);
            assertThat(heard).containsExactly("other 198.51.100.1:1000 1", "peer 198.51.100.1:1000 2");
        }

        @Test
        void aPacketForAGroupLeavesThereToo() {
            host.addDefaultRoute(IpAddress.of("192.0.2.9"));
            bind("198.51.100.1").send(new Endpoint(IpAddress.of("224.0.0.251"), 7), new byte[1], 0, 1);
            assertThat(eth1.port().sentFrames()).isEqualTo(1);
            assertThat(eth0.port().sentFrames()).isZero();
        }
    }

    private void send(UdpSocket from, String to) {
        from.send(new Endpoint(IpAddress.of(to), 53), new byte[8], 0, 8);
        network.engine().runUntil(network.engine().now() + 1_000_000_000L);
    }
}
