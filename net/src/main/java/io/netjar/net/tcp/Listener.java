package io.netjar.net.tcp;

import io.netjar.wire.Endpoint;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A port in LISTEN, with its two queues as Linux has them: connections in SYN-RECEIVED, and established ones that the
/// program has not accepted yet. RFC 9293 §3.10.7.2.
final class Listener implements TcpListener {
    private final Tcp tcp;
    private final Endpoint local;
    private final int backlog;
    private final Acceptor acceptor;
    private int opening;
    private long overflowedAt = -1;
    /// Made when the program first stops accepting.
    private @Nullable ArrayDeque<Connection> waiting;
    private boolean accepting = true;
    private Marking marking = Marking.DEFAULT;

    Listener(Tcp tcp, Endpoint local, int backlog, Acceptor acceptor) {
        this.tcp = tcp;
        this.local = local;
        this.backlog = Math.max(1, backlog);
        this.acceptor = acceptor;
    }

    @Override
    public Endpoint local() {
        return local;
    }

    @Override
    public void accepting(boolean on) {
        accepting = on;
        ArrayDeque<Connection> queue = waiting;
        if (queue == null && !on) {
            waiting = new ArrayDeque<>();
        }
        while (accepting && queue != null && !queue.isEmpty()) {
            Connection next = queue.removeFirst();
            acceptor.accepted(next.socket);
            if (next.receiver.readable() > 0 || next.receiver.isFinished()) {
                next.socket.owesReadable();
            }
            next.settle();
        }
    }

    @Override
    public void timeToLive(int hops) {
        marking = marking.withTimeToLive(hops);
    }

    @Override
    public void trafficClass(int octet) {
        marking = marking.withTrafficClass(octet);
    }

    /// What its SYN-ACKs have, and the connections that begin with them.
    Marking marking() {
        return marking;
    }

    @Override
    public void close() {
        tcp.close(this);
        ArrayDeque<Connection> queue = waiting;
        waiting = null;
        if (queue != null) {
            queue.forEach(connection -> connection.socket.abort());
        }
    }

    /// Who of `all` listens on `address` and `port`, or null.
    static @Nullable Listener find(List<Listener> all, int address, int port) {
        for (int i = 0; i < all.size(); i++) {
            Listener listener = all.get(i);
            if (listener.hears(address, port)) {
                return listener;
            }
        }
        return null;
    }

    boolean hears(int address, int port) {
        return local.port() == port && (isWildcard() || local.address().v4() == address);
    }

    boolean isWildcard() {
        return local.address().v4() == 0;
    }

    /// Whether one more connection may be in SYN-RECEIVED.
    boolean hasRoom() {
        return opening < backlog;
    }

    /// A SYN had to be answered by a cookie.
    void overflowed(long now) {
        overflowedAt = now;
    }

    /// Whether an acknowledgement may hold a cookie that was made since [#overflowed(long)].
    boolean mayHaveCookies(long now) {
        return overflowedAt >= 0 && now - overflowedAt < SynCookies.LIFE_NANOS;
    }

    /// Whether no more established connections can wait. As in Linux one more than the backlog may.
    boolean isFull() {
        return waiting() > backlog;
    }

    /// How many established connections wait to be accepted.
    int waiting() {
        return waiting == null ? 0 : waiting.size();
    }

    int backlog() {
        return backlog;
    }

    void countOpening(int change) {
        opening += change;
    }

    /// `connection` is established: it is the program's, or waits for it.
    void accept(Connection connection) {
        if (accepting || waiting == null) {
            acceptor.accepted(connection.socket);
        } else {
            waiting.addLast(connection);
        }
    }

    /// `connection` ended; if it still waits, the program will not hear of it.
    void forget(Connection connection) {
        if (waiting != null) {
            waiting.remove(connection);
        }
    }
}
