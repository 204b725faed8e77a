package io.netjar.net.tcp;

/// What a program wrote and the peer has not acknowledged: bytes from SND.UNA on, and how many more are taken. RFC 9293
/// §3.9.1.2 (SEND).
///
/// The room grows with the congestion window up to a limit, so that a program's writes never hold back what the network
/// could carry, as Linux does (tcp_wmem).
final class SendBuffer {
    private final ByteChain bytes;
    private final CongestionWindow window;
    private int least;
    private int most;
    private boolean wasRefused;

    SendBuffer(Slabs slabs, TcpSettings settings, CongestionWindow window) {
        this.window = window;
        bytes = new ByteChain(slabs);
        least = settings.sendBufferBytes();
        most = settings.maxSendBufferBytes();
    }

    int length() {
        return bytes.length();
    }

    /// Takes `bytes` that are not acknowledged, no more and no less.
    void limit(int bytes) {
        least = bytes;
        most = bytes;
    }

    int limit() {
        return Math.clamp(2L * window.cwnd(), least, most);
    }

    int writable() {
        return Math.max(0, limit() - bytes.length());
    }

    /// Copies bytes. Returns for how many of the `length` there was room.
    int write(byte[] source, int offset, int length) {
        int count = room(length);
        bytes.append(source, offset, count);
        return count;
    }

    /// Takes bytes that stay where they are until `giveBack` runs. Returns for how many of the `length` there was room.
    int lend(byte[] source, int offset, int length, Runnable giveBack) {
        int count = room(length);
        if (count > 0) {
            bytes.lend(source, offset, count, giveBack);
        }
        return count;
    }

    /// How many of `wanted` bytes there is room for.
    private int room(int wanted) {
        int count = Math.min(wanted, writable());
        wasRefused |= count < wanted;
        return count;
    }

    /// Whether a program that was refused room should hear that there is some: a third of the buffer, as in Linux.
    boolean owesWritable() {
        if (wasRefused && writable() >= least / 3) {
            wasRefused = false;
            return true;
        }
        return false;
    }

    void copy(int position, byte[] target, int offset, int length) {
        bytes.copy(position, target, offset, length);
    }

    /// The peer acknowledged `count` bytes.
    void drop(int count) {
        bytes.drop(count);
    }

    void discard() {
        bytes.free();
    }
}
