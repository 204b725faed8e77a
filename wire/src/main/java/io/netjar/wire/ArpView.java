package io.netjar.wire;

/// An ARP packet for IPv4 over Ethernet. RFC 826.
public record ArpView(byte[] bytes, int offset) {
    private static final int HARDWARE = 0;
    private static final int PROTOCOL = HARDWARE + 2;
    private static final int HARDWARE_LENGTH = PROTOCOL + 2;
    private static final int PROTOCOL_LENGTH = HARDWARE_LENGTH + 1;
    private static final int OPERATION = PROTOCOL_LENGTH + 1;
    private static final int SENDER_MAC = OPERATION + 2;
    private static final int SENDER_ADDRESS = SENDER_MAC + 6;
    private static final int TARGET_MAC = SENDER_ADDRESS + 4;
    private static final int TARGET_ADDRESS = TARGET_MAC + 6;
    public static final int BYTES = TARGET_ADDRESS + 4;

    public static final int REQUEST = 1;
    public static final int REPLY = 2;

    /// Whether `length` bytes at `offset` hold ARP for IPv4 over Ethernet.
    public static boolean check(byte[] bytes, int offset, int length) {
        return length >= BYTES && Bytes.u16(bytes, offset + HARDWARE) == 1
                && Bytes.u16(bytes, offset + PROTOCOL) == EthernetView.TYPE_IPV4
                && bytes[offset + HARDWARE_LENGTH] == 6 && bytes[offset + PROTOCOL_LENGTH] == 4;
    }

    /// Writes a whole ARP packet.
    public void write(int operation, long senderMac, int senderAddress, long targetMac, int targetAddress) {
        Bytes.u16(bytes, offset + HARDWARE, 1);
        Bytes.u16(bytes, offset + PROTOCOL, EthernetView.TYPE_IPV4);
        bytes[offset + HARDWARE_LENGTH] = 6;
        bytes[offset + PROTOCOL_LENGTH] = 4;
        Bytes.u16(bytes, offset + OPERATION, operation);
        Bytes.u48(bytes, offset + SENDER_MAC, senderMac);
        Bytes.i32(bytes, offset + SENDER_ADDRESS, senderAddress);
        Bytes.u48(bytes, offset + TARGET_MAC, targetMac);
        Bytes.i32(bytes, offset + TARGET_ADDRESS, targetAddress);
    }

    public int operation() {
        return Bytes.u16(bytes, offset + OPERATION);
    }

    public long senderMac() {
        return Bytes.u48(bytes, offset + SENDER_MAC);
    }

    public int senderAddress() {
        return Bytes.i32(bytes, offset + SENDER_ADDRESS);
    }

    public long targetMac() {
        return Bytes.u48(bytes, offset + TARGET_MAC);
    }

    public int targetAddress() {
        return Bytes.i32(bytes, offset + TARGET_ADDRESS);
    }
}
