package io.netjar.wire;

/// A TCP header. RFC 9293 §3.1.
public record TcpView(byte[] bytes, int offset) {
    private static final int SOURCE_PORT = 0;
    private static final int DESTINATION_PORT = SOURCE_PORT + 2;
    private static final int SEQUENCE = DESTINATION_PORT + 2;
    private static final int ACKNOWLEDGMENT = SEQUENCE + 4;
    private static final int DATA_OFFSET_FLAGS = ACKNOWLEDGMENT + 4;
    private static final int WINDOW = DATA_OFFSET_FLAGS + 2;
    private static final int CHECKSUM = WINDOW + 2;
    private static final int URGENT = CHECKSUM + 2;
    /// A header without options.
    public static final int HEADER_BYTES = URGENT + 2;
    /// A header with as many options as fit.
    public static final int MAX_HEADER_BYTES = 60;

    public static final int FIN = 0x01;
    public static final int SYN = 0x02;
    public static final int RST = 0x04;
    public static final int PSH = 0x08;
    public static final int ACK = 0x10;
    public static final int URG = 0x20;
    public static final int ECE = 0x40;
    public static final int CWR = 0x80;

    /// Whether `length` bytes at `offset` hold a segment that agrees with its data offset and checksum.
    public static boolean check(byte[] bytes, int offset, int length, int source, int destination) {
        long pseudo = Checksum.pseudoHeader(source, destination, Ipv4View.PROTOCOL_TCP, length);
        return hasHeader(bytes, offset, length)
                && Checksum.fold(Checksum.sum(bytes, offset, length, pseudo)) == 0;
    }

    /// Whether `length` bytes at `offset` are enough for the header that they begin with.
    public static boolean hasHeader(byte[] bytes, int offset, int length) {
        if (length < HEADER_BYTES) {
            return false;
        }
        int header = (Bytes.u8(bytes, offset + DATA_OFFSET_FLAGS) >>> 4) * 4;
        return header >= HEADER_BYTES && header <= length;
    }

    /// Writes a header of `headerLength` bytes (a multiple of 4, 20 to 60) without its options and checksum.
    public void write(int sourcePort, int destinationPort, int sequence, int acknowledgment, int headerLength,
            int flags, int window) {
        ports(bytes, offset, sourcePort, destinationPort);
        write(bytes, offset, sequence, acknowledgment, headerLength, flags, window);
    }

    /// Writes both ports.
    public static void ports(byte[] bytes, int offset, int sourcePort, int destinationPort) {
        Bytes.u16(bytes, offset + SOURCE_PORT, sourcePort);
        Bytes.u16(bytes, offset + DESTINATION_PORT, destinationPort);
    }

    /// Writes what follows the ports in a header of `headerLength` bytes (a multiple of 4, 20 to 60), without its
    /// options and checksum.
    public static void write(byte[] bytes, int offset, int sequence, int acknowledgment, int headerLength,
            int flags, int window) {
        Bytes.i32(bytes, offset + SEQUENCE, sequence);
        Bytes.i32(bytes, offset + ACKNOWLEDGMENT, acknowledgment);
        Bytes.u16(bytes, offset + DATA_OFFSET_FLAGS, headerLength / 4 << 12 | flags);
        Bytes.u16(bytes, offset + WINDOW, window);
        Bytes.i32(bytes, offset + CHECKSUM, 0);
    }

    public static int sourcePort(byte[] bytes, int offset) {
        return Bytes.u16(bytes, offset + SOURCE_PORT);
    }

    public int sourcePort() {
        return sourcePort(bytes, offset);
    }

    public void sourcePort(int port) {
        Bytes.u16(bytes, offset + SOURCE_PORT, port);
    }

    public static int destinationPort(byte[] bytes, int offset) {
        return Bytes.u16(bytes, offset + DESTINATION_PORT);
    }

    public int destinationPort() {
        return destinationPort(bytes, offset);
    }

    public void destinationPort(int port) {
        Bytes.u16(bytes, offset + DESTINATION_PORT, port);
    }

    public static int sequence(byte[] bytes, int offset) {
        return Bytes.i32(bytes, offset + SEQUENCE);
    }

    public int sequence() {
        return sequence(bytes, offset);
    }

    public static int acknowledgment(byte[] bytes, int offset) {
        return Bytes.i32(bytes, offset + ACKNOWLEDGMENT);
    }

    public int acknowledgment() {
        return acknowledgment(bytes, offset);
    }

    /// Header and options, in bytes.
    public static int headerLength(byte[] bytes, int offset) {
        return (Bytes.u8(bytes, offset + DATA_OFFSET_FLAGS) >>> 4) * 4;
    }

    public int headerLength() {
        return headerLength(bytes, offset);
    }

    /// The eight control bits.
    public static int flags(byte[] bytes, int offset) {
        return Bytes.u8(bytes, offset + DATA_OFFSET_FLAGS + 1);
    }

    public int flags() {
        return flags(bytes, offset);
    }

    public boolean has(int flag) {
        return (flags() & flag) != 0;
    }

    /// The window field as it stands, unscaled.
    public static int window(byte[] bytes, int offset) {
        return Bytes.u16(bytes, offset + WINDOW);
    }

    public int window() {
        return window(bytes, offset);
    }

    public int checksum() {
        return Bytes.u16(bytes, offset + CHECKSUM);
    }

    public void checksum(int value) {
        Bytes.u16(bytes, offset + CHECKSUM, value);
    }

    /// Sums up pseudo header, header and data; `length` counts header and data.
    public static void updateChecksum(byte[] bytes, int offset, int source, int destination, int length) {
        Bytes.u16(bytes, offset + CHECKSUM, 0);
        long pseudo = Checksum.pseudoHeader(source, destination, Ipv4View.PROTOCOL_TCP, length);
        Bytes.u16(bytes, offset + CHECKSUM, Checksum.fold(Checksum.sum(bytes, offset, length, pseudo)));
    }

    public void updateChecksum(int source, int destination, int length) {
        updateChecksum(bytes, offset, source, destination, length);
    }

    public int urgentPointer() {
        return Bytes.u16(bytes, offset + URGENT);
    }

    /// The index of the first option in [#bytes()].
    public int options() {
        return offset + HEADER_BYTES;
    }

    public int optionsLength() {
        return headerLength() - HEADER_BYTES;
    }

    /// The index of the first data byte in [#bytes()].
    public int payload() {
        return offset + headerLength();
    }
}
