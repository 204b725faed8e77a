package io.netjar.cli.bench;

import io.netjar.net.host.Host;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;

/// A TCP server that throws away whatever comes, without looking at it, and closes when its peer has closed.
final class Sink implements TcpEvents {
    static final int PORT = 9;
    private static final int BACKLOG = 4096;

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
        int count = socket.skip(Integer.MAX_VALUE);
        while (count > 0) {
            readBytes += count;
            count = socket.skip(Integer.MAX_VALUE);
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
