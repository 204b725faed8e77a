package io.netjar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CongestionControlTest {
    private static final long MILLI = 1_000_000L;
    private static final long RTT = 100 * MILLI;

    /// Acknowledges whole windows, one a round trip, and returns the window after `rounds`.
    private static int grow(CongestionWindow window, int rounds) {
        long now = 0;
        for (int round = 0; round < rounds; round++) {
            int cwnd = window.cwnd();
            for (int bytes = 0; bytes < cwnd; bytes += 1000) {
                window.acked(1000, true, now, RTT);
            }
            now += RTT;
        }
        return window.cwnd();
    }

    private static CongestionWindow afterLossAt(CongestionControl control, int segments) {
        var window = new CongestionWindow(control, null);
        window.start(1000, false);
        window.cwnd(1000 * segments);
        window.lost(1000 * segments);
        window.cwnd(window.ssthresh());
        return window;
    }

    @Test
    void newRenoHalvesAndGrowsByASegmentARoundTrip() {
        CongestionWindow window = afterLossAt(new NewReno(), 100);
        assertThat(window.cwnd()).isEqualTo(50_000);
        assertThat(grow(window, 10)).isEqualTo(60_000);
    }

    @Test
    void cubicCutsToSevenTenths() {
        assertThat(afterLossAt(new Cubic(), 1000).cwnd()).isEqualTo(700_000);
    }

    /// As in Linux: 7 * 0.7 = 4.9.
    @Test
    void cubicCutsToWholeSegments() {
        assertThat(afterLossAt(new Cubic(), 7).cwnd()).isEqualTo(4000);
        assertThat(afterLossAt(new Cubic(), 10).cwnd()).isEqualTo(7000);
    }

    /// RFC 9438 §4.3: W_est is 4 + 0.529 * n / 4 after n segments, 5 after the eighth.
    @Test
    void cubicGrowsByWholeSegments() {
        CongestionWindow window = afterLossAt(new Cubic(), 7);
        for (int acked = 1; acked <= 7; acked++) {
            window.acked(1000, true, acked * MILLI, 10 * MILLI);
            assertThat(window.cwnd()).as("after " + acked).isEqualTo(4000);
        }
        window.acked(1000, true, 8 * MILLI, 10 * MILLI);
        assertThat(window.cwnd()).isEqualTo(5000);
    }

    /// RFC 9438 §4.2: after K = cbrt(300 / 0.4) = 9.1 s the window is where it was.
    @Test
    void cubicIsBackAtItsOldWindowAfterK() {
        CongestionWindow window = afterLossAt(new Cubic(), 1000);
        assertThat(grow(window, 45)).isBetween(940_000, 1_000_000);
        assertThat(grow(afterLossAt(new Cubic(), 1000), 91)).isCloseTo(1_000_000,
                Percentage.withPercentage(2));
    }

    @Test
    void startsWithTenSegmentsOrOneIfTheSynWasLost() {
        var window = new CongestionWindow(new NewReno(), null);
        window.start(1000, false);
        assertThat(window.cwnd()).isEqualTo(10_000);
        window.start(1460, false);
        assertThat(window.cwnd()).isEqualTo(14_600);
        window.start(1460, true);
        assertThat(window.cwnd()).isEqualTo(1460);
    }

    @Test
    void doesNotGrowAWindowThatIsNotInUse() {
        var window = new CongestionWindow(new NewReno(), null);
        window.start(1000, false);
        window.acked(1000, false, 0, RTT);
        assertThat(window.cwnd()).isEqualTo(10_000);
    }

    /// RFC 9438 §4.7: a flow that lost before it was back at its old window leaves room for others.
    @Test
    void cubicAimsLowerAfterTwoLossesInARow() {
        Cubic control = new Cubic();
        CongestionWindow window = afterLossAt(control, 1000);
        window.lost(700_000);
        window.cwnd(window.ssthresh());
        assertThat(window.cwnd()).isBetween(489_999, 490_000);
        // W_max = 700 * 0.85 = 595 segments; K = cbrt((595 - 490) / 0.4) = 6.4 s.
        assertThat(grow(window, 64)).isCloseTo(595_000, Percentage.withPercentage(2));
    }

    /// RFC 9438 §4.8: K = 0, so that the curve is convex from the start.
    @Test
    void cubicForgetsTheOldWindowAfterATimeout() {
        CongestionWindow window = afterLossAt(new Cubic(), 1000);
        window.timedOut(700_000);
        window.cwnd(window.ssthresh());
        // After 5 s W_cubic has grown by 0.4 * 5^3 = 50 segments at least.
        assertThat(grow(window, 50)).isGreaterThan(540_000);
    }

    /// RFC 9438 §4.9: as if the loss had not been.
    @Test
    void cubicIsOnItsOldCurveAfterAFalseAlarm() {
        CongestionWindow disturbed = afterLossAt(new Cubic(), 1000);
        CongestionWindow calm = afterLossAt(new Cubic(), 1000);
        grow(disturbed, 30);
        grow(calm, 30);
        disturbed.remember();
        disturbed.lost(disturbed.cwnd());
        disturbed.cwnd(disturbed.ssthresh());
        disturbed.undo();
        long now = 30 * RTT;
        for (int i = 0; i < 2000; i++) {
            calm.acked(1000, true, now + i * MILLI, RTT);
            disturbed.acked(1000, true, now + i * MILLI, RTT);
        }
        assertThat(disturbed.cwnd()).isEqualTo(calm.cwnd());
    }

    /// RFC 9438 §5.8.
    @Test
    void cubicDoesNotCountTheTimeInWhichTheWindowWasNotInUse() {
        CongestionWindow window = afterLossAt(new Cubic(), 1000);
        grow(window, 10);
        int before = window.cwnd();
        for (int round = 10; round < 100; round++) {
            window.acked(1000, false, round * RTT, RTT);
        }
        window.acked(1000, true, 101 * RTT, RTT);
        assertThat(window.cwnd()).isBetween(before, before + 2000);
    }

    @Test
    void cubicDoesNotCountTheTimeInWhichNothingWasSent() {
        CongestionWindow window = afterLossAt(new Cubic(), 1000);
        grow(window, 10);
        int before = window.cwnd();
        window.acked(1000, true, 200 * RTT, RTT);
        assertThat(window.cwnd()).isBetween(before, before + 2000);
    }

    @Test
    void halvesAnIdleWindowForEachTimeoutDownToTheInitialOne() {
        var window = new CongestionWindow(new NewReno(), null);
        window.start(1000, false);
        window.cwnd(100_000);
        window.restartAfterIdle(2500 * MILLI, 1000 * MILLI);
        assertThat(window.cwnd()).isEqualTo(25_000);
        assertThat(window.ssthresh()).isGreaterThanOrEqualTo(75_000);
        window.restartAfterIdle(100_000 * MILLI, 1000 * MILLI);
        assertThat(window.cwnd()).isEqualTo(10_000);
    }

    @Test
    void lowersAWindowThatWasNotFilledForATimeoutHalfwayToWhatWas() {
        var window = new CongestionWindow(new NewReno(), null);
        window.start(1000, false);
        window.cwnd(100_000);
        window.lost(100_000);
        var use = new WindowUse();
        use.start(0);
        use.sent(false, 40_000, 0, 40_000);
        use.validate(window, 40_000, 999 * MILLI, 1000 * MILLI);
        assertThat(window.cwnd()).isEqualTo(100_000);
        use.validate(window, 30_000, 1000 * MILLI, 1000 * MILLI);
        assertThat(window.cwnd()).isEqualTo(70_000);
    }

    @Test
    void letsSlowStartGoOnAsLongAsHalfTheWindowIsInUse() {
        var window = new CongestionWindow(new NewReno(), null);
        window.start(1000, false);
        var use = new WindowUse();
        use.sent(false, 5000, 0, 5000);
        assertThat(use.isLimitedBy(window)).isFalse();
        use.sent(false, 6000, 0, 6000);
        assertThat(use.isLimitedBy(window)).isTrue();
    }

    @Nested
    class InSlowStart {
        private final HyStart hyStart = new HyStart();
        private final CongestionWindow window = new CongestionWindow(new Cubic(), null);
        private final Acknowledgement news = new Acknowledgement(new Negotiated(),
                new Rack(new SackScoreboard(), new RttEstimator(1, 2)));
        private final Segment segment = new Segment();
        private int seq;

        InSlowStart() {
            window.start(1000, false);
            window.cwnd(100_000);
        }

        /// One acknowledgement of a segment at `now`, with 100 segments on their way after it.
        private boolean full(long now, long delay) {
            seq += 1000;
            segment.ack = seq;
            news.read(segment, seq - 1000, now);
            return hyStart.isFull(delay, window, news, seq + 100_000);
        }

        /// Whether a round of 100 acknowledgements, `gap` apart, finds the path full.
        private boolean round(long start, long gap, long delay) {
            boolean found = false;
            for (int i = 0; i < 100; i++) {
                found |= full(start + i * gap, delay);
            }
            return found;
        }

        @Test
        void endsWhenTheTrainOfAcknowledgementsIsHalfARoundTripLong() {
            assertThat(round(0, MILLI / 2, RTT)).isFalse();
            assertThat(round(RTT, 3 * MILLI / 5, RTT)).isTrue();
        }

        @Test
        void doesNotTakeAcknowledgementsWithGapsForATrain() {
            assertThat(round(0, 3 * MILLI, RTT)).isFalse();
        }

        @Test
        void endsWhenTheLeastDelayOfARoundGrowsByAnEighth() {
            assertThat(round(0, MILLI / 10, RTT)).isFalse();
            assertThat(round(RTT, MILLI / 10, RTT + 12 * MILLI)).isFalse();
            assertThat(round(3 * RTT, MILLI / 10, RTT + 13 * MILLI)).isTrue();
        }

        @Test
        void goesOnWithASmallWindow() {
            window.cwnd(15_000);
            assertThat(round(0, MILLI, RTT)).isFalse();
        }
    }
}
