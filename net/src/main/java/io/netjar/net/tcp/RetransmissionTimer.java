package io.netjar.net.tcp;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;

/// The one long timer of a connection, which waits for one thing at a time.
///
/// It is put off or cancelled with almost every segment and hardly ever due, so the engine's timer stays where it is when it
/// would fire too early or in vain, and is set again, if it must, when it does.
final class RetransmissionTimer implements Timer.Alarm {
    /// What is waited for.
    enum Purpose {
        NOTHING,
        /// An acknowledgement, else the oldest segment is sent again (RFC 6298 §5).
        RETRANSMIT,
        /// An acknowledgement, else a probe is sent to bring one (RFC 8985 §7).
        TAIL_PROBE,
        /// What was overtaken, else it counts as lost (RFC 8985 §6).
        REORDERING,
        /// The peer's window to open, else it is probed (RFC 9293 §3.8.6.1).
        PERSIST,
        /// The peer's FIN in FIN-WAIT-2 after the program closed, else the connection is forgotten.
        LINGER
    }

    private final Engine engine;
    private final Timer timer;
    private final Connection connection;
    private Purpose purpose = Purpose.NOTHING;
    private long deadline = Engine.NEVER;

    RetransmissionTimer(Engine engine, Connection connection) {
        this.engine = engine;
        this.connection = connection;
        timer = new Timer(engine, this);
    }

    Purpose purpose() {
        return purpose;
    }

    /// When what is waited for must have come, or [Engine#NEVER].
    long deadline() {
        return deadline;
    }

    boolean isArmedFor(Purpose what) {
        return purpose == what;
    }

    void arm(Purpose newPurpose, long delayNanos) {
        armAt(newPurpose, engine.now() + delayNanos);
    }

    void armAt(Purpose newPurpose, long time) {
        purpose = newPurpose;
        deadline = time;
        if (timer.deadline() > time) {
            timer.armAt(time);
        }
    }

    /// Waits for nothing any more.
    void cancel() {
        purpose = Purpose.NOTHING;
        deadline = Engine.NEVER;
    }

    /// The same, for good.
    void stop() {
        cancel();
        timer.cancel();
    }

    /// The engine's timer fired, perhaps too early.
    @Override
    public void due(long now) {
        if (now >= deadline) {
            connection.timerDue();
        } else if (deadline != Engine.NEVER) {
            timer.armAt(deadline);
        }
    }

    /// The timer fired: returns what for, and waits for nothing any more.
    Purpose fired() {
        Purpose was = purpose;
        cancel();
        return was;
    }
}
