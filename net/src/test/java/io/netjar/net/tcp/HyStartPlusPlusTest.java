package io.netjar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Round by round: what RFC 9406 §4.2 says of slow start and of Conservative Slow Start.
class HyStartPlusPlusTest {
    private static final int MSS = 1000;
    /// One segment is on its way for each acknowledgement of a round.
    private static final int ROUND = 8;
    private static final long MICRO = 1000;

    private final CongestionWindow window = new CongestionWindow(new Cubic(), new HyStartPlusPlus());
    private final Acknowledgement news = new Acknowledgement(new Negotiated(),
            new Rack(new SackScoreboard(), new RttEstimator(1, 2)));
    private final Segment segment = new Segment();
    private int seq;

    HyStartPlusPlusTest() {
        window.start(MSS, false);
        window.cwnd(100 * MSS);
    }

    /// An acknowledgement of one segment that took `micros`; returns by how much the window grew.
    private int acknowledges(int micros, int roundBytes) {
        seq += MSS;
        segment.ack = seq;
        news.read(segment, seq - MSS, 0);
        window.measured(micros * MICRO, news, seq + roundBytes);
        int before = window.cwnd();
        window.acked(MSS, true, 0, micros * MICRO);
        return window.cwnd() - before;
    }

    /// A round of `count` acknowledgements; returns by how much the last let the window grow.
    private int round(int count, int micros) {
        int growth = 0;
        for (int i = 0; i < count; i++) {
            growth = acknowledges(micros, count * MSS);
        }
        return growth;
    }

    private boolean isInSlowStart() {
        return window.isInSlowStart();
    }

    /// The threshold is an eighth of the last round's least, no less than 4 ms and no more than 16 ms.
    @ParameterizedTest
    @CsvSource({"10000,13999,1000", "10000,14000,250", "64000,71999,1000", "64000,72000,250",
            "400000,415999,1000", "400000,416000,250"})
    void growsByAQuarterOnceRoundTripsAreLongerByTheThreshold(int before, int then, int growth) {
        assertThat(round(ROUND, before)).isEqualTo(MSS);
        assertThat(round(ROUND, then)).isEqualTo(growth);
        assertThat(isInSlowStart()).isTrue();
    }

    @Test
    void judgesARoundFromItsEighthSampleOn() {
        round(ROUND, 10_000);
        for (int i = 0; i < 7; i++) {
            assertThat(acknowledges(50_000, ROUND * MSS)).isEqualTo(MSS);
        }
        assertThat(acknowledges(50_000, ROUND * MSS)).isEqualTo(MSS / 4);
    }

    @Test
    void neverJudgesRoundsOfFewerSamples() {
        for (int i = 0; i < 20; i++) {
            assertThat(round(ROUND - 1, 10_000 + 20_000 * i)).isEqualTo(MSS);
        }
    }

    @Test
    void takesTheLeastOfARound() {
        round(ROUND, 10_000);
        acknowledges(13_000, ROUND * MSS);
        assertThat(round(ROUND - 1, 50_000)).isEqualTo(MSS);
    }

    @Test
    void endsSlowStartAtTheWindowOfTheFifthRound() {
        round(ROUND, 10_000);
        round(ROUND, 20_000);
        for (int i = 0; i < 4; i++) {
            assertThat(round(ROUND, 20_000)).as("round " + (i + 2)).isEqualTo(MSS / 4);
        }
        int cwnd = window.cwnd();
        acknowledges(20_000, ROUND * MSS);
        assertThat(window.ssthresh()).isEqualTo(cwnd);
        assertThat(isInSlowStart()).isFalse();
    }

    @Test
    void goesOnAsBeforeWhenRoundTripsAreShorterThanWhereConservativeSlowStartBegan() {
        round(ROUND, 10_000);
        assertThat(round(ROUND, 20_000)).isEqualTo(MSS / 4);
        assertThat(round(ROUND, 20_000)).isEqualTo(MSS / 4);
        assertThat(round(ROUND, 19_999)).isEqualTo(MSS);
        // It may begin again, and has five rounds then.
        assertThat(round(ROUND, 30_000)).isEqualTo(MSS / 4);
        for (int i = 0; i < 4; i++) {
            assertThat(round(ROUND, 30_000)).isEqualTo(MSS / 4);
        }
        acknowledges(30_000, ROUND * MSS);
        assertThat(isInSlowStart()).isFalse();
    }

    @Test
    void growsByEightSegmentsAtMostForOneAcknowledgement() {
        window.acked(20 * MSS, true, 0, MICRO);
        assertThat(window.cwnd()).isEqualTo(108 * MSS);
        round(ROUND, 10_000);
        round(ROUND, 20_000);
        int cwnd = window.cwnd();
        window.acked(20 * MSS, true, 0, MICRO);
        assertThat(window.cwnd()).isEqualTo(cwnd + 2 * MSS);
    }

    /// RFC 9406 §4.3: only the first slow start is conservative.
    @Test
    void leavesLaterSlowStartsAsTheyAre() {
        window.timedOut(100 * MSS);
        window.cwnd(MSS);
        round(ROUND, 10_000);
        assertThat(round(ROUND, 50_000)).isEqualTo(MSS);
        window.acked(20 * MSS, true, 0, MICRO);
        assertThat(window.cwnd()).isEqualTo(37 * MSS);
    }
}
