package io.netjar.internet;

import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A program at one end of a connection: writes as many bytes as it is told, reads what comes, and closes when the other end has.
final class Talk implements TcpEvents {
    private final byte[] buffer = new byte[65_536];
    private @Nullable TcpSocket socket;
    private @Nullable TcpEnd end;
    private long toWrite;

    /// Takes `its` side.
    void sitsAt(TcpSocket its) {
        socket = its;
        its.events(this);
    }

    TcpSocket socket() {
        return Objects.requireNonNull(socket);
    }

    @Nullable
    TcpEnd end() {
        return end;
    }

    boolean isOver() {
        return end != null;
    }

    /// How many bytes the socket has no room for yet.
    long unwritten() {
        return toWrite;
    }

    void write(long bytes) {
        toWrite += bytes;
        writable(socket());
    }

    @Override
    public void connected(TcpSocket opened) {}

    @Override
    public void readable(TcpSocket from) {
        int count = from.read(buffer, 0, buffer.length);
        while (count > 0) {
            count = from.read(buffer, 0, buffer.length);
        }
        if (count < 0) {
            from.close();
        }
    }

    @Override
    public void writable(TcpSocket to) {
        int taken = -1;
        while (toWrite > 0 && taken != 0) {
            taken = to.write(buffer, 0, (int) Math.min(buffer.length, toWrite));
            toWrite -= taken;
        }
    }

    @Override
    public void ended(TcpSocket finished, TcpEnd how) {
        end = how;
    }
}
