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
    private byte[] subscription = {};
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

    /// Subscribes to the market by a WebSocket at `/feed` of `host` and reads what comes within 3 s. The key is that of
    /// RFC 6455 §1.3.
    static Get feed(Internet world, String device, IpAddress server, String host) {
        Get get = new Get("GET /feed HTTP/1.1\r\nHost: " + host + "\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Sec-WebSocket-Version: 13\r\n\r\n");
        get.subscription = maskedFrame(
                "[{\"ticket\":\"me\"},{\"type\":\"orderbook\",\"codes\":[\"KRW-NARU\"]}]");
        TcpSocket socket = world.device(device).host().tcp().connect(new Endpoint(server, 80), get);
        world.engine().runUntil(world.engine().now() + 3_000_000_000L);
        socket.abort();
        return get;
    }

    /// RFC 6455 §5.2: a text, whole, with a mask of zeros.
    private static byte[] maskedFrame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.US_ASCII);
        var frame = new byte[6 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return frame;
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
        // RFC 6455 §4.1: the client waits for the server's answer before it sends anything else.
        if (subscription.length > 0 && answer.indexOf("\r\n\r\n") > 0) {
            socket.write(subscription, 0, subscription.length);
            subscription = new byte[0];
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
