package io.netjar.wire;

import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes frames to a pcapng file, which Wireshark and its kin read: one section, big-endian, times in
/// nanoseconds. The same calls give the same bytes. IETF draft-ietf-opsawg-pcapng.
public final class PcapngWriter implements Closeable, Flushable {
    private static final int SECTION_HEADER_BLOCK = 0x0a0d_0d0a;
    private static final int INTERFACE_DESCRIPTION_BLOCK = 1;
    private static final int ENHANCED_PACKET_BLOCK = 6;
    private static final int BYTE_ORDER_MAGIC = 0x1a2b_3c4d;
    private static final int VERSION_1_0 = 1 << 16;
    private static final long LENGTH_NOT_KNOWN = -1;
    private static final int NO_SNAP_LENGTH = 0;

    private static final int OPT_END = 0;
    private static final int OPT_COMMENT = 1;
    private static final int SHB_USERAPPL = 4;
    private static final int IF_NAME = 2;
    private static final int IF_TSRESOL = 9;
    private static final int EPB_FLAGS = 2;
    private static final byte[] NANOSECONDS = {9};

    /// Which way a frame crosses an interface (`epb_flags`, bits 0 and 1).
    public enum Direction {
        INBOUND(1), OUTBOUND(2);

        private final int flags;

        Direction(int flags) {
            this.flags = flags;
        }
    }

    /// What an interface's packets start with: the LINKTYPE registered for it (IETF draft-ietf-opsawg-pcaplinktype).
    public enum LinkType {
        /// LINKTYPE_ETHERNET: an Ethernet header, without the frame check sequence.
        ETHERNET(1),
        /// LINKTYPE_RAW: an IPv4 or IPv6 header.
        RAW_IP(101);

        private final int number;

        LinkType(int number) {
            this.number = number;
        }
    }

    private final OutputStream out;
    private byte[] block = new byte[2048];
    private int length;
    private int interfaces;

    /// Starts a file on `out`, which is written to block by block.
    public PcapngWriter(OutputStream out) throws IOException {
        this.out = out;
        begin(SECTION_HEADER_BLOCK);
        int32(BYTE_ORDER_MAGIC);
        int32(VERSION_1_0);
        int32((int) (LENGTH_NOT_KNOWN >>> 32));
        int32((int) LENGTH_NOT_KNOWN);
        option(SHB_USERAPPL, text("Netjar"));
        end();
    }

    /// Describes an interface of Ethernet frames, at any time before its first one, and returns its number.
    public int addInterface(String name) throws IOException {
        return addInterface(name, LinkType.ETHERNET);
    }

    /// Describes an interface, at any time before its first packet, and returns its number.
    public int addInterface(String name, LinkType type) throws IOException {
        begin(INTERFACE_DESCRIPTION_BLOCK);
        int32(type.number << 16);
        int32(NO_SNAP_LENGTH);
        option(IF_NAME, text(name));
        option(IF_TSRESOL, NANOSECONDS);
        end();
        return interfaces++;
    }

    /// Writes the frame that `bytes` holds.
    ///
    /// @param interfaceNumber what [#addInterface(String)] returned
    /// @param epochNanos nanoseconds since 1970-01-01 00:00:00 UTC
    /// @param comment shown with the frame, or empty
    public void frame(int interfaceNumber, long epochNanos, Direction direction, Frame bytes, String comment)
            throws IOException {
        begin(ENHANCED_PACKET_BLOCK);
        int32(interfaceNumber);
        int32((int) (epochNanos >>> 32));
        int32((int) epochNanos);
        int32(bytes.length);
        int32(bytes.length);
        append(bytes.array, bytes.offset, bytes.length);
        if (!comment.isEmpty()) {
            option(OPT_COMMENT, text(comment));
        }
        optionHeader(EPB_FLAGS, Integer.BYTES);
        int32(direction.flags);
        end();
    }

    /// The stretch of an array that a frame takes up.
    public record Frame(byte[] array, int offset, int length) {
        public static Frame of(Packet packet) {
            return new Frame(packet.bytes(), packet.offset(), packet.length());
        }
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void begin(int type) {
        length = 0;
        int32(type);
        int32(0);
    }

    /// Ends the options, puts the block's length at both its ends and writes it out.
    private void end() throws IOException {
        optionHeader(OPT_END, 0);
        int total = length + Integer.BYTES;
        Bytes.i32(block, Integer.BYTES, total);
        int32(total);
        out.write(block, 0, length);
    }

    private void option(int code, byte[] value) {
        optionHeader(code, value.length);
        append(value, 0, value.length);
    }

    private void optionHeader(int code, int valueLength) {
        int32(code << 16 | valueLength);
    }

    /// Appends bytes, padded with zeros to a multiple of four.
    private void append(byte[] bytes, int offset, int count) {
        int padded = count + 3 & ~3;
        ensure(padded);
        System.arraycopy(bytes, offset, block, length, count);
        Arrays.fill(block, length + count, length + padded, (byte) 0);
        length += padded;
    }

    private void int32(int value) {
        ensure(Integer.BYTES);
        Bytes.i32(block, length, value);
        length += Integer.BYTES;
    }

    private void ensure(int room) {
        if (length + room > block.length) {
            block = Arrays.copyOf(block, Math.max(2 * block.length, length + room));
        }
    }

    /// An option's text: UTF-8, as many bytes as its 16-bit length can say.
    private static byte[] text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return utf8.length <= 0xffff ? utf8 : Arrays.copyOf(utf8, 0xffff);
    }
}
