package io.netjar.net.ip;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.host.Road;
import io.netjar.net.link.DropReason;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PathMtuTest implements UdpSocket.Receiver {
    private final Road road = new Road(3);
    private final List<Integer> lengths = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private UdpSocket socket = road.alice.udp().bind(0, this);

    @BeforeEach
    void listen() {
        road.bob.udp().bind(7, this);
    }

    @AfterEach
    void nothingIsLost() {
        road.run(Duration.ofMinutes(1));
        assertThat(road.network.packets().lent()).isZero();
    }

    @Override
    public void received(UdpSocket on, Endpoint from, byte[] data, int offset, int length) {
        lengths.add(length);
        for (int i = 0; i < length; i++) {
            assertThat(data[offset + i]).isEqualTo((byte) (i * 31));
        }
    }

    @Override
    public void failed(UdpSocket on, Endpoint to, int icmpType, int icmpCode) {
        failures.add(icmpType + "/" + icmpCode);
    }

    @Test
    void datagramLargerThanTheLinkArrivesWhole() {
        send(5000);
        send(65_507);
        assertThat(lengths).containsExactly(5000, 65_507);
    }

    @Test
    void routerCutsFragmentsAgainForANarrowerLink() {
        road.mtu(2, 600);
        send(5000);
        assertThat(lengths).containsExactly(5000);
    }

    @Test
    void senderLearnsOfANarrowerLinkAndFragments() {
        road.mtu(2, 1000);
        send(1400);
        assertThat(lengths).isEmpty();
        assertThat(failures).containsExactly("3/4");
        assertThat(road.network.drops(DropReason.FRAGMENTATION_NEEDED)).isEqualTo(1);
        assertThat(road.alice.ip().pathMtu(road.alice.ip().sourceFor(road.bobsAddress().v4()),
                road.bobsAddress().v4())).isEqualTo(1000);
        send(1400);
        assertThat(lengths).containsExactly(1400);
    }

    @Test
    void whatWasLearnedIsForgottenAfterTenMinutes() {
        road.mtu(2, 1000);
        send(1400);
        assertThat(road.alice.ip().pathMtu(road.alice.ip().sourceFor(road.bobsAddress().v4()),
                road.bobsAddress().v4())).isEqualTo(1000);
        road.run(Duration.ofNanos(PathMtus.FORGET_NANOS));
        assertThat(road.alice.ip().pathMtu(road.alice.ip().sourceFor(road.bobsAddress().v4()),
                road.bobsAddress().v4())).isEqualTo(1500);
    }

    @Test
    void lastByteThatFitsIsNotFragmented() {
        road.mtu(2, 1000);
        send(972);
        assertThat(lengths).containsExactly(972);
        send(973);
        assertThat(failures).containsExactly("3/4");
    }

    @Test
    void linkNarrowerThanTheLeastPathMtuIsBridgedByFragments() {
        road.mtu(2, 400);
        send(500);
        assertThat(lengths).isEmpty();
        assertThat(road.alice.ip().pathMtu(road.alice.ip().sourceFor(road.bobsAddress().v4()),
                road.bobsAddress().v4())).isEqualTo(PathMtus.MIN_MTU);
        send(500);
        assertThat(lengths).containsExactly(500);
    }

    private void send(int length) {
        byte[] data = new byte[length];
        for (int i = 0; i < length; i++) {
            data[i] = (byte) (i * 31);
        }
        assertThat(socket.send(new Endpoint(road.bobsAddress(), 7), data, 0, length)).isTrue();
        road.run(Duration.ofSeconds(1));
    }
}
