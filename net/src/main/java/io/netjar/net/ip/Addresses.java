package io.netjar.net.ip;

/// What IPv4 addresses mean by their value alone. RFC 1122 §3.2.1.3, RFC 6890.
final class Addresses {
    static final int LIMITED_BROADCAST = -1;

    private Addresses() {}

    /// 127.0.0.0/8.
    static boolean isLoopback(int address) {
        return address >>> 24 == 127;
    }

    /// 224.0.0.0/4.
    static boolean isMulticast(int address) {
        return address >>> 28 == 14;
    }

    /// 0.0.0.0/8.
    static boolean isThisNetwork(int address) {
        return address >>> 24 == 0;
    }

    /// Whether the address can be one host's on a network: not "this", loopback, multicast, reserved or broadcast.
    static boolean isHost(int address) {
        return !isThisNetwork(address) && !isLoopback(address) && address >>> 28 < 14;
    }
}
