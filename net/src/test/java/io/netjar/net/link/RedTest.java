package io.netjar.net.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedTest {
    private static final long MS = QueueRun.MS;
    private static final int ECT1 = 1;
    private static final int CE = 3;
    private static final int FULL = QueueRun.FULL;
    /// Thresholds of 10 and 30 full frames.
    private static final Red RED = new Red(QueueLimit.packets(1000), 10 * FULL, 30 * FULL, 0.1, 0.002, false);

    @ParameterizedTest
    @CsvSource({"9999, 0", "10000, 0", "20000, 0.05", "29999, 0.099995", "30000, 0.1", "45000, 0.55",
            "60000, 1", "70000, 1"})
    void choosesAShareThatGrowsLinearlyWithTheAverage(double average, double share) {
        Red red = new Red(QueueLimit.bytes(1_000_000), 10_000, 30_000, 0.1, 0.002, false);
        assertThat(RedQueue.share(red, average)).isCloseTo(share, within(1e-12));
    }

    @Test
    void theAverageMovesByItsWeightAtEachFrame() {
        var run = new QueueRun(QueueRun.spec(new Red(QueueLimit.packets(9), 100_000, 200_000, 0.1, 0.25,
                false)));
        var direction = new LinkDirection(run.network, "another", run.sender, run.sender,
                QueueRun.spec(RED));
        var queue = new RedQueue(new Red(QueueLimit.packets(9), 100_000, 200_000, 0.1, 0.25, false),
                QueueRun.spec(RED), direction);
        for (int i = 0; i < 3; i++) {
            queue.carry(run.network.packets().take(1000), 0);
        }
        // It saw 0, 1000 and 2000 bytes: 250, then 250 + (2000 - 250) / 4.
        assertThat(queue.average()).isEqualTo(687.5);
        direction.cut();
        queue.cut(0);
        assertThat(queue.average()).isZero();
        run.finish();
    }

    @Test
    void theAverageFallsWhileTheQueueIsEmpty() {
        var run = new QueueRun(QueueRun.spec(RED));
        var direction = new LinkDirection(run.network, "another", run.sender, run.sender,
                QueueRun.spec(RED));
        var queue = new RedQueue(new Red(QueueLimit.packets(9), 100_000, 200_000, 0.1, 0.5, false),
                QueueRun.spec(RED), direction);
        queue.carry(run.network.packets().take(1000), 0);
        queue.carry(run.network.packets().take(1000), 0);
        assertThat(queue.average()).isEqualTo(500);
        long empty = direction.busyUntil();
        // Two typical frames of 1,000 bytes, 1,024 on the wire, could have left in so long: half and half again.
        long later = empty + Math.round(2 * 1024 * 8e9 / QueueRun.RATE);
        run.runTo(later);
        direction.settle(later);
        queue.carry(run.network.packets().take(1000), later);
        assertThat(queue.average()).isCloseTo(125, within(0.01));
        run.finish();
    }

    /// Frames offered while the average is held at a queue of about so many frames.
    private static QueueRun steady(Red red, int frames, int ecn) {
        var run = new QueueRun(QueueRun.spec(red), 7);
        run.send(0, FULL, ecn);
        for (int i = 0; i < 20_000; i++) {
            run.runTo(i * MS / 4);
            while (run.link.queuedPackets(run.sender) < frames && run.statistics().sentFrames() < 6000) {
                run.send(0, FULL, ecn);
            }
        }
        run.finish();
        return run;
    }

    @Test
    void dropsTheShareOfTheAverageQueue() {
        QueueRun run = steady(RED, 21, 0);
        // The queue is of 20 frames when one comes: the middle between the thresholds, p_b = 0.05. The distances are spread
        // evenly between 1 and 1 / p_b: every 10.5th frame (Floyd and Jacobson §7).
        double share = (double) run.drops.size() / (run.drops.size() + run.arrivals.size());
        assertThat(share).isCloseTo(1 / 10.5, within(0.012));
        assertThat(run.network.drops(DropReason.RED_EARLY)).isEqualTo(run.drops.size());
        assertThat(run.network.drops(DropReason.QUEUE_FULL)).isZero();
    }

    @Test
    void spreadsTheChosenFramesEvenly() {
        QueueRun run = steady(RED.withEcn(true), 21, ECT1);
        int[] marked = IntStream.range(2000, run.arrivals.size())
                .filter(i -> run.arrivals.get(i).ecn() == CE).toArray();
        List<Integer> distances = IntStream.range(1, marked.length).mapToObj(i -> marked[i] - marked[i - 1])
                .toList();
        assertThat(distances).hasSizeGreaterThan(200).allMatch(distance -> distance >= 1 && distance <= 21)
                .contains(1, 5, 10, 15, 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10})
    void dropsNothingBelowTheLowerThreshold(int frames) {
        assertThat(steady(RED, frames + 1, 0).drops).isEmpty();
    }

    @Test
    void marksWhatUnderstandsItAndDropsWhatDoesNot() {
        QueueRun marked = steady(RED.withEcn(true), 21, ECT1);
        assertThat(marked.drops).isEmpty();
        assertThat(marked.arrivals).allMatch(QueueRun.Fate::isSound);
        assertThat(marked.statistics().markedFrames()).isGreaterThan(100)
                .isEqualTo(marked.arrivals.stream().filter(arrival -> arrival.ecn() == CE).count());
        assertThat(steady(RED.withEcn(true), 21, 0).drops).isNotEmpty();
    }

    @Test
    void dropsAllAboveTwiceTheUpperThresholdEvenWhatCouldBeMarked() {
        Red quick = new Red(QueueLimit.packets(1000), FULL, 2 * FULL, 0.1, 1, true);
        var run = new QueueRun(QueueRun.spec(quick));
        for (int i = 0; i < 20; i++) {
            run.send(0, FULL, ECT1);
        }
        // With a weight of 1 the average is the queue: four frames are twice the upper threshold.
        assertThat(run.network.drops(DropReason.RED_FORCED)).isEqualTo(16);
        assertThat(run.network.drops(DropReason.RED_EARLY)).isZero();
        run.finish();
    }

    @ParameterizedTest
    @CsvSource({"5, 0", "6, 1"})
    void itsLimitIsALimitWhateverTheAverage(int frames, long dropped) {
        var run = new QueueRun(QueueRun.spec(Red.within(100_000)).withQueue(
                new Red(QueueLimit.packets(5), 1_000_000, 2_000_000, 0.1, 0.002, false)));
        run.send(frames);
        assertThat(run.network.drops(DropReason.QUEUE_FULL)).isEqualTo(dropped);
        run.finish();
    }

    @Test
    void costsOneEventAHop() {
        var run = new QueueRun(QueueRun.spec(RED));
        run.send(9);
        assertThat(run.network.engine().armed()).isEqualTo(1);
        run.finish();
        assertThat(run.network.engine().fired()).isEqualTo(9);
    }

    @Test
    void saysWhatIsWrongInWords() {
        QueueLimit limit = QueueLimit.bytes(9000);
        assertThatIllegalArgumentException().isThrownBy(() -> new Red(limit, 10, 10, 0.1, 0.1, false))
                .withMessage(
                        "RED's upper threshold is above the lower one of 10 bytes, up to 1 GB, not 10 bytes");
        assertThatIllegalArgumentException().isThrownBy(() -> new Red(limit, 0, 10, 0.1, 0.1, false));
        assertThatIllegalArgumentException().isThrownBy(() -> new Red(limit, 1, 10, 0, 0.1, false))
                .withMessage("RED's probability is above 0 and at most 1, not 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Red(limit, 1, 10, 0.1, 1.1, false));
        assertThat(new Red(limit, 1, 2, 1, 1, false).limit()).isEqualTo(limit);
        assertThat(Red.within(120_000)).isEqualTo(
                new Red(QueueLimit.bytes(120_000), 10_000, 30_000, 0.1, 0.002, false));
    }
}
