package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.after;

/// Congestion window validation: whether the window is what holds the sender back, or the program and the peer are.
/// A window that was not in use says nothing about the path any more. RFC 2861, as Linux does; RFC 7661 explains why.
final class WindowUse {
    private boolean limited;
    /// The most that was outstanding in this round trip.
    private int most;
    private int roundEnd;
    private boolean inRound;
    /// The most that was outstanding since the window was in full use last.
    private int used;
    private long lastFull;
    private long lastSent;

    void start(long now) {
        lastFull = now;
        lastSent = now;
    }

    /// New data were sent.
    void sentNew(long now) {
        lastSent = now;
    }

    /// Nothing is on its way: a window that was not used for a timeout is no longer believed.
    void restartIfIdle(CongestionWindow window, long now, long timeout) {
        if (now - lastSent > timeout) {
            window.restartAfterIdle(now - lastSent, timeout);
        }
    }

    /// Everything that may be sent now has been.
    ///
    /// @param full whether more would have been, had the window been larger
    /// @param outstanding how many bytes are on their way to `sndNxt`; all before `sndUna` is acknowledged
    void sent(boolean full, int outstanding, int sndUna, int sndNxt) {
        if (!inRound || after(sndUna, roundEnd) || full || !limited && outstanding > most) {
            inRound = true;
            limited = full;
            most = outstanding;
            roundEnd = sndNxt;
        }
    }

    /// Whether the window may grow for what is acknowledged.
    boolean isLimitedBy(CongestionWindow window) {
        // In slow start it may be twice what the sender had out, so that a program that writes in time is not slowed.
        return limited || window.isInSlowStart() && window.cwnd() < 2 * most;
    }

    /// Lets a window that was not in full use for a retransmission timeout fall halfway to what was used.
    void validate(CongestionWindow window, int outstanding, long now, long timeout) {
        if (isLimitedBy(window)) {
            used = 0;
            lastFull = now;
            return;
        }
        used = Math.max(used, outstanding);
        if (now - lastFull >= timeout) {
            window.validate(used);
            used = 0;
            lastFull = now;
        }
    }
}
