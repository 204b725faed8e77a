package io.netjar.dns;

import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;

/// A TCP client that sends bytes as it is told and keeps what comes back.
final class TcpAsker implements TcpEvents {
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<TcpEnd> ends = new ArrayList<>();
    private boolean reading = true;

    /// A query behind its length.
    static byte[] framed(int id, String name, int type) {
        return framed(MessageBytes
                .withId(MessageBytes.query(Name.fromConstantString(name), type, false, false).toWire(), id));
    }

    static byte[] framed(byte[] query) {
        byte[] framed = new byte[2 + query.length];
        Bytes.u16(framed, 0, query.length);
        System.arraycopy(query, 0, framed, 2, query.length);
        return framed;
    }

    /// Leaves what comes where it is, or takes it again.
    void reads(TcpSocket socket, boolean now) {
        reading = now;
        readable(socket);
    }

    @Override
    public void connected(TcpSocket socket) {}

    @Override
    public void readable(TcpSocket socket) {
        byte[] some = new byte[4096];
        while (reading) {
            int count = socket.read(some, 0, some.length);
            if (count <= 0) {
                return;
            }
            received.write(some, 0, count);
        }
    }

    @Override
    public void writable(TcpSocket socket) {}

    @Override
    public void ended(TcpSocket socket, TcpEnd end) {
        ends.add(end);
    }

    List<TcpEnd> ends() {
        return ends;
    }

    List<Message> messages() {
        byte[] bytes = received.toByteArray();
        List<Message> messages = new ArrayList<>();
        for (int start = 0; start < bytes.length; start += 2 + Bytes.u16(bytes, start)) {
            messages.add(MessageBytes.parse(bytes, start + 2, Bytes.u16(bytes, start)).orElseThrow());
        }
        return messages;
    }
}
