package io.netjar.wire;

/// An IPv4 header. RFC 791 §3.1; the type of service octet as RFC 2474 and RFC 3168 read it.
public record Ipv4View(byte[] bytes, int offset) {
    private static final int VERSION_IHL = 0;
    private static final int DSCP_ECN = VERSION_IHL + 1;
    private static final int TOTAL_LENGTH = DSCP_ECN + 1;
    private static final int IDENTIFICATION = TOTAL_LENGTH + 2;
    private static final int FLAGS_FRAGMENT = IDENTIFICATION + 2;
    private static final int TTL = FLAGS_FRAGMENT + 2;
    private static final int PROTOCOL = TTL + 1;
    private static final int CHECKSUM = PROTOCOL + 1;
    private static final int SOURCE = CHECKSUM + 2;
    private static final int DESTINATION = SOURCE + 4;
    /// A header without options.
    public static final int HEADER_BYTES = DESTINATION + 4;

    /// The ECN field's value ECT(0), "ECN-capable transport" (RFC 3168 §5), as a whole traffic class.
    public static final int CAPABLE = 2;
    public static final int PROTOCOL_ICMP = 1;
    public static final int PROTOCOL_TCP = 6;
    public static final int PROTOCOL_UDP = 17;

    private static final int DONT_FRAGMENT = 0x4000;
    private static final int MORE_FRAGMENTS = 0x2000;

    /// Whether `length` bytes at `offset` start with a whole IPv4 header that agrees with its own lengths and
    /// checksum (RFC 1122 §3.2.1.1 and §3.2.1.2, RFC 1812 §5.2.2).
    public static boolean check(byte[] bytes, int offset, int length) {
        if (length < HEADER_BYTES) {
            return false;
        }
        int start = Bytes.i32(bytes, offset);
        int header = (start >>> 24 & 0xf) * 4;
        int total = start & 0xffff;
        return start >>> 28 == 4 && header >= HEADER_BYTES && total >= header && total <= length
                && headerChecksum(bytes, offset, header) == 0;
    }

    /// Writes a header without options, its checksum included; flags are clear and the fragment offset is 0.
    public static void write(byte[] bytes, int offset, int totalLength, int identification, int ttl,
            int protocol, int source, int destination) {
        write(bytes, offset, totalLength, (identification & 0xffff) << 16, ttl << 24 | protocol << 16, source,
                destination);
    }

    /// Writes the header of an atomic datagram (RFC 6864 §4): whole, not to be fragmented, identification 0.
    public static void writeAtomic(byte[] bytes, int offset, int totalLength, int ttl, int protocol,
            int source,
            int destination) {
        write(bytes, offset, totalLength, DONT_FRAGMENT, ttl << 24 | protocol << 16, source, destination);
    }

    /// The two words in the middle come as 32 bits each: identification, flags and fragment offset; time to live and
    /// protocol, with room for the checksum.
    private static void write(byte[] bytes, int offset, int totalLength, int fragment, int hops, int source,
            int destination) {
        int start = 0x4500 << 16 | totalLength;
        int checksum = Checksum
                .fold((start & 0xffff_ffffL) + (fragment & 0xffff_ffffL) + (hops & 0xffff_ffffL)
                        + (source & 0xffff_ffffL) + (destination & 0xffff_ffffL));
        Bytes.i64(bytes, offset, (long) start << 32 | fragment & 0xffff_ffffL);
        Bytes.i64(bytes, offset + TTL, (long) (hops | checksum) << 32 | source & 0xffff_ffffL);
        Bytes.i32(bytes, offset + DESTINATION, destination);
    }

    public void write(int totalLength, int identification, int ttl, int protocol, int source,
            int destination) {
        write(bytes, offset, totalLength, identification, ttl, protocol, source, destination);
    }

    public static int headerLength(byte[] bytes, int offset) {
        return (Bytes.u8(bytes, offset + VERSION_IHL) & 0xf) * 4;
    }

    public int headerLength() {
        return headerLength(bytes, offset);
    }

    /// The differentiated services code point, 0 to 63 (RFC 2474).
    public int dscp() {
        return Bytes.u8(bytes, offset + DSCP_ECN) >>> 2;
    }

    /// The ECN field, 0 to 3 (RFC 3168 §5).
    public static int ecn(byte[] bytes, int offset) {
        return Bytes.u8(bytes, offset + DSCP_ECN) & 3;
    }

    public int ecn() {
        return ecn(bytes, offset);
    }

    /// Sets the ECN field to "congestion experienced" (CE, RFC 3168 §5) and mends the checksum.
    public static void markCongestion(byte[] bytes, int offset) {
        int old = Bytes.u16(bytes, offset + VERSION_IHL);
        Bytes.u16(bytes, offset + VERSION_IHL, old | 3);
        mendChecksum(bytes, offset, old, old | 3);
    }

    /// Sets the octet that was the type of service, 0 to 255: the differentiated services code point (RFC 2474) in the upper
    /// six bits, the ECN field (RFC 3168 §5) in the lower two. Mends the checksum.
    public static void trafficClass(byte[] bytes, int offset, int value) {
        int old = Bytes.u16(bytes, offset + VERSION_IHL);
        Bytes.u16(bytes, offset + VERSION_IHL, old & ~0xff | value);
        mendChecksum(bytes, offset, old, old & ~0xff | value);
    }

    /// The octet that [#trafficClass(byte[], int, int)] sets.
    public static int trafficClass(byte[] bytes, int offset) {
        return Bytes.u8(bytes, offset + DSCP_ECN);
    }

    public void ecn(int codepoint) {
        Bytes.u8(bytes, offset + DSCP_ECN, Bytes.u8(bytes, offset + DSCP_ECN) & ~3 | codepoint);
    }

    public static int totalLength(byte[] bytes, int offset) {
        return Bytes.u16(bytes, offset + TOTAL_LENGTH);
    }

    public int totalLength() {
        return totalLength(bytes, offset);
    }

    public void totalLength(int length) {
        Bytes.u16(bytes, offset + TOTAL_LENGTH, length);
    }

    public int identification() {
        return Bytes.u16(bytes, offset + IDENTIFICATION);
    }

    public static boolean dontFragment(byte[] bytes, int offset) {
        return (Bytes.u16(bytes, offset + FLAGS_FRAGMENT) & DONT_FRAGMENT) != 0;
    }

    public boolean dontFragment() {
        return dontFragment(bytes, offset);
    }

    public boolean moreFragments() {
        return (Bytes.u16(bytes, offset + FLAGS_FRAGMENT) & MORE_FRAGMENTS) != 0;
    }

    /// Where this fragment's data stands in the whole datagram's, in bytes.
    public int fragmentOffset() {
        return (Bytes.u16(bytes, offset + FLAGS_FRAGMENT) & 0x1fff) * 8;
    }

    public static boolean isFragment(byte[] bytes, int offset) {
        return (Bytes.u16(bytes, offset + FLAGS_FRAGMENT) & (MORE_FRAGMENTS | 0x1fff)) != 0;
    }

    public boolean isFragment() {
        return isFragment(bytes, offset);
    }

    /// Sets flags and fragment offset; `fragmentOffset` is in bytes, a multiple of 8.
    public void fragment(boolean dontFragment, boolean moreFragments, int fragmentOffset) {
        Bytes.u16(bytes, offset + FLAGS_FRAGMENT, (dontFragment ? DONT_FRAGMENT : 0)
                | (moreFragments ? MORE_FRAGMENTS : 0) | fragmentOffset / 8);
    }

    public static int ttl(byte[] bytes, int offset) {
        return Bytes.u8(bytes, offset + TTL);
    }

    public int ttl() {
        return ttl(bytes, offset);
    }

    public void ttl(int hops) {
        Bytes.u8(bytes, offset + TTL, hops);
    }

    public static int protocol(byte[] bytes, int offset) {
        return Bytes.u8(bytes, offset + PROTOCOL);
    }

    public int protocol() {
        return protocol(bytes, offset);
    }

    public int checksum() {
        return Bytes.u16(bytes, offset + CHECKSUM);
    }

    public void checksum(int value) {
        Bytes.u16(bytes, offset + CHECKSUM, value);
    }

    public static void updateChecksum(byte[] bytes, int offset) {
        Bytes.u16(bytes, offset + CHECKSUM, 0);
        Bytes.u16(bytes, offset + CHECKSUM, headerChecksum(bytes, offset, headerLength(bytes, offset)));
    }

    public void updateChecksum() {
        updateChecksum(bytes, offset);
    }

    /// The checksum over `length` bytes of header; most headers have no options and need no loop.
    private static int headerChecksum(byte[] bytes, int offset, int length) {
        if (length != HEADER_BYTES) {
            return Checksum.of(bytes, offset, length);
        }
        return Checksum.fold(Bytes.u32(bytes, offset) + Bytes.u32(bytes, offset + 4)
                + Bytes.u32(bytes, offset + 8) + Bytes.u32(bytes, offset + 12)
                + Bytes.u32(bytes, offset + 16));
    }

    /// Mends the checksum after one word of the header changed, as RFC 1624 shows.
    private static void mendChecksum(byte[] bytes, int offset, int oldWord, int newWord) {
        int checksum = Bytes.u16(bytes, offset + CHECKSUM);
        Bytes.u16(bytes, offset + CHECKSUM, Checksum.update(checksum, oldWord, newWord));
    }

    /// Decrements the time to live and mends the checksum as RFC 1624 shows.
    public static void decrementTtl(byte[] bytes, int offset) {
        int old = Bytes.u16(bytes, offset + TTL);
        Bytes.u16(bytes, offset + TTL, old - 0x100);
        mendChecksum(bytes, offset, old, old - 0x100);
    }

    public void decrementTtl() {
        decrementTtl(bytes, offset);
    }

    public static int source(byte[] bytes, int offset) {
        return Bytes.i32(bytes, offset + SOURCE);
    }

    public int source() {
        return source(bytes, offset);
    }

    /// Sets the source address; the checksum is the caller's.
    public void source(int address) {
        Bytes.i32(bytes, offset + SOURCE, address);
    }

    public static int destination(byte[] bytes, int offset) {
        return Bytes.i32(bytes, offset + DESTINATION);
    }

    public int destination() {
        return destination(bytes, offset);
    }

    /// Sets the destination address; the checksum is the caller's.
    public void destination(int address) {
        Bytes.i32(bytes, offset + DESTINATION, address);
    }

    /// The index of the first byte after the header in [#bytes()].
    public static int payload(byte[] bytes, int offset) {
        return offset + headerLength(bytes, offset);
    }

    public int payload() {
        return payload(bytes, offset);
    }

    public static int payloadLength(byte[] bytes, int offset) {
        return totalLength(bytes, offset) - headerLength(bytes, offset);
    }

    public int payloadLength() {
        return payloadLength(bytes, offset);
    }
}
