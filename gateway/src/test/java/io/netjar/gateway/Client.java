package io.netjar.gateway;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A program of the real machine: a plain socket to a door. Text is one octet for a character.
final class Client implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;
    private final Socket socket = new Socket();
    private final InputStream in;

    Client(InetSocketAddress door) throws IOException {
        this(door, 0);
    }

    /// @param receiveBytes the size of the receive buffer, 0 for the system's
    Client(InetSocketAddress door, int receiveBytes) throws IOException {
        if (receiveBytes > 0) {
            socket.setReceiveBufferSize(receiveBytes);
        }
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = connect(door);
    }

    /// What the door sends. A reset may come before connecting is over: whoever reads meets it.
    private InputStream connect(InetSocketAddress door) throws IOException {
        try {
            socket.connect(door, PATIENCE_MILLIS);
            return socket.getInputStream();
        } catch (ConnectException e) {
            throw e;
        } catch (SocketException e) {
            return new InputStream() {
                @Override
                public int read() throws SocketException {
                    throw new SocketException(e.getMessage());
                }

                @Override
                public int read(byte[] bytes, int offset, int length) throws SocketException {
                    throw new SocketException(e.getMessage());
                }
            };
        }
    }

    /// A SOCKS connection to `host`, a name, at `port`.
    static Client socks(World world, String host, int port) throws IOException {
        var client = new Client(world.door(DoorKind.SOCKS));
        client.send("\5\1\0" + socksRequest(host, port));
        String reply = client.read(2 + 10);
        if (!reply.startsWith("\5\0\5\0\0\1")) {
            throw new IOException("SOCKS reply " + (int) reply.charAt(3));
        }
        return client;
    }

    static String socksRequest(String host, int port) {
        return "\5\1\0\3" + (char) host.length() + host + (char) (port >> 8) + (char) (port & 0xff);
    }

    Client send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /// Sends FIN.
    Client end() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /// Exactly so many octets.
    String read(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("end after " + bytes.length + " of " + count + ": "
                    + new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// Up to and with `end`.
    String readThrough(String end) throws IOException {
        var text = new StringBuilder();
        while (text.length() < end.length() || text.lastIndexOf(end) < text.length() - end.length()) {
            text.append(read(1));
        }
        return text.toString();
    }

    /// A response with Content-Length: its head and body.
    String response() throws IOException {
        String head = readThrough("\r\n\r\n");
        int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
        return head + read(length);
    }

    /// Everything up to the end of the stream, which must be a FIN.
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    /// How the connection ends, whatever comes before: `end` or `reset`.
    String fate() {
        try {
            in.transferTo(new ByteArrayOutputStream());
            return "end";
        } catch (SocketException e) {
            return "reset";
        } catch (IOException e) {
            return e.toString();
        }
    }

    InputStream in() {
        return in;
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
