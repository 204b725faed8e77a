package io.netjar.net.tcp;

import io.netjar.wire.Bytes;

/// The options of TCP's header: read and written. RFC 9293 §3.2, RFC 7323 §2.2 and §3.2, RFC 2018 §2 and §3.
final class TcpOptions {
    private static final int END = 0;
    private static final int NO_OPERATION = 1;
    private static final int MSS = 2;
    private static final int WINDOW_SCALE = 3;
    private static final int SACK_PERMITTED = 4;
    private static final int SACK = 5;
    private static final int TIMESTAMPS = 8;

    /// Timestamps with the two bytes of padding before them (RFC 7323 appendix A).
    static final int TIMESTAMPS_BYTES = 12;
    /// A header has 60 bytes at most (RFC 9293 §3.1: Data Offset has four bits, in words of four bytes), 20 of them fixed.
    static final int MOST_BYTES = 40;
    private static final int MAX_WINDOW_SHIFT = 14;

    private TcpOptions() {}

    /// Reads the `length` bytes of options at `offset` into `segment`.
    static void read(Segment segment, byte[] bytes, int offset, int length) {
        segment.mss = 0;
        segment.windowShift = -1;
        segment.sackPermitted = false;
        segment.hasTimestamps = false;
        segment.sackCount = 0;
        int end = offset + length;
        int index = offset;
        while (index < end) {
            int kind = Bytes.u8(bytes, index);
            if (kind == END) {
                return;
            }
            if (kind == NO_OPERATION) {
                index++;
                continue;
            }
            // RFC 9293 §3.1: an option's length includes its kind and length; one that lies ends the reading.
            int size = index + 1 < end ? Bytes.u8(bytes, index + 1) : 0;
            if (size < 2 || index + size > end) {
                return;
            }
            readOne(segment, bytes, index, size);
            index += size;
        }
    }

    private static void readOne(Segment segment, byte[] bytes, int index, int size) {
        switch (Bytes.u8(bytes, index)) {
            case MSS -> segment.mss = size == 4 ? Bytes.u16(bytes, index + 2) : 0;
            // RFC 7323 §2.3: "If a Window Scale option is received with a shift.cnt value larger than 14, the TCP
            // SHOULD log the error but MUST use 14 instead of the specified value."
            case WINDOW_SCALE -> segment.windowShift = size == 3
                    ? Math.min(Bytes.u8(bytes, index + 2), MAX_WINDOW_SHIFT)
                    : -1;
            case SACK_PERMITTED -> segment.sackPermitted = size == 2;
            case SACK -> readSack(segment, bytes, index + 2, size - 2);
            case TIMESTAMPS -> readTimestamps(segment, bytes, index, size);
            // RFC 9293 §3.1 (MUST-6): "TCP implementations MUST be able to […] ignore without error any TCP Option it
            // does not implement".
            default -> {
            }
        }
    }

    private static void readSack(Segment segment, byte[] bytes, int index, int size) {
        if (size % 8 != 0) {
            return;
        }
        int count = Math.min(size / 8, Segment.MAX_SACK_BLOCKS);
        for (int i = 0; i < count; i++) {
            segment.sackLeft[i] = Bytes.i32(bytes, index + 8 * i);
            segment.sackRight[i] = Bytes.i32(bytes, index + 8 * i + 4);
        }
        segment.sackCount = count;
    }

    private static void readTimestamps(Segment segment, byte[] bytes, int index, int size) {
        if (size == 10) {
            segment.hasTimestamps = true;
            segment.tsVal = Bytes.i32(bytes, index + 2);
            segment.tsEcr = Bytes.i32(bytes, index + 6);
        }
    }

    static int writeMss(byte[] bytes, int index, int mss) {
        Bytes.u16(bytes, index, MSS << 8 | 4);
        Bytes.u16(bytes, index + 2, mss);
        return index + 4;
    }

    static int writeSackPermitted(byte[] bytes, int index) {
        Bytes.i32(bytes, index, NO_OPERATION << 24 | NO_OPERATION << 16 | SACK_PERMITTED << 8 | 2);
        return index + 4;
    }

    static int writeTimestamps(byte[] bytes, int index, int tsVal, int tsEcr) {
        Bytes.i32(bytes, index, NO_OPERATION << 24 | NO_OPERATION << 16 | TIMESTAMPS << 8 | 10);
        Bytes.i32(bytes, index + 4, tsVal);
        Bytes.i32(bytes, index + 8, tsEcr);
        return index + TIMESTAMPS_BYTES;
    }

    static int writeWindowScale(byte[] bytes, int index, int shift) {
        Bytes.i32(bytes, index, NO_OPERATION << 24 | WINDOW_SCALE << 16 | 3 << 8 | shift);
        return index + 4;
    }

    /// Writes the kind and length of a SACK option for `blocks` blocks, which follow.
    static int writeSackHead(byte[] bytes, int index, int blocks) {
        Bytes.i32(bytes, index, NO_OPERATION << 24 | NO_OPERATION << 16 | SACK << 8 | 2 + 8 * blocks);
        return index + 4;
    }

    static int sackBytes(int blocks) {
        return blocks == 0 ? 0 : 4 + 8 * blocks;
    }
}
