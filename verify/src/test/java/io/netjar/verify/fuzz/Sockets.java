package io.netjar.verify.fuzz;

import io.netjar.net.host.Host;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpListener;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.net.tcp.TcpState;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.Endpoint;
import java.util.ArrayList;
import java.util.List;

/// The programs of a host under test: an echo on TCP port 80, one that reads only when told to on 81, an echo on UDP port
/// 7, and connections and datagrams as the fuzzer wants them.
final class Sockets implements TcpEvents {
    private static final int MOST = 16;

    private final Host host;
    private final List<TcpSocket> sockets = new ArrayList<>();
    private final List<TcpListener> listeners = new ArrayList<>();
    private final UdpSocket udp;
    private final byte[] buffer = new byte[4096];
    private int ended;
    private int opened;

    Sockets(Host host) {
        this.host = host;
        listeners.add(host.tcp().listen(Endpoint.v4(0, 80), 4, socket -> {
            socket.events(new Echo());
            add(socket);
        }));
        listeners.add(host.tcp().listen(Endpoint.v4(0, 81), 2, socket -> {
            socket.events(this);
            add(socket);
        }));
        udp = host.udp().bind(7, (socket, from, data, offset, length) -> {
            // As inetd does: to answer another echo would never end.
            if (from.port() >= 1024) {
                socket.send(from, data, offset, length);
            }
        });
    }

    private void add(TcpSocket socket) {
        opened++;
        sockets.add(socket);
        if (sockets.size() > MOST) {
            sockets.removeFirst().abort();
        }
    }

    /// Does something with one of the connections, or opens another.
    void act(FuzzInput input, int[] places) {
        int choice = input.below(9);
        if (choice == 0 || sockets.isEmpty()) {
            add(host.tcp().connect(Endpoint.v4(input.pick(places), 5000 + input.below(3)), this));
            return;
        }
        TcpSocket socket = sockets.get(input.below(sockets.size()));
        switch (choice) {
            case 1, 2 -> write(socket, 1 + input.u8() * 16);
            case 3 -> socket.read(buffer, 0, 1 + input.u8() * 15);
            case 4 -> socket.shutdownOutput();
            case 5 -> socket.close();
            case 6 -> socket.abort();
            case 7 -> socket.noDelay(input.u8() % 2 == 0);
            default -> udp.send(Endpoint.v4(input.pick(places), 1 + input.u16() % 65_535), buffer, 0,
                    input.u8() * 16);
        }
    }

    private void write(TcpSocket socket, int length) {
        if (canWrite(socket)) {
            socket.write(buffer, 0, Math.min(length, buffer.length));
        }
    }

    private static boolean canWrite(TcpSocket socket) {
        TcpState state = socket.state();
        return socket.writable() > 0 && (state == TcpState.ESTABLISHED || state == TcpState.CLOSE_WAIT);
    }

    /// Ends everything.
    void stop() {
        sockets.forEach(TcpSocket::abort);
        listeners.forEach(TcpListener::close);
        udp.close();
    }

    /// Whether every connection that was opened was told its end once, and no other.
    boolean areAllEnded() {
        return ended == opened;
    }

    @Override
    public void connected(TcpSocket socket) {}

    @Override
    public void readable(TcpSocket socket) {}

    @Override
    public void writable(TcpSocket socket) {}

    @Override
    public void ended(TcpSocket socket, TcpEnd end) {
        ended++;
    }

    private final class Echo implements TcpEvents {
        @Override
        public void connected(TcpSocket socket) {}

        @Override
        public void readable(TcpSocket socket) {
            int count = socket.read(buffer, 0, buffer.length);
            while (count > 0) {
                if (canWrite(socket)) {
                    socket.write(buffer, 0, count);
                }
                count = socket.read(buffer, 0, buffer.length);
            }
            if (count < 0) {
                socket.close();
            }
        }

        @Override
        public void writable(TcpSocket socket) {}

        @Override
        public void ended(TcpSocket socket, TcpEnd end) {
            Sockets.this.ended(socket, end);
        }
    }
}
