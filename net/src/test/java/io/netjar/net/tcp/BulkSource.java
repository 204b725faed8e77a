package io.netjar.net.tcp;

/// A program that writes as much as is taken, for ever.
public final class BulkSource implements TcpEvents {
    private final byte[] zeros = new byte[65_536];

    public BulkSource() {}

    @Override
    public void connected(TcpSocket socket) {
        writable(socket);
    }

    @Override
    public void readable(TcpSocket socket) {}

    @Override
    public void writable(TcpSocket socket) {
        int taken = zeros.length;
        while (taken == zeros.length) {
            taken = socket.write(zeros, 0, zeros.length);
        }
    }

    @Override
    public void ended(TcpSocket socket, TcpEnd end) {}
}
