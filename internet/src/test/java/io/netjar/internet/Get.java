package io.netjar.internet;

import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// A bare HTTP request over TCP.
final class Get implements TcpEvents {
    private final String request;
    private final StringBuilder answer = new StringBuilder();
    private final byte[] buffer = new byte[4096];
    private @Nullable TcpEnd end;

    private Get(String request) {
        this.request = request;
    }

    /// Asks `server` for the page `/` of `host` and waits for the end of the connection.
    static Get page(Internet world, String device, IpAddress server, String host) {
        Get get = new Get("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        world.device(device).host().tcp().connect(new Endpoint(server, 80), get);
        SmallWorld.runUntil(world, () -> get.end != null);
        return get;
    }

    /// Opens a WebSocket at `path` of `host` and reads what comes within 3 s. The key is that of RFC 6455 §1.3.
    static Get webSocket(Internet world, String device, IpAddress server, String host, String path) {
        Get get = new Get("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Version: 13\r\n\r\n");
        TcpSocket socket = world.device(device).host().tcp().connect(new Endpoint(server, 80), get);
        world.engine().runUntil(world.engine().now() + 3_000_000_000L);
        socket.abort();
        return get;
    }

    String answer() {
        return answer.toString();
    }

    @Nullable
    TcpEnd end() {
        return end;
    }

    @Override
    public void connected(TcpSocket socket) {
        byte[] bytes = request.getBytes(StandardCharsets.US_ASCII);
        socket.write(bytes, 0, bytes.length);
    }

    @Override
    public void readable(TcpSocket socket) {
        int count = socket.read(buffer, 0, buffer.length);
        while (count > 0) {
            answer.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
            count = socket.read(buffer, 0, buffer.length);
        }
        if (count < 0) {
            socket.close();
        }
    }

    @Override
    public void writable(TcpSocket socket) {}

    @Override
    public void ended(TcpSocket socket, TcpEnd how) {
        end = how;
    }
}
