package io.netjar.verify.fuzz;

import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.netty.EngineEventLoop;
import io.netjar.netty.HostTransport;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A client, 10.0.0.1, and a server, 10.0.0.2, at the ends of a cable.
final class Cable {
    static final IpAddress SERVER = IpAddress.of("10.0.0.2");
    private static final long SECOND = 1_000_000_000L;

    final Network network = new Network(new Engine(1));
    final Host client = new Host(network, "client");
    final Host server = new Host(network, "server");
    final EngineEventLoop loop = new EngineEventLoop(network.engine());
    final HostTransport transport = new HostTransport(loop, server);

    Cable() {
        NetworkInterface near = client.addInterface("eth0");
        NetworkInterface far = server.addInterface("eth0");
        near.addAddress(IpAddress.of("10.0.0.1"), 24);
        far.addAddress(SERVER, 24);
        client.nameservers(List.of(SERVER));
        new Link(network, "cable", near.port(), far.port(),
                LinkSpec.ethernet().withDelay(Duration.ofMillis(1)));
    }

    void run(long seconds) {
        network.engine().runUntil(network.engine().now() + seconds * SECOND);
    }

    /// Sends `pieces` by TCP, one after the other, then half-closes. Returns what came back until the server closed, and
    /// resets the connection if it has not after an hour.
    byte[] exchange(int port, List<byte[]> pieces) {
        var visitor = new Visitor();
        TcpSocket socket = client.tcp().connect(new Endpoint(SERVER, port), visitor);
        run(1);
        for (byte[] piece : pieces) {
            if (visitor.end == null) {
                socket.write(piece, 0, piece.length);
                run(1);
            }
        }
        if (visitor.end == null) {
            socket.shutdownOutput();
        }
        network.engine().runUntil(() -> visitor.end != null, network.engine().now() + 3600 * SECOND);
        socket.abort();
        run(120);
        return visitor.heard.toByteArray();
    }

    private static final class Visitor implements TcpEvents {
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
        private final byte[] buffer = new byte[4096];
        private @Nullable TcpEnd end;

        @Override
        public void connected(TcpSocket socket) {}

        @Override
        public void readable(TcpSocket socket) {
            for (int count = socket.read(buffer, 0, buffer.length); count > 0; count = socket.read(buffer, 0,
                    buffer.length)) {
                heard.write(buffer, 0, count);
            }
        }

        @Override
        public void writable(TcpSocket socket) {}

        @Override
        public void ended(TcpSocket socket, TcpEnd how) {
            end = how;
        }
    }
}
