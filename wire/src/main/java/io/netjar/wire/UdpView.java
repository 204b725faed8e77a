package io.netjar.wire;

/// A UDP header. RFC 768.
public record UdpView(byte[] bytes, int offset) {
    private static final int SOURCE_PORT = 0;
    private static final int DESTINATION_PORT = SOURCE_PORT + 2;
    private static final int LENGTH = DESTINATION_PORT + 2;
    private static final int CHECKSUM = LENGTH + 2;
    public static final int HEADER_BYTES = CHECKSUM + 2;

    /// Whether `length` bytes at `offset` hold a datagram that agrees with its length and its checksum, if it
    /// has one (RFC 768: zero means the sender made none).
    public static boolean check(byte[] bytes, int offset, int length, int source, int destination) {
        if (!isWhole(bytes, offset, length)) {
            return false;
        }
        int claimed = Bytes.u16(bytes, offset + LENGTH);
        long pseudo = Checksum.pseudoHeader(source, destination, Ipv4View.PROTOCOL_UDP, claimed);
        return Bytes.u16(bytes, offset + CHECKSUM) == 0
                || Checksum.fold(Checksum.sum(bytes, offset, claimed, pseudo)) == 0;
    }

    /// Whether `length` bytes at `offset` hold a header and all the bytes that it counts.
    public static boolean isWhole(byte[] bytes, int offset, int length) {
        if (length < HEADER_BYTES) {
            return false;
        }
        int claimed = Bytes.u16(bytes, offset + LENGTH);
        return claimed >= HEADER_BYTES && claimed <= length;
    }

    public static void write(byte[] bytes, int offset, int sourcePort, int destinationPort, int length) {
        Bytes.u16(bytes, offset + SOURCE_PORT, sourcePort);
        Bytes.u16(bytes, offset + DESTINATION_PORT, destinationPort);
        Bytes.u16(bytes, offset + LENGTH, length);
        Bytes.u16(bytes, offset + CHECKSUM, 0);
    }

    public void write(int sourcePort, int destinationPort, int length) {
        write(bytes, offset, sourcePort, destinationPort, length);
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

    /// Header and data, in bytes.
    public static int length(byte[] bytes, int offset) {
        return Bytes.u16(bytes, offset + LENGTH);
    }

    public int length() {
        return length(bytes, offset);
    }

    public int checksum() {
        return Bytes.u16(bytes, offset + CHECKSUM);
    }

    public void checksum(int value) {
        Bytes.u16(bytes, offset + CHECKSUM, value);
    }

    /// Sums up header, data and pseudo header. RFC 768: "If the computed checksum is zero, it is transmitted as
    /// all ones".
    public static void updateChecksum(byte[] bytes, int offset, int source, int destination) {
        Bytes.u16(bytes, offset + CHECKSUM, 0);
        int length = length(bytes, offset);
        long pseudo = Checksum.pseudoHeader(source, destination, Ipv4View.PROTOCOL_UDP, length);
        int sum = Checksum.fold(Checksum.sum(bytes, offset, length, pseudo));
        Bytes.u16(bytes, offset + CHECKSUM, sum == 0 ? 0xffff : sum);
    }

    public void updateChecksum(int source, int destination) {
        updateChecksum(bytes, offset, source, destination);
    }

    public int payload() {
        return offset + HEADER_BYTES;
    }

    public int payloadLength() {
        return length() - HEADER_BYTES;
    }
}
