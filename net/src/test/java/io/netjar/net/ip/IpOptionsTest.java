package io.netjar.net.ip;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.host.Road;
import io.netjar.net.link.Capture;
import io.netjar.net.link.DropReason;
import io.netjar.testkit.Tshark;
import io.netjar.wire.Bytes;
import io.netjar.wire.IcmpView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Echo requests with options from alice over two routers to bob, and what comes back.
class IpOptionsTest {
    private final Road road = new Road(2);
    private final List<byte[]> back = new ArrayList<>();

    IpOptionsTest() {
        road.alice.ip().icmp().listen(datagram -> back
                .add(Arrays.copyOfRange(datagram.bytes(), datagram.offset(), datagram.end())));
    }

    @AfterEach
    void nothingIsLost() {
        road.run(Duration.ofMinutes(1));
        assertThat(road.network.packets().lent()).isZero();
    }

    private void ping(int... options) {
        int header = 20 + (options.length + 3) / 4 * 4;
        Packet packet = road.network.packets().take(header + 16);
        Arrays.fill(packet.bytes(), packet.offset(), packet.end(), (byte) 0);
        int source = Road.left(0).v4();
        Ipv4View.write(packet.bytes(), packet.offset(), header + 16, 1, 64, 1, source,
                road.bobsAddress().v4());
        packet.bytes()[packet.offset()] = (byte) (0x40 | header / 4);
        for (int i = 0; i < options.length; i++) {
            packet.bytes()[packet.offset() + 20 + i] = (byte) options[i];
        }
        Ipv4View.updateChecksum(packet.bytes(), packet.offset());
        IcmpView.type(packet.bytes(), packet.offset() + header, IcmpView.ECHO_REQUEST);
        IcmpView.updateChecksum(packet.bytes(), packet.offset() + header, 16);
        road.alice.ip().output(packet);
        road.run(Duration.ofSeconds(1));
    }

    private static int[] withRoom(int length, int... start) {
        return Arrays.copyOf(start, length);
    }

    @Test
    void recordsEveryRouterTheTargetAndTheWayBack() {
        ping(withRoom(39, 7, 39, 4));
        byte[] reply = back.getFirst();
        assertThat(Ipv4View.check(reply, 0, reply.length)).isTrue();
        assertThat(reply[22] & 0xff).as("pointer").isEqualTo(4 + 6 * 4);
        List<Integer> route = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            route.add(Bytes.i32(reply, 23 + 4 * i));
        }
        assertThat(route).containsExactly(Road.left(1).v4(), Road.left(2).v4(), Road.right(2).v4(),
                Road.right(1).v4(), Road.right(0).v4(), Road.left(0).v4());
    }

    @ParameterizedTest
    @CsvSource({"7, 1", "11, 2"})
    void recordsNothingWhereTheRoomIsFull(int length, int recorded) {
        ping(withRoom(length, 7, length, 4));
        byte[] reply = back.getFirst();
        assertThat(reply[22] & 0xff).isEqualTo(4 + 4 * recorded);
        assertThat(Bytes.i32(reply, 23)).isEqualTo(Road.left(1).v4());
    }

    @Test
    void stampsTheTimeWithAddressesAndCountsWhatFindsNoRoom() {
        road.run(Duration.ofHours(25));
        ping(withRoom(20, 68, 20, 5, 1));
        byte[] reply = back.getFirst();
        assertThat(Bytes.i32(reply, 24)).isEqualTo(Road.left(1).v4());
        assertThat(Bytes.i32(reply, 28)).isBetween(3_600_001, 3_600_010);
        assertThat(Bytes.i32(reply, 32)).isEqualTo(Road.left(2).v4());
        assertThat(reply[22] & 0xff).as("pointer").isEqualTo(21);
        assertThat(reply[23] >>> 4 & 0xf).as("overflows: target, two routers, alice").isEqualTo(4);
    }

    @Test
    void stampsOnlyWhoIsNamed() {
        int router = Road.left(2).v4();
        ping(68, 12, 5, 3, router >>> 24, router >>> 16, router >>> 8, router, 0, 0, 0, 0);
        byte[] reply = back.getFirst();
        assertThat(reply[22] & 0xff).isEqualTo(13);
        assertThat(Bytes.i32(reply, 28)).isBetween(1, 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {131, 137})
    void refusesSourceRoutesWithoutAWord(int type) {
        ping(type, 7, 4, 10, 0, 1, 1, 0);
        assertThat(road.network.drops(DropReason.SOURCE_ROUTE)).isEqualTo(1);
        assertThat(back).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"7, 41, 4, 21", "7, 2, 4, 21", "7, 7, 3, 22", "68, 8, 4, 22", "68, 3, 5, 21",
            "130, 1, 0, 21"})
    void pointsAtTheBadOctet(int type, int length, int pointer, int bad) {
        ping(type, length, pointer, 0, 0, 0, 0, 0);
        assertThat(back).hasSize(1);
        var message = new IcmpView(back.getFirst(), 20);
        assertThat(message.type()).isEqualTo(IcmpView.PARAMETER_PROBLEM);
        assertThat(back.getFirst()[24] & 0xff).isEqualTo(bad);
        assertThat(road.network.drops(DropReason.MALFORMED)).isEqualTo(1);
    }

    @Test
    void passesOnWhatItDoesNotKnow() {
        ping(148, 4, 0, 0, 1, 94, 4, 9, 9, 0);
        byte[] reply = back.getFirst();
        assertThat(Arrays.copyOfRange(reply, 20, 30)).containsExactly(-108, 4, 0, 0, 1, 94, 4, 9, 9, 0);
    }

    @Test
    void putsNothingOnTheWireThatWiresharkFindsOdd() throws IOException {
        var capture = new ByteArrayOutputStream();
        try (Capture _ = Capture.of(road.network, capture)) {
            ping(withRoom(39, 7, 39, 4));
            ping(withRoom(36, 68, 36, 5, 1));
        }
        if (Tshark.isInstalled()) {
            assertThat(Tshark.complaints(capture.toByteArray())).isEmpty();
        }
    }
}
