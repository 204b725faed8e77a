package io.netjar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SackScoreboardTest {
    private static final int BASE = -5000;
    private final SackScoreboard board = new SackScoreboard();
    private final Acknowledgement news = new Acknowledgement(new Negotiated(),
            new Rack(board, new RttEstimator(1, 2)));

    private void send(int segments) {
        for (int i = 0; i < segments; i++) {
            board.add(BASE + 1000 * i, 1000, i, false);
        }
    }

    private void read() {
        news.read(new Segment(), 0, 0);
    }

    private int sack(int from, int to) {
        read();
        board.sack(BASE + 1000 * from, BASE + 1000 * to, news);
        return news.delivered();
    }

    private int acknowledge(int number) {
        read();
        board.acknowledge(number, news);
        return news.delivered();
    }

    private List<Long> order() {
        var segments = new ArrayList<Long>();
        for (long at = board.order().oldest(); at != TransmissionOrder.NONE; at = board.order().after(at)) {
            segments.add(at);
        }
        return segments;
    }

    @Test
    void tellsOfEachByteOnce() {
        send(10);
        assertThat(sack(2, 4)).isEqualTo(2000);
        assertThat(sack(2, 5)).isEqualTo(1000);
        assertThat(sack(1, 6)).isEqualTo(2000);
        assertThat(sack(1, 6)).isZero();
        assertThat(board.sackedSegments()).isEqualTo(5);
        assertThat(acknowledge(BASE + 7500)).isEqualTo(2500);
        assertThat(board.sackedSegments()).isZero();
    }

    @Test
    void keepsWhatIsInTheNetworkInTheOrderOfSending() {
        send(6);
        sack(2, 3);
        board.markLost(0);
        board.markLost(1);
        board.resent(0, 50);
        assertThat(order()).containsExactly(3L, 4L, 5L, 0L);
        board.resent(4, 60);
        assertThat(order()).containsExactly(3L, 5L, 0L, 4L);
    }

    @Test
    void putsBackInOrderWhatWasNotLostAfterAll() {
        send(6);
        sack(2, 3);
        for (int i : new int[]{0, 1, 4}) {
            board.markLost(i);
        }
        board.resent(1, 50);
        board.forgetLosses();
        assertThat(order()).containsExactly(0L, 3L, 4L, 5L, 1L);
        assertThat(board.hasLost()).isFalse();
        assertThat(board.pipe()).as("the copy counts too").isEqualTo(6000);
    }

    @Test
    void countsThePipeAsRfc6675Does() {
        send(10);
        assertThat(board.pipe()).isEqualTo(10_000);
        sack(1, 4);
        assertThat(board.pipe()).isEqualTo(7000);
        board.markLost(0);
        assertThat(board.pipe()).isEqualTo(6000);
        board.resent(0, 50);
        assertThat(board.pipe()).isEqualTo(7000);
        assertThat(acknowledge(BASE + 4000)).isEqualTo(1000);
        assertThat(board.pipe()).isEqualTo(6000);
    }

    @Test
    void takesNoRoundTripTimeFromWhatWasSentTwice() {
        send(2);
        board.resent(0, 50);
        acknowledge(BASE + 1000);
        assertThat(news.roundTrip()).isEqualTo(-1);
        news.read(new Segment(), 0, 100);
        board.acknowledge(BASE + 2000, news);
        assertThat(news.roundTrip()).isEqualTo(99);
    }

    @Test
    void forgetsSackedMarksWhenThePeerReneged() {
        send(3);
        sack(0, 2);
        board.forgetSacks();
        assertThat(board.sackedBytes()).isZero();
        assertThat(board.nextLost()).isZero();
        board.markAllLost();
        assertThat(board.pipe()).isZero();
    }

    @Test
    void splitsASegmentInTwo() {
        send(2);
        board.markLost(0);
        board.split(0, 400);
        assertThat(board.length(0)).isEqualTo(400);
        assertThat(board.seq(1)).isEqualTo(BASE + 400);
        assertThat(board.length(1)).isEqualTo(600);
        assertThat(board.seq(2)).isEqualTo(BASE + 1000);
        assertThat(board.outstandingBytes()).isEqualTo(2000);
        assertThat(board.pipe()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void keepsItsSumsUnderAnyHistory(long seed) {
        Chance chance = Chance.of(seed, "board");
        int next = BASE;
        int una = BASE;
        for (int step = 0; step < 3000; step++) {
            switch (chance.nextInt(6)) {
                case 0, 1 -> {
                    int length = 1 + chance.nextInt(1000);
                    board.add(next, length, step, false);
                    next += length;
                }
                case 2 -> {
                    una += chance.nextInt(Math.min(3000, next - una + 1));
                    acknowledge(una);
                }
                case 3 -> {
                    int left = una + chance.nextInt(next - una + 1);
                    read();
                    board.sack(left, left + chance.nextInt(next - left + 1), news);
                    judge(chance);
                }
                case 4 -> {
                    long lost = board.nextLost();
                    if (lost >= 0 && board.length(lost) > 2 && chance.happens(0.3)) {
                        board.split(lost, board.length(lost) / 2);
                    } else if (lost >= 0) {
                        board.resent(lost, step);
                    }
                }
                default -> {
                    if (chance.happens(0.05)) {
                        board.forgetSacks();
                        board.markAllLost();
                    } else if (chance.happens(0.05)) {
                        board.forgetLosses();
                    }
                }
            }
            assertSums("seed " + seed + " step " + step, next - una);
        }
    }

    /// Marks some of those sent longest ago as lost.
    private void judge(Chance chance) {
        while (board.order().oldest() != TransmissionOrder.NONE && chance.happens(0.5)) {
            board.markLost(board.order().oldest());
        }
    }

    private void assertSums(String label, int outstanding) {
        int pipe = 0;
        int sum = 0;
        int sacked = 0;
        var out = new HashSet<Long>();
        for (long segment = board.first(); segment < board.end(); segment++) {
            sum += board.length(segment);
            boolean inNetwork = !board.is(segment, SackScoreboard.SACKED | SackScoreboard.LOST);
            pipe += inNetwork ? board.length(segment) : 0;
            pipe += board.is(segment, SackScoreboard.RESENT) ? board.length(segment) : 0;
            sacked += board.is(segment, SackScoreboard.SACKED) ? 1 : 0;
            if (inNetwork || board.is(segment, SackScoreboard.RESENT)) {
                out.add(segment);
            }
        }
        assertThat(board.sackedSegments()).as(label).isEqualTo(sacked);
        assertThat(order()).as(label).containsExactlyInAnyOrderElementsOf(out)
                .isSortedAccordingTo(Comparator.comparingLong(board::time));
        assertThat(board.outstandingBytes()).as(label).isEqualTo(sum).isEqualTo(outstanding);
        assertThat(board.pipe()).as(label).isEqualTo(pipe);
    }
}
