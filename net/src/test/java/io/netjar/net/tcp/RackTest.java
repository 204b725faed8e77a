package io.netjar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// RFC 8985 §6: what counts as lost, and when. A round trip takes 100 ms; segment i is sent at i ms.
class RackTest {
    private static final int BASE = -5000;
    private static final long MILLI = 1_000_000L;
    private static final long RTT = 100 * MILLI;

    private final RttEstimator rtt = new RttEstimator(200 * MILLI, 120_000 * MILLI);
    private final SackScoreboard board = new SackScoreboard();
    private final Rack rack = new Rack(board, rtt);
    private final Negotiated negotiated = new Negotiated();
    private final Acknowledgement news = new Acknowledgement(negotiated, rack);
    private final Segment segment = new Segment();

    RackTest() {
        rtt.sample(RTT);
        rack.start(BASE);
        negotiated.timestamps = true;
        for (int i = 0; i < 10; i++) {
            board.add(BASE + 1000 * i, 1000, i * MILLI, false);
        }
    }

    private void sack(int from, int to, long now) {
        news.read(segment, 0, now);
        board.sack(BASE + 1000 * from, BASE + 1000 * to, news);
    }

    private long detect(long now) {
        return rack.detectLosses(now, false);
    }

    private List<Long> lost() {
        var lost = new ArrayList<Long>();
        for (long i = board.first(); i < board.end(); i++) {
            if (board.is(i, SackScoreboard.LOST) && !board.is(i, SackScoreboard.RESENT)) {
                lost.add(i);
            }
        }
        return lost;
    }

    @Test
    void waitsAQuarterOfTheRoundTripForWhatWasOvertaken() {
        sack(2, 3, 2 * MILLI + RTT);
        // Segment 1 has until 1 + 100 + 25 ms.
        assertThat(detect(2 * MILLI + RTT)).isEqualTo(24 * MILLI);
        assertThat(lost()).isEmpty();
        assertThat(detect(125 * MILLI)).isEqualTo(MILLI);
        assertThat(lost()).containsExactly(0L);
        assertThat(detect(126 * MILLI)).isZero();
        assertThat(lost()).containsExactly(0L, 1L);
    }

    @Test
    void doesNotWaitWhenThreeSegmentsOvertookAndNoneEverCameLate() {
        sack(2, 4, 104 * MILLI);
        detect(104 * MILLI);
        assertThat(lost()).isEmpty();
        sack(2, 5, 104 * MILLI);
        assertThat(detect(104 * MILLI)).isZero();
        assertThat(lost()).containsExactly(0L, 1L);
    }

    @Test
    void waitsInSpiteOfThreeOnceTheReorderingWasSeen() {
        sack(5, 6, 105 * MILLI);
        sack(1, 5, 106 * MILLI);
        assertThat(rack.isReorderingSeen()).isTrue();
        assertThat(detect(106 * MILLI)).isPositive();
        assertThat(lost()).isEmpty();
    }

    @Test
    void doesNotTakeARepairForReordering() {
        board.markLost(0);
        board.resent(0, 60 * MILLI);
        sack(1, 6, 105 * MILLI);
        sack(0, 1, 160 * MILLI);
        assertThat(rack.isReorderingSeen()).isFalse();
    }

    @Test
    void findsALostRepairByWhatWasSentAfterIt() {
        sack(1, 4, 103 * MILLI);
        detect(103 * MILLI);
        board.resent(0, 103 * MILLI);
        board.add(BASE + 10_000, 1000, 104 * MILLI, false);
        assertThat(lost()).isEmpty();
        sack(10, 11, 204 * MILLI);
        rack.detectLosses(204 * MILLI, true);
        assertThat(lost()).contains(0L);
    }

    @Test
    void doesNotTakeTheAnswerToTheFirstCopyForOneToTheSecond() {
        board.markLost(3);
        board.resent(3, 90 * MILLI);
        // After 13 ms, less than any round trip: it answers what was sent at 3 ms.
        sack(3, 4, 103 * MILLI);
        rack.detectLosses(103 * MILLI, true);
        assertThat(lost()).isEmpty();
    }

    @Test
    void readsFromTheTimestampWhichCopyWasAnswered() {
        board.markLost(3);
        board.resent(3, 90 * MILLI);
        segment.hasTimestamps = true;
        segment.tsEcr = negotiated.timestamp(89 * MILLI);
        sack(3, 4, 203 * MILLI);
        rack.detectLosses(203 * MILLI, true);
        assertThat(lost()).isEmpty();
        segment.tsEcr = negotiated.timestamp(90 * MILLI);
        board.resent(4, 90 * MILLI);
        sack(4, 5, 203 * MILLI);
        rack.detectLosses(203 * MILLI, true);
        assertThat(lost()).isNotEmpty();
    }

    @Test
    void widensOncePerRoundThatHasADuplicateAndForgetsAfterSixteenRecoveries() {
        sack(5, 6, 105 * MILLI);
        sack(1, 2, 106 * MILLI);
        assertThat(rack.reorderingWindow(false)).isEqualTo(RTT / 4);
        rack.repairWasNeedless(BASE, BASE + 10_000);
        rack.repairWasNeedless(BASE + 5000, BASE + 12_000);
        assertThat(rack.reorderingWindow(false)).isEqualTo(RTT / 2);
        rack.repairWasNeedless(BASE + 10_000, BASE + 20_000);
        assertThat(rack.reorderingWindow(false)).isEqualTo(3 * RTT / 4);
        for (int i = 0; i < 15; i++) {
            rack.recovered();
        }
        assertThat(rack.reorderingWindow(false)).isEqualTo(3 * RTT / 4);
        rack.recovered();
        assertThat(rack.reorderingWindow(false)).isEqualTo(RTT / 4);
    }

    @Test
    void isNeverWiderThanTheSmoothedRoundTrip() {
        sack(5, 6, 105 * MILLI);
        sack(1, 2, 106 * MILLI);
        for (int i = 0; i < 10; i++) {
            rack.repairWasNeedless(BASE + 20_000 * i, BASE + 20_000 * i + 1);
        }
        assertThat(rack.reorderingWindow(false)).isEqualTo(rtt.srtt());
    }

    @Test
    void holdsWhatWasSentJustNowForInTheNetworkWhenTheTimerExpires() {
        sack(1, 2, 101 * MILLI);
        board.add(BASE + 10_000, 1000, 250 * MILLI, false);
        rack.timedOut(300 * MILLI);
        assertThat(lost()).containsExactly(0L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }
}
