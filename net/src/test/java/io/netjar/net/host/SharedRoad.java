package io.netjar.net.host;

import io.netjar.net.link.Network;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A bulk transfer from one host to another for twenty seconds, and the pings that share its road during the last ten.
public final class SharedRoad {
    private static final long SECOND = 1_000_000_000;

    private final Network network;
    private final List<Duration> times = new ArrayList<>();
    private long received;

    public SharedRoad(Network network) {
        this.network = network;
    }

    /// Has `from` send to `to`, whose address is `address`.
    public void share(Host from, Host to, IpAddress address) {
        to.tcp().listen(new Endpoint(address, 9), 5, socket -> socket.events(new Sink()));
        from.tcp().connect(new Endpoint(address, 9), new Source());
        network.engine().runUntil(network.engine().now() + 10 * SECOND);
        long before = received;
        new Ping(from, address, (_, result) -> {
            if (result instanceof PingResult.Reply reply) {
                times.add(Duration.ofNanos(reply.roundTripNanos()));
            }
        }).start(10);
        network.engine().runUntil(network.engine().now() + 10 * SECOND);
        received -= before;
    }

    /// How long the pings took that came back.
    public List<Duration> times() {
        return times;
    }

    /// What the transfer brought during the pings.
    public double megabitsPerSecond() {
        return received * 8 / 10.0 / 1e6;
    }

    private final class Sink implements TcpEvents {
        private final byte[] bytes = new byte[65_536];

        @Override
        public void connected(TcpSocket socket) {}

        @Override
        public void readable(TcpSocket socket) {
            for (int count = socket.read(bytes, 0, bytes.length); count > 0; count = socket.read(bytes, 0,
                    bytes.length)) {
                received += count;
            }
        }

        @Override
        public void writable(TcpSocket socket) {}

        @Override
        public void ended(TcpSocket socket, TcpEnd end) {}
    }

    private static final class Source implements TcpEvents {
        private final byte[] zeros = new byte[65_536];

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
}
