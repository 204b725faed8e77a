package io.netjar.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netjar.wire.EthernetView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.PcapngWriter;
import io.netjar.wire.PcapngWriter.Direction;
import io.netjar.wire.PcapngWriter.Frame;
import io.netjar.wire.UdpView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A judge who never finds anything wrong is none.
class TsharkTest {
    private static final int CLIENT = 0xc000_020a;
    private static final int SERVER = 0xc000_0214;

    @BeforeEach
    void tsharkIsInstalled() {
        assumeTrue(Tshark.isInstalled());
    }

    /// A UDP datagram to the discard port.
    private static byte[] frame() {
        byte[] frame = new byte[60];
        var ethernet = new EthernetView(frame, 0);
        ethernet.destination(0x024e_0000_0002L);
        ethernet.source(0x024e_0000_0001L);
        ethernet.type(EthernetView.TYPE_IPV4);
        new Ipv4View(frame, 14).write(46, 1, 64, Ipv4View.PROTOCOL_UDP, CLIENT, SERVER);
        var udp = new UdpView(frame, 34);
        udp.write(40_000, 9, 26);
        udp.updateChecksum(CLIENT, SERVER);
        return frame;
    }

    private static byte[] capture(byte[] frame) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = new PcapngWriter(out)) {
            writer.addInterface("eth0");
            writer.frame(0, 0, Direction.OUTBOUND, new Frame(frame, 0, frame.length), "");
        }
        return out.toByteArray();
    }

    @Test
    void findsNothingWrongWithARightFrame() throws IOException {
        assertThat(Tshark.complaints(capture(frame()))).isEmpty();
        assertThat(Tshark.fields(capture(frame()), "ip.src", "udp.dstport")).containsExactly("192.0.2.10|9");
    }

    @Test
    void findsAWrongChecksum() throws IOException {
        byte[] frame = frame();
        frame[50]++;
        assertThat(Tshark.complaints(capture(frame))).hasSize(1).first().asString().contains("Bad checksum");
    }

    @Test
    void findsALengthThatLies() throws IOException {
        byte[] frame = frame();
        new UdpView(frame, 34).write(40_000, 9, 60);
        assertThat(Tshark.complaints(capture(frame))).isNotEmpty();
    }

    @Test
    void refusesWhatIsNoCapture() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> Tshark.fields(new byte[100], "ip.src"));
    }
}
