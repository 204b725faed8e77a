package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.after;
import static io.netjar.net.tcp.SequenceNumbers.before;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.wire.TcpView;
import org.jspecify.annotations.Nullable;

/// A host's connections in TIME-WAIT, in the order in which they end, under one timer.
final class TimeWaits {
    private final Engine engine;
    private final AssociationTable table;
    private final SegmentWriter writer;
    private final long restNanos;
    private final Timer timer;
    private @Nullable TimeWait oldest;
    private @Nullable TimeWait newest;

    TimeWaits(Engine engine, AssociationTable table, SegmentWriter writer, long restNanos) {
        this.engine = engine;
        this.table = table;
        this.writer = writer;
        this.restNanos = restNanos;
        timer = new Timer(engine, this::expire);
    }

    /// `connection`, which is out of the table already, rests from now on.
    void add(Connection connection) {
        var rest = new TimeWait(connection);
        table.add(rest);
        append(rest);
    }

    /// A segment came for a connection in TIME-WAIT. Returns whether it opens a new connection, for which the old has
    /// made room.
    boolean receive(TimeWait rest, Segment segment, boolean isListening) {
        if (segment.has(TcpView.RST)) {
            // RFC 9293 §3.10.7.4, second step, with RFC 5961 §3.2: only the exact next sequence number counts.
            if (segment.seq == rest.rcvNxt) {
                remove(rest);
            }
            return false;
        }
        if (isListening && isNewIncarnation(rest, segment)) {
            remove(rest);
            return true;
        }
        if (segment.has(TcpView.FIN) && segment.seq + segment.sequenceLength() == rest.rcvNxt) {
            // RFC 9293 §3.10.7.4, eighth step: "TIME-WAIT STATE: Remain in the TIME-WAIT state. Restart the 2 MSL
            // time-wait timeout."
            unlink(rest);
            append(rest);
        }
        boolean isAcceptable = segment.sequenceLength() == 0 && segment.seq == rest.rcvNxt;
        if (!isAcceptable && rest.mayAnswer(segment, engine.now())) {
            writer.acknowledge(rest, engine.now());
        }
        return false;
    }

    /// RFC 6191 §2 and RFC 9293 §3.6.1 (MAY-2): a SYN may open the connection anew if its timestamp or sequence number
    /// is beyond all of the old one.
    private static boolean isNewIncarnation(TimeWait rest, Segment segment) {
        if (!segment.has(TcpView.SYN) || segment.has(TcpView.ACK)) {
            return false;
        }
        return rest.timestamps && segment.hasTimestamps && after(segment.tsVal, rest.tsRecent)
                || after(segment.seq, rest.rcvNxt) && !(rest.timestamps && segment.hasTimestamps
                        && before(segment.tsVal, rest.tsRecent));
    }

    private void append(TimeWait rest) {
        rest.since = engine.now();
        rest.deadline = engine.now() + restNanos;
        rest.previous = newest;
        rest.next = null;
        if (newest == null) {
            oldest = rest;
        } else {
            newest.next = rest;
        }
        newest = rest;
        if (!timer.isArmed()) {
            timer.armAt(rest.deadline);
        }
    }

    private void unlink(TimeWait rest) {
        TimeWait before = rest.previous;
        TimeWait behind = rest.next;
        if (before == null) {
            oldest = behind;
        } else {
            before.next = behind;
        }
        if (behind == null) {
            newest = before;
        } else {
            behind.previous = before;
        }
    }

    /// `rest` makes room for a new connection between its ports.
    void remove(TimeWait rest) {
        unlink(rest);
        table.remove(rest);
        if (oldest == null) {
            timer.cancel();
        }
    }

    private void expire(long now) {
        TimeWait rest = oldest;
        while (rest != null && rest.deadline <= now) {
            TimeWait following = rest.next;
            remove(rest);
            rest = following;
        }
        if (rest != null) {
            timer.armAt(rest.deadline);
        }
    }
}
