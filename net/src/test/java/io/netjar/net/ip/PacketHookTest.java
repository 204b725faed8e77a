package io.netjar.net.ip;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.host.Road;
import io.netjar.net.link.DropReason;
import io.netjar.net.router.Router;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.Ipv4View;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PacketHookTest {
    private final Road road = new Road(1);
    private final Router router = road.routers.getFirst();
    private final NetworkInterface left = router.ip().interfaces().getFirst();
    private final NetworkInterface right = router.ip().interfaces().getLast();
    private final List<Integer> heard = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void listen() {
        road.bob.udp().bind(7, (socket, from, data, offset, length) -> heard.add(length));
        router.ip().prerouting(left, (packet, at) -> see("pre ", packet.length(), at));
        router.ip().postrouting(right, (packet, at) -> see("post ", packet.length(), at));
    }

    @AfterEach
    void nothingIsLost() {
        road.run(Duration.ofMinutes(1));
        assertThat(road.network.packets().lent()).isZero();
    }

    @Test
    void seesAForwardedPacketOnItsWayInAndOut() {
        send(100);
        assertThat(seen).containsExactly("pre left 128", "post right 128");
        assertThat(heard).containsExactly(100);
    }

    @Test
    void seesWholeDatagramsThoughTheyComeAndLeaveInFragments() {
        send(4000);
        assertThat(seen).containsExactly("pre left 4028", "post right 4028");
        assertThat(heard).containsExactly(4000);
    }

    @Test
    void packetItTakesOverGoesNoFurther() {
        router.ip().prerouting(left, (packet, at) -> {
            router.ip().drop(packet, DropReason.FIREWALL);
            return false;
        });
        send(100);
        assertThat(heard).isEmpty();
        assertThat(road.network.drops(DropReason.FIREWALL)).isEqualTo(1);
        assertThat(left.port().droppedFrames()).isEqualTo(1);
    }

    @Test
    void packetItReinjectsGoesOnAsIfItHadPassed() {
        router.ip().prerouting(left, (packet, at) -> {
            router.ip().reinject(packet, at);
            return false;
        });
        send(100);
        assertThat(heard).containsExactly(100);
    }

    @Test
    void seesWhatTheRouterItselfSends() {
        UdpSocket socket = router.udp().bind(0, (on, from, data, offset, length) -> {
        });
        socket.send(new Endpoint(road.bobsAddress(), 7), new byte[10], 0, 10);
        road.run(Duration.ofSeconds(1));
        assertThat(seen).containsExactly("post right 38");
        assertThat(heard).containsExactly(10);
    }

    @Test
    void changedDestinationDecidesTheRoute() {
        router.ip().prerouting(left, (packet, at) -> {
            var header = new Ipv4View(packet.bytes(), packet.offset());
            header.destination(Road.right(0).v4());
            header.updateChecksum();
            return true;
        });
        send(100);
        assertThat(seen).containsExactly("pre left 128");
        assertThat(heard).isEmpty();
        assertThat(road.network.drops(DropReason.BAD_CHECKSUM)).as("UDP's own checksum was not mended")
                .isEqualTo(1);
    }

    private boolean see(String when, int length, NetworkInterface at) {
        seen.add(when + at.name() + " " + length);
        return true;
    }

    private void send(int length) {
        UdpSocket socket = road.alice.udp().bind(0, (on, from, data, offset, got) -> {
        });
        socket.send(new Endpoint(road.bobsAddress(), 7), new byte[length], 0, length);
        road.run(Duration.ofSeconds(1));
    }
}
