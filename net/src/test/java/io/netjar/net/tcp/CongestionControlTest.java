package io.netjar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class CongestionControlTest {
    private static final long RTT = 100_000_000L;

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
        var window = new CongestionWindow(control);
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
        var window = new CongestionWindow(new NewReno());
        window.start(1000, false);
        assertThat(window.cwnd()).isEqualTo(10_000);
        window.start(1460, false);
        assertThat(window.cwnd()).isEqualTo(14_600);
        window.start(1460, true);
        assertThat(window.cwnd()).isEqualTo(1460);
    }

    @Test
    void doesNotGrowAWindowThatIsNotInUse() {
        var window = new CongestionWindow(new NewReno());
        window.start(1000, false);
        window.acked(1000, false, 0, RTT);
        assertThat(window.cwnd()).isEqualTo(10_000);
    }
}
