package io.netjar.wire;

/// An Ethernet II header. IEEE 802.3 §3.1.1, RFC 894.
public record EthernetView(byte[] bytes, int offset) {
    private static final int DESTINATION = 0;
    private static final int SOURCE = DESTINATION + 6;
    private static final int TYPE = SOURCE + 6;
    public static final int HEADER_BYTES = TYPE + 2;

    public static final int TYPE_IPV4 = 0x0800;
    public static final int TYPE_ARP = 0x0806;
    public static final int TYPE_IPV6 = 0x86dd;
    /// The shortest frame without its frame check sequence; shorter payloads are padded (IEEE 802.3 §3.2.8).
    public static final int MIN_FRAME_BYTES = 60;

    public static boolean check(int length) {
        return length >= HEADER_BYTES;
    }

    /// Writes a whole header.
    public static void write(byte[] bytes, int offset, long destination, long source, int type) {
        // Two overlapping writes instead of five: the header is written on every hop.
        Bytes.i64(bytes, offset + DESTINATION, destination << 16 | source >>> 32);
        Bytes.i64(bytes, offset + SOURCE, source << 16 | type);
    }

    public static long destination(byte[] bytes, int offset) {
        return Bytes.i64(bytes, offset + DESTINATION) >>> 16;
    }

    public long destination() {
        return destination(bytes, offset);
    }

    public void destination(long mac) {
        Bytes.u48(bytes, offset + DESTINATION, mac);
    }

    public static long source(byte[] bytes, int offset) {
        return Bytes.u48(bytes, offset + SOURCE);
    }

    public long source() {
        return source(bytes, offset);
    }

    public void source(long mac) {
        Bytes.u48(bytes, offset + SOURCE, mac);
    }

    public static int type(byte[] bytes, int offset) {
        return Bytes.u16(bytes, offset + TYPE);
    }

    public int type() {
        return type(bytes, offset);
    }

    public void type(int etherType) {
        Bytes.u16(bytes, offset + TYPE, etherType);
    }
}
