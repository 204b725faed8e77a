package io.netjar.net.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Packet;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two hosts and a link that spoils bits on the way from the first to the second: the checksums notice.
class CorruptionTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int UDP_AT = 14 + 20;
    private static final LinkSpec CLEAN = LinkSpec.of(100_000_000, Duration.ofMillis(1));

    private final Network network = new Network(new Engine(1));
    private final Host alice = new Host(network, "alice");
    private final Host bob = new Host(network, "bob");
    private final NetworkInterface aliceEth = alice.addInterface("eth0");
    private final NetworkInterface bobEth = bob.addInterface("eth0");
    private final Link link = new Link(network, "cable", aliceEth.port(), bobEth.port(), CLEAN);
    private final IpAddress bobsAddress = IpAddress.of("192.0.2.2");
    private int heard;

    @BeforeEach
    void letThemFindEachOther() {
        aliceEth.addAddress(IpAddress.of("192.0.2.1"), 24);
        bobEth.addAddress(bobsAddress, 24);
        bob.udp().bind(7, this::hear);
        say(1);
        assertThat(heard).isEqualTo(1);
    }

    @AfterEach
    void nothingLeaks() {
        network.engine().runUntil(network.engine().now() + 600 * SECOND);
        assertThat(network.packets().lent()).isZero();
    }

    private void spoil(double share) {
        link.aToB(CLEAN.withImpairments(Impairments.none().withCorruption(share)));
    }

    /// Says the same so many times, 10 ms apart.
    private void say(int times) {
        UdpSocket socket = alice.udp().bind(0, (_, _, _, _, _) -> {
        });
        for (int i = 0; i < times; i++) {
            socket.send(new Endpoint(bobsAddress, 7), words(), 0, words().length);
            network.engine().runUntil(network.engine().now() + SECOND / 100);
        }
        socket.close();
    }

    private static byte[] words() {
        byte[] words = new byte[400];
        Arrays.fill(words, (byte) 'x');
        return words;
    }

    private void hear(UdpSocket socket, Endpoint from, byte[] data, int offset, int length) {
        assertThat(Arrays.copyOfRange(data, offset, offset + length)).isEqualTo(words());
        heard++;
    }

    /// Which byte of the frame last sent came wrong, and what became of such frames.
    private static final class Fates implements Observer {
        private final Port receiver;
        private byte[] sent = {};
        private int wrongByte = -1;
        final Map<DropReason, Integer> ofIp = new EnumMap<>(DropReason.class);
        final Map<DropReason, Integer> ofUdp = new EnumMap<>(DropReason.class);
        int wrongInIp;
        int wrongInUdp;

        Fates(Port receiver) {
            this.receiver = receiver;
        }

        private static byte[] copy(Packet frame) {
            return Arrays.copyOfRange(frame.bytes(), frame.offset(), frame.end());
        }

        @Override
        public void sent(Port port, Packet frame) {
            if (port != receiver) {
                sent = copy(frame);
            }
        }

        @Override
        public void received(Port port, Packet frame) {
            if (port == receiver) {
                wrongByte = Arrays.mismatch(sent, copy(frame));
                wrongInIp += wrongByte >= 14 && wrongByte < UDP_AT ? 1 : 0;
                wrongInUdp += wrongByte >= UDP_AT ? 1 : 0;
            }
        }

        @Override
        public void dropped(Port port, Packet packet, DropReason reason) {
            if (wrongByte >= UDP_AT) {
                ofUdp.merge(reason, 1, Integer::sum);
            } else if (wrongByte >= 14) {
                ofIp.merge(reason, 1, Integer::sum);
            }
        }
    }

    @Test
    void noDatagramWithAWrongBitIsHeardAndEachIsAccountedFor() {
        var fates = new Fates(bobEth.port());
        network.observe(fates);
        spoil(1);
        heard = 0;
        say(2000);
        assertThat(fates.wrongInIp).isGreaterThan(40);
        assertThat(fates.wrongInUdp).isGreaterThan(1500);
        assertThat(fates.ofIp).containsOnlyKeys(DropReason.BAD_CHECKSUM, DropReason.MALFORMED);
        assertThat(fates.ofIp.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(fates.wrongInIp);
        assertThat(fates.ofIp.get(DropReason.BAD_CHECKSUM)).isGreaterThan(20);
        assertThat(fates.ofUdp.get(DropReason.BAD_CHECKSUM)).isGreaterThan(1500);
        assertThat(fates.ofUdp.values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(fates.wrongInUdp);
        // Only the Ethernet header has no checksum here: a wrong source address is nobody's concern.
        assertThat(heard).isLessThanOrEqualTo(2000 - fates.wrongInIp - fates.wrongInUdp);
    }

    @Test
    void halfTheDatagramsComeWhenHalfAreSpoilt() {
        spoil(0.5);
        heard = 0;
        say(1000);
        assertThat(heard).isBetween(440, 580);
    }

    @Test
    void tcpBringsAllBytesRightNevertheless() {
        byte[] page = new byte[300_000];
        alice.chance("page").nextBytes(page);
        var got = new ByteArrayOutputStream();
        bob.tcp().listen(new Endpoint(bobsAddress, 80), 1, socket -> socket.events(new Reader(got)));
        spoil(0.05);
        alice.tcp().connect(new Endpoint(bobsAddress, 80), new Writer(page));
        network.engine().runUntil(network.engine().now() + 120 * SECOND);
        assertThat(got.toByteArray()).isEqualTo(page);
        assertThat(network.drops(DropReason.BAD_CHECKSUM)).isGreaterThan(3);
        spoil(0);
    }

    /// Reads all there is.
    private record Reader(ByteArrayOutputStream got) implements TcpEvents {
        @Override
        public void connected(TcpSocket socket) {}

        @Override
        public void readable(TcpSocket socket) {
            byte[] piece = new byte[10_000];
            int count = socket.read(piece, 0, piece.length);
            while (count > 0) {
                got.write(piece, 0, count);
                count = socket.read(piece, 0, piece.length);
            }
            if (count < 0) {
                socket.close();
            }
        }

        @Override
        public void writable(TcpSocket socket) {}

        @Override
        public void ended(TcpSocket socket, TcpEnd end) {}
    }

    /// Writes a page and closes.
    private static final class Writer implements TcpEvents {
        private final byte[] page;
        private int written;

        Writer(byte[] page) {
            this.page = page;
        }

        @Override
        public void connected(TcpSocket socket) {
            writable(socket);
        }

        @Override
        public void readable(TcpSocket socket) {}

        @Override
        public void writable(TcpSocket socket) {
            written += socket.write(page, written, page.length - written);
            if (written == page.length) {
                socket.close();
            }
        }

        @Override
        public void ended(TcpSocket socket, TcpEnd end) {}
    }
}
