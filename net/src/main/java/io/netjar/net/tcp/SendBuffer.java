package io.netjar.net.tcp;

/// What a program wrote and the peer has not acknowledged: bytes from SND.UNA on, and how many more are taken. RFC 9293
/// §3.9.1.2 (SEND).
///
/// The room grows with the congestion window up to a limit, so that a program's writes never hold back what the network
/// could carry, as Linux does (tcp_wmem).
final class SendBuffer {
    private final ByteRing ring;
    private final CongestionWindow window;
    private int least;
    private int most;
    private boolean wasRefused;

    SendBuffer(Slabs slabs, TcpSettings settings, CongestionWindow window) {
        this.window = window;
        ring = new ByteRing(slabs);
        least = settings.sendBufferBytes();
        most = settings.maxSendBufferBytes();
    }

    int length() {
        return ring.length();
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
        return Math.max(0, limit() - ring.length());
    }

    /// Returns how many of the `length` bytes there was room for.
    int write(byte[] source, int offset, int length) {
        int count = Math.min(length, writable());
        if (count > 0) {
            ring.append(source, offset, count);
        }
        wasRefused |= count < length;
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
        ring.copy(position, target, offset, length);
    }

    /// The peer acknowledged `bytes`.
    void drop(int bytes) {
        ring.drop(bytes, true);
    }

    void discard() {
        ring.free();
    }
}
