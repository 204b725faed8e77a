package io.netjar.net.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoDelTest {
    private static final long MS = QueueRun.MS;
    private static final int ECT0 = 2;
    private static final int CE = 3;

    private static QueueRun run(CoDel codel) {
        return new QueueRun(QueueRun.spec(codel));
    }

    /// Two frames of flow 0 a millisecond where one can leave, for `millis`.
    private static void overload(QueueRun run, int millis, int ecn) {
        long start = run.now();
        for (int i = 0; i < millis; i++) {
            run.runTo(start + i * MS);
            run.send(0, QueueRun.FULL, ecn);
            run.send(0, QueueRun.FULL, ecn);
        }
    }

    /// A frame leaves each millisecond: when the `count`-th drop is due by the law, the drop is at the next turn.
    private static List<Long> law(long first, int drops) {
        List<Long> times = new ArrayList<>(List.of(first));
        double due = first;
        for (int count = 1; count < drops; count++) {
            due += 100 * MS / Math.sqrt(count);
            times.add((long) Math.ceil(due / MS) * MS);
        }
        return times;
    }

    @Test
    void dropsAtDistancesOfTheIntervalOverTheRootOfTheirNumber() {
        QueueRun run = run(CoDel.usual());
        overload(run, 900, 0);
        // The frame that leaves at 9 ms came at 4 ms: the first that waited 5 ms. An interval later the first is dropped.
        assertThat(run.dropTimes().getFirst()).isEqualTo(109 * MS);
        int drops = run.drops.size();
        assertThat(drops).isGreaterThan(20);
        assertThat(run.dropTimes()).isEqualTo(law(109 * MS, drops));
        assertThat(run.network.drops(DropReason.CODEL)).isEqualTo(drops);
        run.finish();
        assertThat(run.numbers()).isSorted();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "0, 1"})
    void aWaitBelowTheTargetMayLastForEverAndOneOfTheTargetMayNot(long less, int drops) {
        QueueRun run = run(CoDel.usual());
        run.send(6);
        for (int i = 1; i < 2000; i++) {
            run.runTo(i * MS + less);
            run.send(1);
        }
        assertThat(Math.min(1, run.drops.size())).isEqualTo(drops);
        run.finish();
    }

    @ParameterizedTest
    @CsvSource({"107, 0", "108, 1"})
    void aBurstThatIsGoneWithinAnIntervalLosesNothing(int frames, int drops) {
        QueueRun run = run(CoDel.usual());
        // The frame that leaves at 5 ms is the first that waited 5 ms. An interval later, at 105 ms, the 106th leaves; it is
        // dropped if there is more than a full frame behind it.
        run.send(frames);
        run.finish();
        assertThat(run.drops).hasSize(drops);
    }

    @Test
    void dropsNothingAsLongAsNoMoreThanAFrameIsLeft() {
        QueueRun run = new QueueRun(QueueRun.spec(CoDel.usual()).withBitsPerSecond(QueueRun.RATE / 200));
        // A frame takes 200 ms: each waits 200 ms, and one stands behind it at most.
        run.send(2);
        for (int i = 1; i < 50; i++) {
            run.runTo(200L * i * MS);
            run.send(1);
        }
        run.finish();
        assertThat(run.drops).isEmpty();
        assertThat(run.arrivals).hasSize(51);
    }

    @Test
    void leavesTheDroppingStateWhenTheWaitIsShortAgain() {
        QueueRun run = run(CoDel.usual());
        overload(run, 300, 0);
        int drops = run.drops.size();
        run.runTo(900 * MS);
        int drained = run.drops.size();
        assertThat(drained).isGreaterThan(drops);
        for (int i = 0; i < 500; i++) {
            run.runTo(900 * MS + i * MS);
            run.send(1);
        }
        run.finish();
        assertThat(run.drops).hasSize(drained);
    }

    @Test
    void takesUpTheLastRateWhenTheQueueGrowsAgainSoon() {
        QueueRun run = run(CoDel.usual());
        overload(run, 800, 0);
        run.runTo(1700 * MS);
        assertThat(run.link.queuedPackets(run.sender)).isZero();
        int before = run.drops.size();
        overload(run, 400, 0);
        List<Long> again = run.dropTimes().subList(before, run.drops.size());
        // An interval over the root of the number of drops in the cycle before, instead of a whole interval.
        assertThat(again.get(1) - again.get(0)).isLessThan(30 * MS);
        run.finish();
    }

    @Test
    void beginsSlowlyAfterSixteenIntervals() {
        QueueRun run = run(CoDel.usual());
        overload(run, 800, 0);
        run.runTo(10_000 * MS);
        int before = run.drops.size();
        overload(run, 400, 0);
        List<Long> again = run.dropTimes().subList(before, run.drops.size());
        assertThat(again.get(1) - again.get(0)).isEqualTo(100 * MS);
        run.finish();
    }

    @Test
    void marksInsteadOfDroppingAtTheSameDistances() {
        QueueRun run = run(CoDel.usual().withEcn(true));
        overload(run, 600, ECT0);
        run.finish();
        List<QueueRun.Fate> marked = run.arrivals.stream().filter(arrival -> arrival.ecn() == CE).toList();
        assertThat(marked).hasSizeGreaterThan(10).allMatch(QueueRun.Fate::isSound);
        assertThat(run.statistics().markedFrames()).isEqualTo(marked.size());
        // The marked frame arrives when it has been sent, a millisecond after its turn.
        assertThat(marked.stream().map(fate -> fate.time() - MS).limit(12).toList())
                .isEqualTo(law(109 * MS, 12));
        assertThat(run.network.drops(DropReason.CODEL)).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void dropsWhatUnderstandsNoMarks(boolean ecn) {
        QueueRun run = run(CoDel.usual().withEcn(ecn));
        overload(run, 300, ecn ? 0 : ECT0);
        run.finish();
        assertThat(run.statistics().markedFrames()).isZero();
        assertThat(run.drops).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"3, 0", "4, 1"})
    void itsLimitCountsTheFrameBeingSent(int frames, long dropped) {
        QueueRun run = run(CoDel.usual().withLimit(QueueLimit.packets(3)));
        run.send(frames);
        assertThat(run.network.drops(DropReason.QUEUE_FULL)).isEqualTo(dropped);
        run.finish();
    }

    @ParameterizedTest
    @CsvSource({"4, 0", "5, 1"})
    void itsLimitMayBeATime(int frames, long dropped) {
        QueueRun run = run(CoDel.usual().withLimit(QueueLimit.time(Duration.ofMillis(3))));
        run.send(frames);
        assertThat(run.network.drops(DropReason.QUEUE_FULL)).isEqualTo(dropped);
        run.finish();
    }

    @Test
    void aFrameThatFindsTheLinkIdleCostsOneEvent() {
        QueueRun run = run(CoDel.usual());
        for (int i = 0; i < 100; i++) {
            run.runTo(2L * i * MS);
            run.send(1);
        }
        run.finish();
        assertThat(run.network.engine().fired()).isEqualTo(100);
    }

    @Test
    void saysWhatIsWrongInWords() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CoDel(QueueLimit.packets(1), 2, 1, false))
                .withMessage("CoDel's target is from 1 ns to its interval, not 2 ns");
        assertThatIllegalArgumentException().isThrownBy(() -> new CoDel(QueueLimit.packets(1), 1, 0, false))
                .withMessage("CoDel's interval is from 1 ns to a minute, not 0 ns");
        assertThat(new CoDel(QueueLimit.packets(1), 60_000_000_000L, 60_000_000_000L, false).ecn()).isFalse();
    }
}
