package io.netjar.net.tcp;

import org.jspecify.annotations.Nullable;

/// How many bytes may be on their way, as far as the network goes: cwnd and ssthresh. RFC 5681 §3.1.
final class CongestionWindow {
    static final int LARGEST = 1 << 30;

    private final CongestionControl control;
    private final @Nullable SlowStartExit exit;
    private int cwnd;
    private int ssthresh = LARGEST;
    private int mss = 536;
    private int cwndBefore;
    private int ssthreshBefore;

    CongestionWindow(CongestionControl control, @Nullable SlowStartExit exit) {
        this.control = control;
        this.exit = exit;
    }

    /// Sets the window with which a connection starts.
    void start(int newMss, boolean synWasLost) {
        mss = newMss;
        // RFC 5681 §3.1: "if the SYN or SYN/ACK is lost, the initial window used by a sender after a correctly
        // transmitted SYN MUST be one segment consisting of at most SMSS bytes."
        cwnd = synWasLost ? mss : initialWindow();
    }

    /// RFC 6928 §2: "min (10*MSS, max (2*MSS, 14600))".
    int initialWindow() {
        return Math.min(10 * mss, Math.max(2 * mss, 14_600));
    }

    void mss(int newMss) {
        mss = newMss;
        cwnd = Math.max(cwnd, mss);
    }

    int mss() {
        return mss;
    }

    int cwnd() {
        return cwnd;
    }

    void cwnd(int bytes) {
        cwnd = Math.clamp(bytes, mss, LARGEST);
    }

    int ssthresh() {
        return ssthresh;
    }

    boolean isInSlowStart() {
        return cwnd < ssthresh;
    }

    /// `news` told a round trip time of `delay`.
    void measured(long delay, Acknowledgement news, int sndNxt) {
        if (exit != null && exit.isFull(delay, this, news, sndNxt)) {
            ssthresh = cwnd;
        }
    }

    /// `bytes` were acknowledged with no loss under repair.
    void acked(int bytes, boolean wasFull, long now, long srttNanos) {
        int rest = bytes;
        if (!wasFull) {
            // RFC 9438 §5.8 and RFC 7661: a window that was not in use has not been tried.
            if (!isInSlowStart()) {
                control.acked(this, 0, now, srttNanos);
            }
            return;
        }
        if (isInSlowStart()) {
            // RFC 9438 §4.10 and RFC 5681 §3.1: slow start grows by what was acknowledged, up to ssthresh; what is
            // left over counts for congestion avoidance.
            int growth = Math.min(exit == null ? rest : exit.growth(rest, this), ssthresh - cwnd);
            cwnd(cwnd + growth);
            rest = isInSlowStart() ? 0 : rest - growth;
        }
        if (rest > 0) {
            control.acked(this, rest, now, srttNanos);
        }
    }

    /// A loss was found with `flight` bytes outstanding, which are no more than the window.
    void lost(int flight) {
        ssthresh = Math.max(control.lost(this, flight), 2 * mss);
    }

    /// The retransmission timer expired for the first time for these data.
    void timedOut(int flight) {
        lost(flight);
        control.timedOut();
    }

    /// Keeps what the window is, in case its coming reduction turns out to be needless.
    void remember() {
        cwndBefore = cwnd;
        ssthreshBefore = ssthresh;
    }

    /// Takes back the reduction since [#remember()]: RFC 4015 §3.2 (DONE), in Linux's way, which lets the window be
    /// what it was at once.
    void undo() {
        cwnd = Math.max(cwnd, cwndBefore);
        ssthresh = Math.max(ssthresh, ssthreshBefore);
        control.undone();
    }

    /// Nothing was sent for `idleNanos`.
    void restartAfterIdle(long idleNanos, long timeout) {
        // RFC 2861 §3.2: what the path carries may have changed, the more so the longer nothing was sent: half the
        // window for each timeout. RFC 5681 §4.1 goes down to the initial window at once; it is the lower bound here.
        int least = Math.min(initialWindow(), cwnd);
        ssthresh = Math.max(ssthresh, cwnd / 4 * 3);
        for (long rest = idleNanos - timeout; rest > 0 && cwnd > least; rest -= timeout) {
            cwnd = Math.max(cwnd / 2, least);
        }
    }

    /// At most `used` bytes of the window were in use for a timeout. RFC 2861 §3.2.
    void validate(int used) {
        int reached = Math.max(used, initialWindow());
        if (reached < cwnd) {
            ssthresh = Math.max(ssthresh, cwnd / 4 * 3);
            cwnd = (cwnd + reached) / 2;
        }
    }
}
