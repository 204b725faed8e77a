package io.netjar.cli.bench;

import io.netjar.net.host.Host;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;

/// A TCP server that reads whatever comes and closes when its peer has closed.
final class Sink implements TcpEvents {
    static final int PORT = 9;
    private static final int BACKLOG = 4096;

    private final byte[] buffer = new byte[1 << 16];
    private long readBytes;

    /// Serves `host`, beside others that it serves already.
    void start(Host host) {
        host.tcp().listen(new Endpoint(IpAddress.ANY_V4, PORT), BACKLOG, socket -> socket.events(this));
    }

    long readBytes() {
        return readBytes;
    }

    @Override
    public void connected(TcpSocket socket) {}

    @Override
    public void readable(TcpSocket socket) {
        int count = socket.read(buffer, 0, buffer.length);
        while (count > 0) {
            readBytes += count;
            count = socket.read(buffer, 0, buffer.length);
        }
        if (count < 0) {
            socket.close();
        }
    }

    @Override
    public void writable(TcpSocket socket) {}

    @Override
    public void ended(TcpSocket socket, TcpEnd end) {}
}
