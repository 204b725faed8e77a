package io.netjar.verify.peers;

import io.netjar.cli.linux.LivingRoad;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpKeepAlive;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.net.tcp.TcpState;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A Netjar end of a connection that a test on another thread tells what to do.
final class Probe implements TcpEvents {
    /// For how long nothing must move to call it standing still.
    private static final long STILL_MILLIS = 1500;

    private final LivingRoad road;
    private final CompletableFuture<TcpSocket> connected = new CompletableFuture<>();
    private final CompletableFuture<Boolean> atEnd = new CompletableFuture<>();
    private final CompletableFuture<TcpEnd> ended = new CompletableFuture<>();
    private final AtomicLong moved = new AtomicLong();
    private final byte[] piece = new byte[1 << 16];
    private @Nullable TcpSocket socket;
    private boolean reading = true;
    private int toPour;
    private long received;

    Probe(LivingRoad road) {
        this.road = road;
    }

    void accepted(TcpSocket accepted) {
        accepted.events(this);
        connected(accepted);
    }

    @Override
    public void connected(TcpSocket established) {
        socket = established;
        connected.complete(established);
    }

    @Override
    public void readable(TcpSocket from) {
        while (reading) {
            int count = from.read(piece, 0, piece.length);
            if (count < 0) {
                atEnd.complete(true);
            }
            if (count <= 0) {
                return;
            }
            received += count;
            moved.addAndGet(count);
        }
    }

    @Override
    public void writable(TcpSocket to) {
        while (toPour > 0) {
            int taken = to.write(piece, 0, Math.min(piece.length, toPour));
            toPour -= taken;
            moved.addAndGet(taken);
            if (taken == 0) {
                return;
            }
        }
    }

    @Override
    public void ended(TcpSocket from, TcpEnd end) {
        ended.complete(end);
        atEnd.complete(false);
    }

    private TcpSocket socket() {
        TcpSocket open = socket;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        return open;
    }

    void isConnected() {
        Stuff.get(connected);
    }

    /// Waits until the peer's end of stream, or of the connection, has come.
    void reachesItsEnd() {
        Stuff.get(atEnd);
    }

    TcpEnd ended() {
        return Stuff.get(ended);
    }

    TcpState state() throws IOException {
        return road.on(() -> socket().state());
    }

    long received() throws IOException {
        return road.on(() -> received);
    }

    void write(int bytes) throws IOException {
        pours(bytes);
    }

    /// Writes so much as fast as it goes.
    void pours(int bytes) throws IOException {
        does(() -> {
            toPour = bytes;
            writable(socket());
        });
    }

    void reads(boolean on) throws IOException {
        does(() -> {
            reading = on;
            readable(socket());
        });
    }

    void shutdownOutput() throws IOException {
        does(() -> socket().shutdownOutput());
    }

    void close() throws IOException {
        does(this::closeNow);
    }

    void closeNow() {
        socket().close();
    }

    void abort() throws IOException {
        does(() -> socket().abort());
    }

    void keepAlive(TcpKeepAlive how) throws IOException {
        does(() -> socket().keepAlive(how));
    }

    void userTimeout(Duration wait) throws IOException {
        does(() -> socket().userTimeout(wait));
    }

    private void does(Runnable work) throws IOException {
        road.on(() -> {
            work.run();
            return true;
        });
    }

    /// Waits until nothing has been read or written for a while.
    void standsStill() throws IOException {
        long before = -1;
        while (before != moved.get()) {
            before = moved.get();
            road.pass(STILL_MILLIS);
        }
    }
}
