package io.netjar.net.tcp;

/// A program that reads everything at once, of one connection or of many.
public final class BulkSink implements TcpEvents {
    private final byte[] bytes = new byte[65_536];
    private long received;

    public BulkSink() {}

    /// How many bytes it has read.
    public long received() {
        return received;
    }

    @Override
    public void connected(TcpSocket socket) {}

    @Override
    public void readable(TcpSocket socket) {
        int count = socket.read(bytes, 0, bytes.length);
        while (count > 0) {
            received += count;
            count = socket.read(bytes, 0, bytes.length);
        }
    }

    @Override
    public void writable(TcpSocket socket) {}

    @Override
    public void ended(TcpSocket socket, TcpEnd end) {}
}
