package io.netjar.net.ip;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.net.host.Road;
import io.netjar.net.link.Port;
import io.netjar.wire.EthernetView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpFuzzTest {
    private static final int[] PROTOCOLS = {1, 6, 17, 17, 1, 200};
    private static final int[] ADDRESSES = {0x0a00_0002, 0x0a00_0102, 0x0a00_0101, 0x0a00_00ff, -1, 0,
            0x7f00_0001,
            0xe000_0001, 0x0a00_0099};

    private final Road road = new Road(1);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void damagedFramesNeitherThrowNorLeak(long seed) {
        Chance chance = Chance.of(seed, "fuzz");
        road.bob.udp().bind(7,
                (socket, from, data, offset, length) -> socket.send(from, data, offset, length));
        Port port = road.routers.getFirst().ip().interfaces().getFirst().port();
        road.routers.getFirst().ip().forwarding(true);
        if (chance.happens(0.5)) {
            road.routers.getFirst().ip().prerouting(road.routers.getFirst().ip().interfaces().getFirst(),
                    (packet, at) -> true);
        }
        for (int i = 0; i < 20_000; i++) {
            port.receive(frame(chance, port.mac().bits()));
            if (i % 100 == 0) {
                road.run(Duration.ofMillis(20));
            }
        }
        road.run(Duration.ofMinutes(2));
        assertThat(road.network.packets().lent()).as("seed %d", seed).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void framesCutAtAnyLengthNeitherThrowNorLeak(long seed) {
        Chance chance = Chance.of(seed, "cut");
        Port port = road.bob.ip().interfaces().getFirst().port();
        for (int length = 0; length < 120; length++) {
            for (int i = 0; i < 20; i++) {
                Packet frame = frame(chance, port.mac().bits());
                frame.length(Math.min(length, frame.length()));
                port.receive(frame);
            }
        }
        road.run(Duration.ofMinutes(2));
        assertThat(road.network.packets().lent()).as("seed %d", seed).isZero();
    }

    private Packet frame(Chance chance, long mac) {
        int length = chance.nextInt(chance.happens(0.1) ? 1480 : 100);
        Packet packet = road.network.packets().take(Ipv4View.HEADER_BYTES + length);
        int offset = packet.offset();
        byte[] noise = new byte[packet.length()];
        chance.nextBytes(noise);
        System.arraycopy(noise, 0, packet.bytes(), offset, noise.length);
        var header = new Ipv4View(packet.bytes(), offset);
        int destination = ADDRESSES[chance.nextInt(ADDRESSES.length)];
        header.write(packet.length(), chance.nextInt(4), chance.nextInt(4), PROTOCOLS[chance.nextInt(6)],
                0x0a00_0001, destination);
        if (chance.happens(0.3)) {
            header.fragment(chance.happens(0.2), chance.happens(0.7), chance.nextInt(8) * 8);
        }
        if (chance.happens(0.3)) {
            packet.bytes()[offset + chance.nextInt(packet.length())] = (byte) chance.nextInt();
        }
        if (chance.happens(0.9) && header.headerLength() <= packet.length()) {
            header.updateChecksum();
        }
        var ethernet = new EthernetView(packet.bytes(), packet.push(EthernetView.HEADER_BYTES));
        ethernet.destination(chance.happens(0.1) ? MacAddress.BROADCAST_BITS : mac);
        ethernet.source(MacAddress.local(12_345).bits());
        ethernet.type(chance.happens(0.1) ? EthernetView.TYPE_ARP : EthernetView.TYPE_IPV4);
        return packet;
    }
}
