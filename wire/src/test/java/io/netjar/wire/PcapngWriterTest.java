package io.netjar.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.wire.PcapngWriter.Direction;
import io.netjar.wire.PcapngWriter.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PcapngWriterTest {
    private static final String SECTION = "0a0d0d0a 0000002c 1a2b3c4d 00010000 ffffffffffffffff"
            + "0004 0006 4e65746a61720000 0000 0000 0000002c";
    private static final String INTERFACE = "00000001 00000028 0001 0000 00000000 0002 0004 65746830"
            + "0009 0001 09000000 0000 0000 00000028";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    @Test
    void writesTheBlocksAsTheDraftDrawsThem() throws IOException {
        try (var writer = new PcapngWriter(out)) {
            int number = writer.addInterface("eth0");
            var frame = new Frame(hex("ff 010203040506 ff"), 1, 6);
            writer.frame(number, 0x1122_3344_5566_7788L, Direction.OUTBOUND, frame, "");
        }
        assertThat(out.toByteArray()).isEqualTo(hex(SECTION + INTERFACE
                + "00000006 00000034 00000000 11223344 55667788 00000006 00000006 0102030405060000"
                + "0002 0004 00000002 0000 0000 00000034"));
    }

    @Test
    void putsACommentIntoUtf8() throws IOException {
        try (var writer = new PcapngWriter(out)) {
            writer.addInterface("eth0");
            writer.frame(0, 1, Direction.INBOUND, new Frame(hex("01020304"), 0, 4), "a→b");
        }
        assertThat(out.toByteArray()).isEqualTo(hex(SECTION + INTERFACE
                + "00000006 0000003c 00000000 00000000 00000001 00000004 00000004 01020304"
                + "0001 0005 61e286926200 0000 0002 0004 00000001 0000 0000 0000003c"));
    }

    @Test
    void saysWhereAnInterfacesPacketsStartAtTheirIpHeader() throws IOException {
        try (var writer = new PcapngWriter(out)) {
            writer.addInterface("eth0", PcapngWriter.LinkType.RAW_IP);
        }
        assertThat(out.toByteArray())
                .isEqualTo(hex(SECTION + INTERFACE.replace("0001 0000 0000", "0065 0000 0000")));
    }

    @Test
    void numbersInterfacesFromZero() throws IOException {
        try (var writer = new PcapngWriter(out)) {
            assertThat(writer.addInterface("a")).isZero();
            assertThat(writer.addInterface("b")).isEqualTo(1);
        }
    }
}
