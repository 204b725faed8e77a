package io.netjar.net.tcp;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.wire.TcpView;

/// How long a program lets its connection wait for a silent peer: the user timeout (RFC 9293 §3.9.1, RFC 5482) and
/// keep-alives (RFC 9293 §3.8.4). A connection has one only once its program sets either.
final class Patience {
    private final Connection connection;
    private final Timer timer;
    private TcpKeepAlive keepAlive = TcpKeepAlive.DEFAULT;
    private long userTimeout;
    private long lastHeard;
    private long lastProbe;
    private int probes;

    Patience(Connection connection, Engine engine) {
        this.connection = connection;
        this.lastHeard = connection.now();
        timer = new Timer(engine, this::due);
    }

    void keepAlive(TcpKeepAlive how) {
        keepAlive = how;
        review();
    }

    /// 0 stands for none.
    void userTimeout(long nanos) {
        userTimeout = nanos;
        review();
    }

    /// The peer sent something.
    void heard() {
        lastHeard = connection.now();
        probes = 0;
    }

    /// How many probes went out since the peer was heard.
    int probes() {
        return probes;
    }

    /// Sets the timer for what may be due next; the timer may be set for earlier.
    void review() {
        long next = Math.min(userDeadline(), probeDeadline());
        if (next != Engine.NEVER && (!timer.isArmed() || timer.deadline() > next)) {
            timer.armAt(Math.max(next, connection.now()));
        }
    }

    void cancel() {
        timer.cancel();
    }

    private long userDeadline() {
        return userTimeout > 0 && connection.isWaiting()
                ? connection.waitingSince() + userTimeout
                : Engine.NEVER;
    }

    /// When the next probe is due, unless the peer is heard before, or never.
    long probeDeadline() {
        // RFC 9293 §3.8.4 (MUST-26): "Keep-alive packets MUST only be sent when no sent data is outstanding, and no data
        // or acknowledgment packets have been received for the connection within an interval". A connection that is
        // being opened is not established yet.
        if (!keepAlive.on() || connection.isWaiting()) {
            return Engine.NEVER;
        }
        return probes == 0
                ? lastHeard + keepAlive.idle().toNanos()
                : lastProbe + keepAlive.interval().toNanos();
    }

    private void due(long now) {
        if (now >= userDeadline()) {
            // RFC 9293 §3.10.8: "For any state if the user timeout expires, flush all queues, signal the user "error:
            // connection aborted due to user timeout" […] delete the TCB".
            connection.end(TcpEnd.TIMED_OUT);
            connection.settle();
        } else if (now >= probeDeadline()) {
            probe(now);
        }
        if (connection.isOpen()) {
            review();
        }
    }

    private void probe(long now) {
        // As in Linux the user timeout, where there is one, replaces the number of probes.
        boolean isSpent = userTimeout > 0 ? now - lastHeard >= userTimeout : probes >= keepAlive.probes();
        if (probes > 0 && isSpent) {
            connection.reset();
            connection.end(TcpEnd.TIMED_OUT);
            connection.settle();
            return;
        }
        probes++;
        lastProbe = now;
        // RFC 9293 §3.8.4: "SEG.SEQ = SND.NXT-1" and no data, which the peer must answer with an ACK.
        connection.send(TcpView.ACK, connection.sender.sndNxt() - 1, 0);
    }
}
