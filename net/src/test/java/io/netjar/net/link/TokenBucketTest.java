package io.netjar.net.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenBucketTest {
    private static final long MS = QueueRun.MS;
    /// 8 Mbit/s: a byte of tokens comes each microsecond.
    private static final long RATE = 8_000_000;
    private static final int BURST = 10_000;
    private static final TokenBucket BUCKET = new TokenBucket(QueueLimit.bytes(1_000_000), RATE, BURST);

    private static QueueRun run(TokenBucket bucket) {
        // So fast that frames take no time beside the tokens'.
        return new QueueRun(LinkSpec.ideal().withQueue(bucket));
    }

    private static List<Long> times(QueueRun run) {
        return run.arrivals.stream().map(QueueRun.Fate::time).toList();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1000"})
    void whatTheBurstHoldsLeavesAtOnceAndAByteMoreWaitsForItsToken(int more, long nanos) {
        QueueRun run = run(BUCKET);
        for (int i = 0; i < 9; i++) {
            run.send(0, 1000, 0);
        }
        run.send(0, 1000 + more, 0);
        run.finish();
        assertThat(times(run).get(8)).isLessThan(1000);
        assertThat(times(run).get(9)).isBetween(nanos, nanos + 1000);
    }

    @Test
    void thenTheRateIsHeldToTheNanosecond() {
        QueueRun run = run(BUCKET);
        for (int i = 0; i < 100; i++) {
            run.send(0, 1000, 0);
        }
        run.finish();
        long onTheLink = times(run).getLast() - 90 * MS;
        // A frame's own time on a link of 100 Tbit/s is below a nanosecond, counted up.
        assertThat(onTheLink).isBetween(0L, 1L);
    }

    @Test
    void noStretchOfTimeSeesMoreThanBurstAndRate() {
        QueueRun run = run(BUCKET);
        for (int i = 0; i < 400; i++) {
            run.runTo(i * i % 97 * MS / 7 + i * MS);
            run.send(0, 200 + i * 37 % 1300, 0);
        }
        run.finish();
        long[] sent = new long[401];
        for (int i = 0; i < 400; i++) {
            sent[i + 1] = sent[i] + 200 + i * 37 % 1300;
        }
        for (int from = 0; from < 400; from++) {
            for (int to = from; to < 400; to++) {
                long nanos = times(run).get(to) - times(run).get(from) + 1;
                assertThat((sent[to + 1] - sent[from] - BURST) * 1000).isLessThanOrEqualTo(nanos);
            }
        }
    }

    @Test
    void aBurstLeavesAtThePeakRateAndWhatFollowsAtTheRate() {
        // 80 Mbit/s: 1,000 bytes take 100 µs, and the longest frame has so many.
        QueueRun run = new QueueRun(LinkSpec.ideal().withMtu(986).withQueue(BUCKET.withPeak(10 * RATE)));
        for (int i = 0; i < 20; i++) {
            run.send(0, 1000, 0);
        }
        run.finish();
        for (int i = 0; i < 20; i++) {
            // While the burst leaves, tokens of the rate come too: enough for one more frame.
            long due = i <= 10 ? i * 100_000L : (i - 9) * MS;
            assertThat(times(run).get(i)).as("frame %d", i).isBetween(due, due + 30);
        }
    }

    @Test
    void thePeakRateCanComeChangeAndGo() {
        LinkSpec spec = LinkSpec.ideal().withMtu(986);
        QueueRun run = new QueueRun(spec.withQueue(BUCKET));
        run.link.aToB(spec.withQueue(BUCKET.withPeak(10 * RATE)));
        run.send(0, 1000, 0);
        run.send(0, 1000, 0);
        run.link.aToB(spec.withQueue(BUCKET.withPeak(20 * RATE)));
        run.send(0, 1000, 0);
        run.link.aToB(spec.withQueue(BUCKET));
        run.send(0, 1000, 0);
        run.finish();
        assertThat(times(run).get(1)).isBetween(100_000L, 100_010L);
        assertThat(times(run).get(2)).isBetween(150_000L, 150_010L);
        assertThat(times(run).get(3)).isBetween(150_000L, 150_010L);
        assertThatIllegalArgumentException().isThrownBy(() -> BUCKET.withPeak(RATE)).withMessage(
                "a token bucket's peak rate is above its rate and up to 100 Tbit/s, not 8000000 bit/s");
    }

    @ParameterizedTest
    @CsvSource({"9999, 1", "10000, 0"})
    void fillsAtItsRateAndNotBeyondTheBurst(long micros, long waits) {
        QueueRun run = run(BUCKET);
        for (int i = 0; i < 10; i++) {
            run.send(0, 1000, 0);
        }
        long start = micros * 1000;
        run.runTo(start);
        for (int i = 0; i < 10; i++) {
            run.send(0, 1000, 0);
        }
        run.runTo(60_000 * MS);
        long end = times(run).getLast();
        assertThat(end - start).isBetween(waits * 1000, waits * 1000 + 10);
        for (int i = 0; i < 11; i++) {
            run.send(0, 1000, 0);
        }
        run.finish();
        assertThat(times(run).getLast() - 60_000 * MS).isBetween(MS, MS + 10);
    }

    @ParameterizedTest
    @CsvSource({"15000, 0", "15001, 1"})
    void dropsWhatItsLimitOfBytesDoesNotHold(int bytes, long dropped) {
        QueueRun run = run(new TokenBucket(QueueLimit.bytes(15_000), 1000, BURST));
        for (int i = 0; i < 10; i++) {
            run.send(0, 1000, 0);
        }
        run.runTo(MS);
        for (int left = bytes; left > 0; left -= 1500) {
            run.send(0, Math.max(100, Math.min(1500, left)), 0);
        }
        assertThat(run.network.drops(DropReason.QUEUE_FULL)).isEqualTo(dropped);
        run.finish();
    }

    @ParameterizedTest
    @CsvSource({"3000000, 0", "2999999, 1"})
    void itsLimitMayBeATimeToWaitForTokens(long nanos, long dropped) {
        QueueRun run = run(new TokenBucket(QueueLimit.time(Duration.ofNanos(nanos)), RATE, 2000));
        for (int i = 0; i < 5; i++) {
            run.send(0, 1000, 0);
        }
        assertThat(run.network.drops(DropReason.QUEUE_FULL)).isEqualTo(dropped);
        run.finish();
    }

    @Test
    void aSlowLinkIsNotMadeFaster() {
        QueueRun run = new QueueRun(QueueRun.spec(BUCKET));
        run.send(3);
        run.finish();
        assertThat(times(run)).containsExactly(MS, 2 * MS, 3 * MS);
    }

    @Test
    void costsOneEventAHop() {
        QueueRun run = run(BUCKET);
        run.send(100);
        assertThat(run.network.engine().armed()).isEqualTo(1);
        run.finish();
        assertThat(run.network.engine().fired()).isEqualTo(100);
    }

    @Test
    void holdsALongFrameAtLeast() {
        LinkSpec spec = LinkSpec.ethernet();
        assertThat(spec.withQueue(new TokenBucket(QueueLimit.packets(9), 1, 1514)).queue().limit())
                .isEqualTo(QueueLimit.packets(9));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec.withQueue(new TokenBucket(QueueLimit.packets(9), 1, 1513)))
                .withMessage("a token bucket must hold a frame of 1514 bytes at least, not 1513 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenBucket(QueueLimit.packets(9), 0, 1514))
                .withMessage("a token bucket's rate is from 1 bit/s to 100 Tbit/s, not 0 bit/s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TokenBucket(QueueLimit.packets(9), 1, 1_000_000_001));
    }
}
