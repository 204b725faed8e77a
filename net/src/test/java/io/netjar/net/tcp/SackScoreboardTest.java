package io.netjar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SackScoreboardTest {
    private static final int BASE = -5000;
    private final SackScoreboard board = new SackScoreboard();

    private void send(int segments) {
        for (int i = 0; i < segments; i++) {
            board.add(BASE + 1000 * i, 1000, i, false);
        }
    }

    private int sack(int from, int to) {
        return board.sack(BASE + 1000 * from, BASE + 1000 * to);
    }

    @Test
    void findsNothingLostBelowTwoSackedSegments() {
        send(10);
        sack(1, 3);
        assertThat(board.findLost(1000)).isFalse();
    }

    @Test
    void findsEverythingLostBelowThreeSackedSegments() {
        send(10);
        sack(2, 3);
        sack(4, 6);
        assertThat(board.findLost(1000)).isTrue();
        assertThat(board.nextLost()).isEqualTo(0);
        board.resent(0, 50);
        assertThat(board.nextLost()).isEqualTo(1);
        board.resent(1, 50);
        assertThat(board.nextLost()).isEqualTo(-1);
        assertThat(board.is(3, SackScoreboard.LOST)).isFalse();
    }

    @Test
    void countsThePipeAsRfc6675Does() {
        send(10);
        assertThat(board.pipe()).isEqualTo(10_000);
        sack(1, 4);
        assertThat(board.pipe()).isEqualTo(7000);
        board.findLost(1000);
        assertThat(board.pipe()).isEqualTo(6000);
        board.resent(0, 50);
        assertThat(board.pipe()).isEqualTo(7000);
        assertThat(board.acknowledge(BASE + 4000)).isEqualTo(1000);
        assertThat(board.pipe()).isEqualTo(6000);
    }

    @Test
    void takesNoRoundTripTimeFromWhatWasSentTwice() {
        send(2);
        board.resent(0, 50);
        board.acknowledge(BASE + 1000);
        assertThat(board.sampleTime()).isEqualTo(-1);
        board.acknowledge(BASE + 2000);
        assertThat(board.sampleTime()).isEqualTo(1);
    }

    @Test
    void forgetsSackedMarksWhenThePeerReneged() {
        send(3);
        sack(0, 2);
        board.markAllLost();
        assertThat(board.sackedBytes()).isZero();
        assertThat(board.nextLost()).isZero();
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
                    board.acknowledge(una);
                }
                case 3 -> {
                    int left = una + chance.nextInt(next - una + 1);
                    board.sack(left, left + chance.nextInt(next - left + 1));
                    board.findLost(500);
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
                        board.markAllLost();
                    }
                }
            }
            assertSums("seed " + seed + " step " + step, next - una);
        }
    }

    private void assertSums(String label, int outstanding) {
        int pipe = 0;
        int sum = 0;
        for (long segment = board.first(); segment < board.end(); segment++) {
            sum += board.length(segment);
            boolean inNetwork = !board.is(segment, SackScoreboard.SACKED | SackScoreboard.LOST);
            pipe += inNetwork ? board.length(segment) : 0;
            pipe += board.is(segment, SackScoreboard.RESENT) ? board.length(segment) : 0;
        }
        assertThat(board.outstandingBytes()).as(label).isEqualTo(sum).isEqualTo(outstanding);
        assertThat(board.pipe()).as(label).isEqualTo(pipe);
    }
}
