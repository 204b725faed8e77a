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
import io.netjar.wire.TcpView;
import io.netjar.wire.UdpView;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Headers in any bytes at all: a check says yes or no and never throws; after a yes nothing that is read lies outside.
class WireFuzzTest {
    private static final int USUAL = 20_000;
    private static final int SOURCE = 0x0a00_0001;
    private static final int DESTINATION = 0x0a00_0002;

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
            text(RandomBytes.like(seed, "10.0.0.1/24".getBytes(StandardCharsets.US_ASCII),
                    "02:00:00:00:00:0a".getBytes(StandardCharsets.US_ASCII),
                    "2001:db8::1/64".getBytes(StandardCharsets.US_ASCII)));
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
    }
}
