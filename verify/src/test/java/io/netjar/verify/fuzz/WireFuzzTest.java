package io.netjar.verify.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netjar.testkit.RandomBytes;
import io.netjar.testkit.Seeds;
import io.netjar.wire.ArpView;
import io.netjar.wire.DhcpMessage;
import io.netjar.wire.DhcpView;
import io.netjar.wire.EthernetView;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import io.netjar.wire.PacketPool;
import io.netjar.wire.TcpView;
import io.netjar.wire.UdpView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/// Headers in any bytes at all: a check says yes or no and never throws; after a yes nothing that is read lies outside.
class WireFuzzTest {
    private static final int USUAL = 20_000;
    private static final int SOURCE = 0x0a00_0001;
    private static final int DESTINATION = 0x0a00_0002;

    /// Frames of every kind with right checksums, which nobody guesses.
    private static List<byte[]> frames() {
        var packets = new PacketPool();
        var forge = new Forge(packets);
        long mac = MacAddress.local(5).bits();
        byte[] options = {2, 4, 5, (byte) 0xb4, 4, 2, 8, 10, 0, 0, 0, 1, 0, 0, 0, 0, 1, 3, 3, 7};
        byte[] timed = {1, 1, 8, 10, 0, 0, 0, 2, 0, 0, 0, 1};
        byte[] data = {'h', 'i'};
        byte[] quoted = new byte[32];
        Ipv4View.write(quoted, 4, 28, 7, 64, Ipv4View.PROTOCOL_UDP, /* source= */ DESTINATION,
                /* destination= */ SOURCE);
        List<Packet> all = List.of(forge.arp(mac, 1, SOURCE, DESTINATION),
                forge.udp(mac, SOURCE, DESTINATION, 53, 5000, data),
                forge.udp(mac, SOURCE, DESTINATION, 68, 67, new DhcpMessageSample().bytes()),
                forge.tcp(mac, SOURCE, DESTINATION,
                        new Forge.Segment(5000, 80, TcpView.SYN, 7, 0, 64_000, options, new byte[0])),
                forge.tcp(mac, SOURCE, DESTINATION,
                        new Forge.Segment(5000, 80, TcpView.ACK, 8, 9, 500, timed, data)),
                forge.icmp(mac, SOURCE, DESTINATION, 8, 0, new byte[]{0, 1, 0, 1, 'x'}),
                forge.icmp(mac, SOURCE, DESTINATION, 3, 4, quoted));
        List<byte[]> frames = new ArrayList<>();
        for (Packet packet : all) {
            frames.add(
                    Arrays.copyOfRange(packet.bytes(), packet.offset(), packet.offset() + packet.length()));
            packet.release();
        }
        frames.add(new DhcpMessageSample().frame());
        return frames;
    }

    private static List<byte[]> messages() {
        return List.of(new DhcpMessageSample().bytes());
    }

    private static List<byte[]> texts() {
        return Stream
                .of("10.0.0.1/24", "02:00:00:00:00:0a", "2001:db8::1/64", "::ffff:10.0.0.1", "::", "1::/0")
                .map(text -> text.getBytes(StandardCharsets.US_ASCII)).toList();
    }

    @MethodSource("frames")
    @FuzzTest
    void frame(byte[] bytes) {
        if (!EthernetView.check(bytes.length)) {
            return;
        }
        EthernetView.destination(bytes, 0);
        EthernetView.source(bytes, 0);
        int length = bytes.length - EthernetView.HEADER_BYTES;
        switch (EthernetView.type(bytes, 0)) {
            case EthernetView.TYPE_ARP -> arp(bytes, EthernetView.HEADER_BYTES, length);
            case EthernetView.TYPE_IPV4 -> ip(bytes, EthernetView.HEADER_BYTES, length);
            default -> {
                transport(bytes, EthernetView.HEADER_BYTES, length);
                dhcpMessage(Arrays.copyOfRange(bytes, EthernetView.HEADER_BYTES, bytes.length));
            }
        }
    }

    private static void arp(byte[] bytes, int offset, int length) {
        if (ArpView.check(bytes, offset, length)) {
            var arp = new ArpView(bytes, offset);
            assertThat(arp.operation()).isBetween(0, 65_535);
            arp.targetAddress();
            arp.targetMac();
        }
    }

    private static void ip(byte[] bytes, int offset, int length) {
        if (!Ipv4View.check(bytes, offset, length)) {
            return;
        }
        int payload = Ipv4View.payload(bytes, offset);
        int payloadLength = Ipv4View.payloadLength(bytes, offset);
        assertThat(payloadLength).isNotNegative();
        assertThat(payload + payloadLength).isLessThanOrEqualTo(bytes.length);
        new Ipv4View(bytes, offset).fragmentOffset();
        transport(bytes, payload, payloadLength);
    }

    private static void transport(byte[] bytes, int offset, int length) {
        if (UdpView.check(bytes, offset, length, SOURCE, DESTINATION)) {
            var udp = new UdpView(bytes, offset);
            assertThat(udp.payload() + udp.payloadLength()).isLessThanOrEqualTo(offset + length);
        }
        if (TcpView.check(bytes, offset, length, SOURCE, DESTINATION)) {
            assertThat(new TcpView(bytes, offset).headerLength()).isBetween(20, Math.min(60, length));
        }
        if (IcmpView.check(bytes, offset, length)) {
            new IcmpView(bytes, offset).isError();
            new IcmpView(bytes, offset).nextHopMtu();
        }
    }

    @MethodSource("messages")
    @FuzzTest
    void dhcpMessage(byte[] bytes) {
        DhcpView.check(bytes, 0, bytes.length);
        Optional<DhcpMessage> message = DhcpMessage.parse(bytes, 0, bytes.length);
        if (message.isPresent()) {
            byte[] encoded = message.get().encoded();
            assertThat(DhcpMessage.parse(encoded, 0, encoded.length).orElseThrow().encoded())
                    .as("written, read and written again").isEqualTo(encoded);
        }
    }

    @MethodSource("texts")
    @FuzzTest
    void text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        List<Function<String, Object>> readers = List.of(IpAddress::of, IpPrefix::of);
        for (Function<String, Object> reader : readers) {
            try {
                Object read = reader.apply(text);
                assertThat(reader.apply(read.toString())).as("written and read again").isEqualTo(read);
            } catch (IllegalArgumentException _) {
                // That is how they say no.
            }
        }
    }

    @Test
    void randomBytesAreNoTrouble() {
        Seeds.run("verify", WireFuzzTest.class, USUAL, seed -> {
            byte[] bytes = RandomBytes.of(seed, 400);
            frame(bytes);
            dhcpMessage(RandomBytes.like(seed, new DhcpMessageSample().bytes()));
            text(RandomBytes.like(seed, texts().toArray(byte[][]::new)));
        });
    }

    /// A client's first message, with a hardware address and an option or two.
    private record DhcpMessageSample() {
        byte[] bytes() {
            byte[] bytes = new byte[DhcpView.HEADER_BYTES + 12];
            var view = new DhcpView(bytes, 0);
            view.write(false);
            view.transaction(7);
            view.hardwareAddress(MacAddress.local(5).bits());
            byte[] options = {53, 1, 1, 12, 2, 'p', 'c', 55, 1, 3, (byte) 255, 0};
            System.arraycopy(options, 0, bytes, DhcpView.HEADER_BYTES, options.length);
            return bytes;
        }

        /// The message behind an Ethernet header that promises neither ARP nor IPv4.
        byte[] frame() {
            byte[] message = bytes();
            byte[] frame = new byte[EthernetView.HEADER_BYTES + message.length];
            EthernetView.write(frame, 0, MacAddress.BROADCAST.bits(), MacAddress.local(5).bits(), 0x88b5);
            System.arraycopy(message, 0, frame, EthernetView.HEADER_BYTES, message.length);
            return frame;
        }
    }
}
