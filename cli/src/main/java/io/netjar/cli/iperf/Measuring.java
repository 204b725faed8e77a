package io.netjar.cli.iperf;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import java.util.List;

/// A measurement from its first packet to its last: connect, send for a time, wait for what is on its way.
///
/// Closing it ends it wherever it stands, and leaves nothing behind on the two hosts.
public abstract class Measuring implements AutoCloseable {
    private static final long SECOND = 1_000_000_000L;
    /// How long is waited for the streams to stand, and at the end for their last bytes: as long as TCP tries a SYN
    /// (RFC 6298, 127 s with Linux's six retransmissions).
    private static final long PATIENCE = 130 * SECOND;

    private final Engine engine;
    private final Plan plan;
    private final Report report;
    private final Timer second;
    private final Timer patience;
    private long began;
    private long reported;
    private long finished;
    private boolean isSending;
    private boolean over;
    private String problem = "";

    Measuring(Engine engine, Plan plan, Report report) {
        this.engine = engine;
        this.plan = plan;
        this.report = report;
        second = new Timer(engine, _ -> secondPassed());
        patience = new Timer(engine, _ -> end(isSending || finished > 0
                ? ""
                : "no answer from " + plan.server() + " in 130 s"));
    }

    final Engine engine() {
        return engine;
    }

    final Plan plan() {
        return plan;
    }

    final Report report() {
        return report;
    }

    /// Places the server and begins to connect; the engine must be run by somebody.
    public final void begin() {
        patience.armIn(PATIENCE);
        open();
    }

    abstract void open();

    /// What the sender did since this was asked last, stream by stream; in reverse, what the receiver got.
    abstract List<Row> sinceLast();

    abstract void startSending();

    abstract void stopSending();

    abstract void shut();

    /// All streams stand.
    final void allConnected() {
        patience.cancel();
        began = engine.now();
        reported = began;
        isSending = true;
        second.armIn(Math.min(SECOND, plan.nanos()));
        startSending();
    }

    private void secondPassed() {
        long now = engine.now();
        report.interval(new Interval(reported - began, now - began, sinceLast()));
        reported = now;
        long left = began + plan.nanos() - now;
        if (left > 0) {
            second.armIn(Math.min(SECOND, left));
            return;
        }
        isSending = false;
        finished = now;
        patience.armIn(PATIENCE);
        stopSending();
    }

    final boolean isSending() {
        return isSending;
    }

    /// It is over, well if `why` is empty.
    final void end(String why) {
        if (!over) {
            over = true;
            problem = why;
            second.cancel();
            patience.cancel();
            isSending = false;
            shut();
        }
    }

    /// Ends it, if it has not ended by itself.
    @Override
    public final void close() {
        end("cancelled");
    }

    /// What is said if somebody listens at the server's port already.
    final String portTaken() {
        return "port " + plan.server().port() + " of " + plan.server().address()
                + " is taken: somebody else is measuring there, try again later";
    }

    /// Whether nothing more will be told.
    public final boolean isOver() {
        return over;
    }

    /// Why it came to nothing; empty if all went well.
    public final String problem() {
        return problem;
    }

    /// What the senders sent in the time that was asked for.
    public abstract Interval sent();

    /// What the receivers got, to the last byte that came.
    public abstract Interval received();

    final Interval untilFinished(List<Row> rows) {
        return new Interval(0, finished - began, rows);
    }

    final Interval until(long nanos, List<Row> rows) {
        return new Interval(0, Math.max(nanos, finished) - began, rows);
    }
}
