package io.netjar.wire;

/// An ICMP message. RFC 792; codes of RFC 1122 §3.2.2.1 and RFC 1812 §5.2.7.1.
public record IcmpView(byte[] bytes, int offset) {
    private static final int TYPE = 0;
    private static final int CODE = TYPE + 1;
    private static final int CHECKSUM = CODE + 1;
    private static final int REST = CHECKSUM + 2;
    public static final int HEADER_BYTES = REST + 4;

    public static final int ECHO_REPLY = 0;
    public static final int DESTINATION_UNREACHABLE = 3;
    /// Deprecated by RFC 6633; nobody sends it any more.
    private static final int SOURCE_QUENCH = 4;
    public static final int REDIRECT = 5;
    public static final int ECHO_REQUEST = 8;
    public static final int TIME_EXCEEDED = 11;
    public static final int PARAMETER_PROBLEM = 12;

    public static final int CODE_NET_UNREACHABLE = 0;
    public static final int CODE_HOST_UNREACHABLE = 1;
    public static final int CODE_PROTOCOL_UNREACHABLE = 2;
    public static final int CODE_PORT_UNREACHABLE = 3;
    public static final int CODE_FRAGMENTATION_NEEDED = 4;
    public static final int CODE_PROHIBITED = 13;
    /// Redirect datagrams for one host.
    public static final int CODE_REDIRECT_HOST = 1;
    public static final int CODE_TTL_EXCEEDED = 0;
    public static final int CODE_REASSEMBLY_EXCEEDED = 1;

    public static boolean check(byte[] bytes, int offset, int length) {
        return length >= HEADER_BYTES && Checksum.of(bytes, offset, length) == 0;
    }

    public static int type(byte[] bytes, int offset) {
        return Bytes.u8(bytes, offset + TYPE);
    }

    public int type() {
        return type(bytes, offset);
    }

    public static void type(byte[] bytes, int offset, int value) {
        Bytes.u8(bytes, offset + TYPE, value);
    }

    public void type(int value) {
        type(bytes, offset, value);
    }

    public int code() {
        return Bytes.u8(bytes, offset + CODE);
    }

    public void code(int value) {
        Bytes.u8(bytes, offset + CODE, value);
    }

    public int checksum() {
        return Bytes.u16(bytes, offset + CHECKSUM);
    }

    public void checksum(int value) {
        Bytes.u16(bytes, offset + CHECKSUM, value);
    }

    /// Sums up the whole message of `length` bytes.
    public static void updateChecksum(byte[] bytes, int offset, int length) {
        Bytes.u16(bytes, offset + CHECKSUM, 0);
        Bytes.u16(bytes, offset + CHECKSUM, Checksum.of(bytes, offset, length));
    }

    public void updateChecksum(int length) {
        updateChecksum(bytes, offset, length);
    }

    /// The identifier of an echo.
    public int identifier() {
        return Bytes.u16(bytes, offset + REST);
    }

    public void identifier(int value) {
        Bytes.u16(bytes, offset + REST, value);
    }

    /// The sequence number of an echo.
    public int sequence() {
        return Bytes.u16(bytes, offset + REST + 2);
    }

    public void sequence(int value) {
        Bytes.u16(bytes, offset + REST + 2, value);
    }

    /// The four bytes after the checksum; 0 in most errors.
    public int rest() {
        return Bytes.i32(bytes, offset + REST);
    }

    public void rest(int value) {
        Bytes.i32(bytes, offset + REST, value);
    }

    /// The next-hop MTU of "fragmentation needed" (RFC 1191 §4).
    public int nextHopMtu() {
        return Bytes.u16(bytes, offset + REST + 2);
    }

    /// Whether this message reports an error about another packet, whose head it carries.
    public static boolean isError(byte[] bytes, int offset) {
        return switch (type(bytes, offset)) {
            case DESTINATION_UNREACHABLE, TIME_EXCEEDED, PARAMETER_PROBLEM, REDIRECT, SOURCE_QUENCH -> true;
            default -> false;
        };
    }

    public boolean isError() {
        return isError(bytes, offset);
    }

    /// Whether this error says that the packet came to nothing; one that was redirected went on.
    public boolean isLoss() {
        return isError() && type() != REDIRECT && type() != SOURCE_QUENCH;
    }
}
