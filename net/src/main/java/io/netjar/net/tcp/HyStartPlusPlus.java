package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.atOrAfter;

/// HyStart++: when round trips grow longer, slow start goes on gently for a while (Conservative Slow Start, CSS), to see whether
/// it was a queue or only jitter. RFC 9406. Names and figures are the RFC's.
final class HyStartPlusPlus implements SlowStartExit {
    /// RFC 9406 §4.3: what is recommended.
    private static final long MIN_RTT_THRESH = 4_000_000L;
    private static final long MAX_RTT_THRESH = 16_000_000L;
    private static final int MIN_RTT_DIVISOR = 8;
    private static final int N_RTT_SAMPLE = 8;
    private static final int CSS_GROWTH_DIVISOR = 4;
    private static final int CSS_ROUNDS = 5;
    /// L of a sender that does not pace.
    private static final int MOST_SEGMENTS = 8;
    private static final long INFINITY = Long.MAX_VALUE;

    private boolean hasBegun;
    private int windowEnd;
    private long lastRoundMinRtt = INFINITY;
    private long currentRoundMinRtt = INFINITY;
    private int rttSampleCount;
    /// Not infinite only in CSS.
    private long cssBaselineMinRtt = INFINITY;
    private int cssRounds;

    @Override
    public boolean isFull(long delay, CongestionWindow window, Acknowledgement news, int sndNxt) {
        if (!isInitialSlowStart(window)) {
            return false;
        }
        if (!hasBegun || atOrAfter(news.number(), windowEnd)) {
            // RFC 9406 §4.2: CSS lasts for CSS_ROUNDS rounds at most, that in which it began included; then congestion
            // avoidance follows, with ssthresh at the current window.
            if (isInCss() && ++cssRounds >= CSS_ROUNDS) {
                cssBaselineMinRtt = INFINITY;
                return true;
            }
            beginRound(sndNxt);
        }
        currentRoundMinRtt = Math.min(currentRoundMinRtt, delay);
        rttSampleCount++;
        if (rttSampleCount >= N_RTT_SAMPLE) {
            judge();
        }
        return false;
    }

    /// RFC 9406 §4.3: only for the first slow start, as long as ssthresh is as high as it was at the beginning.
    private static boolean isInitialSlowStart(CongestionWindow window) {
        return window.ssthresh() == CongestionWindow.LARGEST;
    }

    private boolean isInCss() {
        return cssBaselineMinRtt != INFINITY;
    }

    /// RFC 9406 §4.2: a round ends when what was SND.NXT at its beginning is acknowledged.
    private void beginRound(int sndNxt) {
        hasBegun = true;
        windowEnd = sndNxt;
        lastRoundMinRtt = currentRoundMinRtt;
        currentRoundMinRtt = INFINITY;
        rttSampleCount = 0;
    }

    private void judge() {
        if (isInCss()) {
            if (currentRoundMinRtt < cssBaselineMinRtt) {
                // RFC 9406 §4.2: round trips are shorter again than when CSS began, so that leaving slow start was a
                // mistake, and it goes on.
                cssBaselineMinRtt = INFINITY;
            }
            return;
        }
        if (lastRoundMinRtt == INFINITY) {
            return;
        }
        // RFC 9406 §4.2: "RttThresh = max(MIN_RTT_THRESH, min(lastRoundMinRTT / MIN_RTT_DIVISOR, MAX_RTT_THRESH))"
        long rttThresh = Math.clamp(lastRoundMinRtt / MIN_RTT_DIVISOR, MIN_RTT_THRESH, MAX_RTT_THRESH);
        if (currentRoundMinRtt >= lastRoundMinRtt + rttThresh) {
            cssBaselineMinRtt = currentRoundMinRtt;
            cssRounds = 0;
        }
    }

    @Override
    public int growth(int bytes, CongestionWindow window) {
        if (!isInitialSlowStart(window)) {
            return bytes;
        }
        // RFC 9406 §4.2: in slow start the window grows by min(N, L * SMSS), in CSS by a CSS_GROWTH_DIVISORth of that.
        int most = Math.min(bytes, MOST_SEGMENTS * window.mss());
        return isInCss() ? most / CSS_GROWTH_DIVISOR : most;
    }
}
