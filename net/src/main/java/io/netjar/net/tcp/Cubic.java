package io.netjar.net.tcp;

/// CUBIC: the window is a cubic function of the time since the last loss, flat around the window at which that
/// happened. RFC 9438. Windows are in segments here, as in the RFC, and as in Linux the window in force is whole
/// segments.
final class Cubic implements CongestionControl {
    /// RFC 9438 §5: "C SHOULD be set to 0.4".
    private static final double C = 0.4;
    /// RFC 9438 §4.6: "β_cubic SHOULD be set to 0.7".
    private static final double BETA = 0.7;
    /// RFC 9438 §4.3: the increase that makes Reno with this β as fast as Reno with 0.5.
    private static final double ALPHA = 3 * (1 - BETA) / (1 + BETA);
    /// As in Linux: while no loss has told how much the path carries, a round trip lets the window grow by a
    /// twentieth at least.
    private static final double LEAST_GROWTH = 1 / 20.0;
    private static final long NONE = -1;

    private double wMax;
    private double k;
    private double wEst;
    private long epochStart = NONE;
    private long lastAck;
    private boolean isUntried = true;
    /// What the window has grown beyond its whole segments.
    private double fraction;
    private double wMaxBefore;
    private double kBefore;
    private double wEstBefore;
    private long epochStartBefore = NONE;
    private boolean wasUntried;

    @Override
    public void acked(CongestionWindow window, int bytes, long now, long srttNanos) {
        int mss = window.mss();
        int whole = window.cwnd() / mss;
        double cwnd = whole + fraction;
        double acked = (double) bytes / mss;
        if (epochStart == NONE) {
            startEpoch(cwnd, now);
        }
        skipIdleTime(bytes, now, srttNanos);
        double elapsed = (now - epochStart) / 1e9;
        // RFC 9438 §4.3: "W_est = W_est + α_cubic * segments_acked / cwnd". That α should become 1 when W_est is back at
        // the window before the loss is left out, as in Linux.
        wEst += ALPHA * acked / whole;
        double next;
        if (curve(elapsed) < wEst) {
            next = Math.max(cwnd, wEst);
        } else {
            // RFC 9438 §4.2: target is W_cubic(t + RTT), no less than cwnd and no more than 1.5 times it.
            double target = Math.clamp(curve(elapsed + srttNanos / 1e9), cwnd, 1.5 * cwnd);
            // RFC 9438 §4.4: "cwnd MUST be incremented by (target - cwnd)/cwnd for each received new ACK"
            next = cwnd + (target - cwnd) / whole * acked;
        }
        if (isUntried) {
            next = Math.max(next, cwnd + LEAST_GROWTH * acked);
        }
        int segments = (int) next;
        fraction = next - segments;
        if (segments != whole) {
            window.cwnd(segments * mss);
        }
    }

    /// RFC 9438 §5.8: t must not count the time in which the window was not in use. That time ends with an
    /// acknowledgement of no bytes, or with one after a silence of two round trips.
    private void skipIdleTime(int bytes, long now, long srttNanos) {
        long silence = now - lastAck;
        if (bytes == 0) {
            epochStart += silence;
        } else if (silence > 2 * srttNanos) {
            epochStart += silence - srttNanos;
        }
        lastAck = now;
    }

    @Override
    public int lost(CongestionWindow window, int flight) {
        remember();
        int whole = window.cwnd() / window.mss();
        double cwnd = whole + fraction;
        // RFC 9438 §4.7, fast convergence: "if cwnd < W_max […] W_max = cwnd * (1.0 + β_cubic)/2.0"
        wMax = cwnd < wMax ? cwnd * (1 + BETA) / 2 : cwnd;
        epochStart = NONE;
        fraction = 0;
        isUntried = false;
        // RFC 9438 §4.6: "ssthresh = flight_size * β_cubic"
        return (int) (7L * flight / 10 / window.mss()) * window.mss();
    }

    @Override
    public void timedOut() {
        // RFC 9438 §4.8: in the first congestion avoidance after a timeout K is 0 and W_max the window with which that
        // begins.
        wMax = 0;
        epochStart = NONE;
        isUntried = true;
    }

    /// RFC 9438 §4.9.1: what has to be kept, for the event that a timeout or a recovery turns out to be spurious.
    private void remember() {
        wMaxBefore = wMax;
        kBefore = k;
        wEstBefore = wEst;
        epochStartBefore = epochStart;
        wasUntried = isUntried;
    }

    @Override
    public void undone() {
        wMax = wMaxBefore;
        k = kBefore;
        wEst = wEstBefore;
        epochStart = epochStartBefore;
        isUntried = wasUntried;
        fraction = 0;
    }

    private void startEpoch(double cwnd, long now) {
        epochStart = now;
        lastAck = now;
        wEst = cwnd;
        if (cwnd < wMax) {
            // RFC 9438 §4.2: K = cbrt((W_max - cwnd_epoch) / C)
            k = StrictMath.cbrt((wMax - cwnd) / C);
        } else {
            k = 0;
            wMax = cwnd;
        }
    }

    /// RFC 9438 §4.2: "W_cubic(t) = C * (t - K)^3 + W_max"
    private double curve(double seconds) {
        double distance = seconds - k;
        return C * distance * distance * distance + wMax;
    }
}
