package io.netjar.wire;

import java.util.Arrays;

/// The fixed fields of a DHCP message, which are BOOTP's. RFC 2131 §2 figure 1.
public record DhcpView(byte[] bytes, int offset) {
    private static final int OPERATION = 0;
    private static final int HARDWARE_TYPE = OPERATION + 1;
    private static final int HARDWARE_LENGTH = HARDWARE_TYPE + 1;
    private static final int HOPS = HARDWARE_LENGTH + 1;
    private static final int TRANSACTION = HOPS + 1;
    private static final int SECONDS = TRANSACTION + 4;
    private static final int FLAGS = SECONDS + 2;
    private static final int CLIENT_ADDRESS = FLAGS + 2;
    private static final int YOUR_ADDRESS = CLIENT_ADDRESS + 4;
    private static final int SERVER_ADDRESS = YOUR_ADDRESS + 4;
    private static final int RELAY_ADDRESS = SERVER_ADDRESS + 4;
    private static final int HARDWARE_ADDRESS = RELAY_ADDRESS + 4;
    private static final int SERVER_NAME = HARDWARE_ADDRESS + 16;
    private static final int BOOT_FILE = SERVER_NAME + 64;
    private static final int MAGIC_COOKIE = BOOT_FILE + 128;
    /// The fixed fields and the magic cookie; the options follow.
    public static final int HEADER_BYTES = MAGIC_COOKIE + 4;
    /// The shortest message. RFC 951 §3: the vendor area, now the options with their cookie, has 64 bytes.
    public static final int MIN_BYTES = 300;

    public static final int SERVER_PORT = 67;
    public static final int CLIENT_PORT = 68;

    static final int SERVER_NAME_BYTES = BOOT_FILE - SERVER_NAME;
    static final int BOOT_FILE_BYTES = MAGIC_COOKIE - BOOT_FILE;
    private static final int REQUEST = 1;
    private static final int REPLY = 2;
    private static final int ETHERNET = 1;
    private static final int BROADCAST = 0x8000;
    /// RFC 2131 §3: "The first four octets of the 'options' field of the DHCP message contain the (decimal) values
    /// 99, 130, 83 and 99".
    private static final int COOKIE = 0x6382_5363;

    /// Whether `length` bytes at `offset` start with the fixed fields of a DHCP message between Ethernet stations.
    public static boolean check(byte[] bytes, int offset, int length) {
        return length >= HEADER_BYTES && Bytes.u8(bytes, offset + OPERATION) >= REQUEST
                && Bytes.u8(bytes, offset + OPERATION) <= REPLY
                && Bytes.u8(bytes, offset + HARDWARE_TYPE) == ETHERNET
                && Bytes.u8(bytes, offset + HARDWARE_LENGTH) == 6
                && Bytes.i32(bytes, offset + MAGIC_COOKIE) == COOKIE;
    }

    /// Zeroes the fixed fields and writes what is the same in every message: kind, hardware type, cookie.
    public void write(boolean reply) {
        Arrays.fill(bytes, offset, offset + HEADER_BYTES, (byte) 0);
        Bytes.u8(bytes, offset + OPERATION, reply ? REPLY : REQUEST);
        Bytes.u8(bytes, offset + HARDWARE_TYPE, ETHERNET);
        Bytes.u8(bytes, offset + HARDWARE_LENGTH, 6);
        Bytes.i32(bytes, offset + MAGIC_COOKIE, COOKIE);
    }

    /// Whether a server sent it (BOOTREPLY), or a client (BOOTREQUEST).
    public boolean isReply() {
        return Bytes.u8(bytes, offset + OPERATION) == REPLY;
    }

    /// `xid`, the number that the client chose to tell answers to it from others'.
    public int transaction() {
        return Bytes.i32(bytes, offset + TRANSACTION);
    }

    public void transaction(int value) {
        Bytes.i32(bytes, offset + TRANSACTION, value);
    }

    /// `secs`, how long the client has been trying.
    public int seconds() {
        return Bytes.u16(bytes, offset + SECONDS);
    }

    public void seconds(int value) {
        Bytes.u16(bytes, offset + SECONDS, value);
    }

    /// The BROADCAST flag: the client cannot take unicast yet.
    public boolean broadcast() {
        return (Bytes.u16(bytes, offset + FLAGS) & BROADCAST) != 0;
    }

    public void broadcast(boolean on) {
        Bytes.u16(bytes, offset + FLAGS, on ? BROADCAST : 0);
    }

    /// `ciaddr`, the address that the client has and answers ARP for.
    public int clientAddress() {
        return Bytes.i32(bytes, offset + CLIENT_ADDRESS);
    }

    public void clientAddress(int value) {
        Bytes.i32(bytes, offset + CLIENT_ADDRESS, value);
    }

    /// `yiaddr`, the address that the server gives.
    public int yourAddress() {
        return Bytes.i32(bytes, offset + YOUR_ADDRESS);
    }

    public void yourAddress(int value) {
        Bytes.i32(bytes, offset + YOUR_ADDRESS, value);
    }

    /// `siaddr`, the server to boot from next.
    public int serverAddress() {
        return Bytes.i32(bytes, offset + SERVER_ADDRESS);
    }

    public void serverAddress(int value) {
        Bytes.i32(bytes, offset + SERVER_ADDRESS, value);
    }

    /// `giaddr`, the relay agent.
    public int relayAddress() {
        return Bytes.i32(bytes, offset + RELAY_ADDRESS);
    }

    public void relayAddress(int value) {
        Bytes.i32(bytes, offset + RELAY_ADDRESS, value);
    }

    /// `chaddr`, the client's MAC address.
    public long hardwareAddress() {
        return Bytes.u48(bytes, offset + HARDWARE_ADDRESS);
    }

    public void hardwareAddress(long value) {
        Bytes.u48(bytes, offset + HARDWARE_ADDRESS, value);
    }

    /// The index of `sname` in [#bytes()], 64 bytes that may hold options (RFC 2132 §9.3).
    int serverName() {
        return offset + SERVER_NAME;
    }

    /// The index of `file` in [#bytes()], 128 bytes that may hold options (RFC 2132 §9.3).
    int bootFile() {
        return offset + BOOT_FILE;
    }

    /// The index of the first option in [#bytes()].
    public int options() {
        return offset + HEADER_BYTES;
    }
}
