package io.netjar.net.tcp;

import io.netjar.engine.Timer;
import io.netjar.wire.Endpoint;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The program's side of a connection: its calls (RFC 9293 §3.9.1, §3.10.1 to §3.10.6), and the events that it is told.
///
/// What a segment or a timer does to the connection is done in full before the program hears of it; what the program
/// then wants sent goes out last, with the acknowledgement that may be due.
final class Socket implements TcpSocket {
    private final Connection connection;
    private final Tcp tcp;
    private TcpEvents events = Unheard.EVENTS;
    private @Nullable TcpEnd end;
    private @Nullable Timer eventTimer;
    private boolean closed;
    private boolean orphan;
    private boolean abortsOnClose;
    private boolean dispatching;
    private boolean owesOpened;
    private boolean owesReadable;
    private boolean owesEnd;

    Socket(Connection connection, Tcp tcp) {
        this.connection = connection;
        this.tcp = tcp;
    }

    /// Whether the program has closed the connection, and thus wants nothing more from it.
    boolean isClosed() {
        return closed;
    }

    /// Whether the program closed it while it was not finished.
    boolean isOrphan() {
        return orphan;
    }

    void owesOpened() {
        owesOpened = true;
    }

    void owesReadable() {
        owesReadable = true;
    }

    void owesEnd(TcpEnd how) {
        end = how;
        owesEnd = true;
    }

    /// Tells the program what happened.
    void tell() {
        if (!dispatching) {
            dispatching = true;
            try {
                dispatch();
            } finally {
                dispatching = false;
            }
            tellEnd();
        }
    }

    private void dispatch() {
        if (owesOpened) {
            owesOpened = false;
            Listener listener = connection.listener();
            if (listener != null) {
                listener.accept(connection);
            } else if (!closed) {
                events.connected(this);
            }
        }
        if (owesReadable && !closed) {
            owesReadable = false;
            events.readable(this);
        }
        if (connection.isOpen() && !closed && connection.sender.buffer.owesWritable()) {
            events.writable(this);
        }
    }

    private void tellEnd() {
        TcpEnd how = end;
        boolean isRead = closed || how != TcpEnd.CLOSED || connection.receiver.readable() == 0;
        if (owesEnd && how != null && isRead) {
            owesEnd = false;
            events.ended(this, how);
        }
    }

    /// Tells the program soon, but not while it is calling.
    void tellLater() {
        Timer timer = eventTimer;
        if (timer == null) {
            timer = new Timer(tcp.engine(), now -> connection.settle());
            eventTimer = timer;
        }
        timer.armIn(0);
    }

    @Override
    public Endpoint local() {
        return Endpoint.v4(connection.localAddress, connection.localPort);
    }

    @Override
    public Endpoint remote() {
        return Endpoint.v4(connection.remoteAddress, connection.remotePort);
    }

    @Override
    public TcpState state() {
        return connection.state();
    }

    @Override
    public void events(TcpEvents newEvents) {
        events = newEvents;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        return taken(connection.receiver.read(target, offset, length), length);
    }

    @Override
    public int skip(int length) {
        return taken(connection.receiver.skip(length), length);
    }

    /// The program took `count` of the `length` bytes it wanted. Returns what it is told.
    private int taken(int count, int length) {
        if (count == 0 && length > 0) {
            return connection.receiver.isFinished() || end != null ? -1 : 0;
        }
        if (owesEnd && connection.receiver.readable() == 0 && !dispatching) {
            tellLater();
        }
        connection.receiver.tune(count, connection.now(), connection.sender.rtt.srtt());
        if (connection.isOpen() && connection.receiver.owesWindowUpdate()) {
            // RFC 9293 §3.8.6.2.2: the window has opened by enough to be worth telling.
            connection.acknowledgeNow();
        }
        return count;
    }

    @Override
    public int readable() {
        return connection.receiver.readable();
    }

    @Override
    public int write(byte[] source, int offset, int length) {
        requireOutput();
        if (!connection.isOpen()) {
            return 0;
        }
        int count = connection.sender.write(source, offset, length);
        output();
        return count;
    }

    @Override
    public int lend(byte[] source, int offset, int length, Runnable giveBack) {
        requireOutput();
        if (!connection.isOpen()) {
            return 0;
        }
        int count = connection.sender.lend(source, offset, length, giveBack);
        output();
        return count;
    }

    private void requireOutput() {
        if (closed || connection.sender.isFinQueued()) {
            throw new IllegalStateException("the connection's output is shut down");
        }
    }

    @Override
    public int writable() {
        return connection.isOpen() && !connection.sender.isFinQueued()
                ? connection.sender.buffer.writable()
                : 0;
    }

    @Override
    public void shutdownOutput() {
        if (connection.sender.isFinQueued()) {
            return;
        }
        connection.sender.queueFin();
        // RFC 9293 §3.10.4: in SYN-SENT and SYN-RECEIVED the FIN is queued "for processing after entering ESTABLISHED
        // state".
        switch (connection.state()) {
            case ESTABLISHED -> connection.state(TcpState.FIN_WAIT_1);
            case CLOSE_WAIT -> connection.state(TcpState.LAST_ACK);
            case LISTEN, SYN_SENT, SYN_RECEIVED, FIN_WAIT_1, FIN_WAIT_2, CLOSING, LAST_ACK, TIME_WAIT,
                    CLOSED ->
                {
                }
        }
        output();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (abortsOnClose) {
            abort();
            return;
        }
        closed = true;
        boolean hasUnread = connection.receiver.readable() > 0;
        if (!connection.isOpen()) {
            connection.receiver.discard();
            tellLater();
        } else if (connection.state() == TcpState.SYN_SENT) {
            // RFC 9293 §3.10.4: "SYN-SENT STATE: Delete the TCB".
            connection.end(TcpEnd.CLOSED);
            tellLater();
        } else if (hasUnread) {
            // RFC 9293 §3.6.1 (SHLD-3): unread data are lost, which the peer is told by a RST.
            connection.reset();
            connection.end(TcpEnd.ABORTED);
            tellLater();
        } else {
            shutdownOutput();
            if (connection.state() == TcpState.FIN_WAIT_2) {
                connection.finWait2();
            }
            orphan = true;
            if (!tcp.orphans().add()) {
                // As Linux does when there are too many.
                connection.reset();
                connection.end(TcpEnd.ABORTED);
                tellLater();
            }
        }
    }

    @Override
    public void abort() {
        closed = true;
        switch (connection.state()) {
            // RFC 9293 §3.10.5: "Send a reset segment: <SEQ=SND.NXT><CTL=RST>".
            case SYN_RECEIVED, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT -> connection.reset();
            // "Respond with "ok" and delete the TCB": both sides have said that they have nothing more to say.
            case CLOSING, LAST_ACK, TIME_WAIT, SYN_SENT, LISTEN, CLOSED -> {
            }
        }
        if (connection.isOpen()) {
            connection.end(TcpEnd.ABORTED);
        }
        connection.receiver.discard();
        tellLater();
    }

    @Override
    public void linger(int seconds) {
        abortsOnClose = seconds == 0;
    }

    @Override
    public void keepAlive(TcpKeepAlive how) {
        if (connection.isOpen()) {
            connection.patience().keepAlive(how);
        }
    }

    @Override
    public void userTimeout(Duration wait) {
        if (wait.isNegative()) {
            throw new IllegalArgumentException("a user timeout is not negative, as " + wait + " is");
        }
        if (connection.isOpen()) {
            connection.patience().userTimeout(wait.toNanos());
        }
    }

    @Override
    public void receiveBuffer(int bytes) {
        checkBuffer(bytes);
        connection.receiver.bufferLimit(Math.min(bytes, tcp.settings().maxReceiveBufferBytes()));
    }

    @Override
    public int receiveBuffer() {
        return connection.receiver.bufferLimit();
    }

    @Override
    public void sendBuffer(int bytes) {
        checkBuffer(bytes);
        connection.sender.buffer.limit(bytes);
    }

    @Override
    public int sendBuffer() {
        return connection.sender.buffer.limit();
    }

    @Override
    public void timeToLive(int hops) {
        connection.marking = connection.marking.withTimeToLive(hops);
    }

    @Override
    public void trafficClass(int octet) {
        connection.marking = connection.marking.withTrafficClass(octet);
    }

    private static void checkBuffer(int bytes) {
        if (bytes < TcpSettings.LEAST_BUFFER) {
            throw new IllegalArgumentException(
                    "a buffer has at least " + TcpSettings.LEAST_BUFFER + " bytes, not " + bytes);
        }
    }

    @Override
    public void noDelay(boolean on) {
        connection.sender.noDelay(on);
        if (on) {
            output();
        }
    }

    /// Sends at once, unless this is called out of an event, after which everything is sent anyway.
    private void output() {
        if (!dispatching && connection.isOpen() && connection.state() != TcpState.SYN_SENT
                && connection.state() != TcpState.SYN_RECEIVED) {
            connection.sender.output();
        }
    }

    @Override
    public String toString() {
        return connection.toString();
    }

    /// Stands in until a program has set its events.
    private static final class Unheard implements TcpEvents {
        static final TcpEvents EVENTS = new Unheard();

        @Override
        public void connected(TcpSocket socket) {}

        @Override
        public void readable(TcpSocket socket) {}

        @Override
        public void writable(TcpSocket socket) {}

        @Override
        public void ended(TcpSocket socket, TcpEnd end) {}
    }
}
