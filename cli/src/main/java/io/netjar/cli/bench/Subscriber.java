package io.netjar.cli.bench;

import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import java.nio.charset.StandardCharsets;

/// A device's program that subscribes to a feed over a WebSocket and takes every frame apart, but leaves the JSON in it
/// unread. RFC 6455.
final class Subscriber implements TcpEvents {
    private static final int TEXT = 0x81;
    private static final int PING = 0x89;
    private static final int LENGTH_IN_2 = 126;
    /// RFC 6455 §5.3: a client's frames are masked; zeros are a mask, too.
    private static final byte[] PONG = {(byte) 0x8a, (byte) 0x80, 0, 0, 0, 0};
    private static final String UPGRADE = """
            GET /feed HTTP/1.1\r
            Host: exchange.test\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            \r
            """;

    private final byte[] request;
    private final byte[] scratch;
    private Stage stage = Stage.ANSWER;
    private int opcode;
    private int lineEnds;
    private int lengthBytes;
    private int left;
    private long texts;
    private long bytes;

    /// What the next byte is part of.
    private enum Stage {
        ANSWER, OPCODE, LENGTH, LONG_LENGTH, PAYLOAD, BROKEN
    }

    /// @param request what is said when the connection has become a WebSocket, at most 125 bytes
    /// @param scratch room for bytes, on the engine's thread
    Subscriber(String request, byte[] scratch) {
        this.request = frame(request);
        this.scratch = scratch;
    }

    private static byte[] frame(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        if (payload.length >= LENGTH_IN_2) {
            throw new IllegalArgumentException("longer than a short frame: " + text);
        }
        byte[] frame = new byte[6 + payload.length];
        frame[0] = (byte) TEXT;
        frame[1] = (byte) (0x80 | payload.length);
        System.arraycopy(payload, 0, frame, 6, payload.length);
        return frame;
    }

    /// Text messages that were received whole.
    long texts() {
        return texts;
    }

    /// Bytes of all frames' payloads.
    long bytes() {
        return bytes;
    }

    @Override
    public void connected(TcpSocket socket) {
        byte[] upgrade = UPGRADE.getBytes(StandardCharsets.US_ASCII);
        socket.write(upgrade, 0, upgrade.length);
    }

    @Override
    public void readable(TcpSocket socket) {
        for (int count = socket.read(scratch, 0, scratch.length); count > 0; count = socket.read(scratch, 0,
                scratch.length)) {
            take(socket, count);
        }
    }

    private void take(TcpSocket socket, int count) {
        int at = 0;
        while (at < count) {
            if (stage == Stage.PAYLOAD) {
                int here = Math.min(left, count - at);
                left -= here;
                bytes += here;
                at += here;
                endOfPayload(socket);
            } else {
                take(socket, scratch[at++] & 0xff, count);
            }
        }
    }

    /// @param count how many bytes there are in all, for a broken stream
    private void take(TcpSocket socket, int value, int count) {
        switch (stage) {
            case ANSWER -> {
                lineEnds = value == '\n' ? lineEnds + 1 : value == '\r' ? lineEnds : 0;
                if (lineEnds == 2) {
                    stage = Stage.OPCODE;
                    socket.write(request, 0, request.length);
                }
            }
            case OPCODE -> {
                opcode = value;
                stage = value == TEXT || value == PING ? Stage.LENGTH : Stage.BROKEN;
            }
            case LENGTH -> {
                left = value;
                lengthBytes = 2;
                stage = value < LENGTH_IN_2 ? Stage.PAYLOAD : Stage.LONG_LENGTH;
                left = value == LENGTH_IN_2 ? 0 : left;
                if (value > LENGTH_IN_2) {
                    stage = Stage.BROKEN;
                } else if (stage == Stage.PAYLOAD) {
                    endOfPayload(socket);
                }
            }
            case LONG_LENGTH -> {
                left = left << 8 | value;
                stage = --lengthBytes == 0 ? Stage.PAYLOAD : Stage.LONG_LENGTH;
            }
            case PAYLOAD, BROKEN -> throw new IllegalStateException(
                    "no frame of the feed's: " + opcode + " among " + count + " bytes");
        }
    }

    private void endOfPayload(TcpSocket socket) {
        if (left > 0) {
            return;
        }
        stage = Stage.OPCODE;
        if (opcode == TEXT) {
            texts++;
        } else {
            socket.write(PONG, 0, PONG.length);
        }
    }

    @Override
    public void writable(TcpSocket socket) {}

    @Override
    public void ended(TcpSocket socket, TcpEnd end) {
        throw new IllegalStateException("the feed's connection ended: " + end);
    }
}
