package io.netjar.net.tcp;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;

/// The one long timer of a connection, which waits for one thing at a time.
final class RetransmissionTimer {
    /// What is waited for.
    enum Purpose {
        NOTHING,
        /// An acknowledgement, else the oldest segment is sent again (RFC 6298 §5).
        RETRANSMIT,
        /// The peer's window to open, else it is probed (RFC 9293 §3.8.6.1).
        PERSIST,
        /// The peer's FIN in FIN-WAIT-2 after the program closed, else the connection is forgotten.
        LINGER
    }

    private final Timer timer;
    private Purpose purpose = Purpose.NOTHING;

    RetransmissionTimer(Engine engine, Timer.Alarm alarm) {
        timer = new Timer(engine, alarm);
    }

    Purpose purpose() {
        return purpose;
    }

    boolean isArmedFor(Purpose what) {
        return purpose == what;
    }

    void arm(Purpose newPurpose, long delayNanos) {
        purpose = newPurpose;
        timer.armIn(delayNanos);
    }

    void cancel() {
        purpose = Purpose.NOTHING;
        timer.cancel();
    }

    /// The timer fired: returns what for, and waits for nothing any more.
    Purpose fired() {
        Purpose was = purpose;
        purpose = Purpose.NOTHING;
        return was;
    }
}
