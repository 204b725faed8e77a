package io.netjar.net.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What happens to frames, state and counters when a link's direction is changed while it is in use.
class QueueChangesTest {
    private static final long MS = QueueRun.MS;
    private static final int FULL = QueueRun.FULL;
    private static final QueueDiscipline TAIL = new DropTail(QueueLimit.packets(1000));
    private static final QueueDiscipline BUCKET = new TokenBucket(QueueLimit.packets(1000), 12_112_000, FULL);

    static List<QueueDiscipline> disciplines() {
        return List.of(TAIL, Red.within(1_000_000), BUCKET, CoDel.usual(), FqCoDel.usual());
    }

    record Change(QueueDiscipline from, QueueDiscipline to) {}

    static List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        disciplines().forEach(from -> disciplines().forEach(to -> changes.add(new Change(from, to))));
        return changes;
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private static void change(QueueRun run, LinkSpec spec) {
        run.link.aToB(spec);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void anotherDisciplineKeepsTheFramesTheirOrderAndTheCounters(Change change) {
        QueueRun run = new QueueRun(QueueRun.spec(change.from()));
        run.send(20);
        run.runTo(5 * MS + MS / 2);
        change(run, QueueRun.spec(change.to()));
        assertThat(run.link.queuedPackets(run.sender)).isEqualTo(15);
        assertThat(run.link.queuedBytes(run.sender)).isEqualTo(15L * FULL);
        run.send(20);
        assertThat(run.link.queuedPackets(run.sender)).isEqualTo(35);
        run.finish();
        assertThat(run.numbers()).isEqualTo(upTo(40));
        assertThat(run.arrivals.getLast().time()).isEqualTo(40 * MS);
        assertThat(run.statistics().sentFrames()).isEqualTo(40);
        assertThat(run.statistics().peakFrames()).isEqualTo(35);
    }

    @ParameterizedTest
    @MethodSource("disciplines")
    void aSmallerLimitDropsNothingThatWaits(QueueDiscipline discipline) {
        QueueRun run = new QueueRun(QueueRun.spec(discipline));
        run.send(20);
        change(run, QueueRun.spec(limited(discipline, QueueLimit.packets(5))));
        assertThat(run.drops).isEmpty();
        assertThat(run.link.queuedPackets(run.sender)).isEqualTo(20);
        run.send(1);
        assertThat(run.drops).isNotEmpty();
        run.finish();
    }

    private static QueueDiscipline limited(QueueDiscipline discipline, QueueLimit limit) {
        return switch (discipline) {
            case DropTail _ -> new DropTail(limit);
            case Red red -> new Red(limit, red.minBytes(), red.maxBytes(), red.probability(), red.weight(),
                    red.ecn());
            case TokenBucket bucket -> new TokenBucket(limit, bucket.bitsPerSecond(), bucket.burstBytes());
            case CoDel codel -> codel.withLimit(limit);
            case FqCoDel fair -> fair.withLimit(limit);
        };
    }

    @ParameterizedTest
    @MethodSource("disciplines")
    void pullingTheCableDropsAllAndKeepsTheCounters(QueueDiscipline discipline) {
        QueueRun run = new QueueRun(QueueRun.spec(discipline));
        run.send(20);
        run.runTo(5 * MS + MS / 2);
        run.link.up(false);
        run.send(1);
        assertThat(run.network.packets().lent()).isZero();
        run.link.up(true);
        run.runTo(100 * MS);
        run.send(1);
        run.finish();
        assertThat(run.arrivals).hasSize(6);
        assertThat(run.statistics().dropped()).isEqualTo(Map.of(DropReason.LINK_DOWN, 16L));
        assertThat(run.statistics().peakFrames()).isEqualTo(20);
        assertThat(run.arrivals.getLast().time()).isEqualTo(101 * MS);
    }

    @Test
    void waitingFramesLeaveAtTheNewRateWhereTheirTurnIsDecidedLate() {
        QueueRun run = new QueueRun(QueueRun.spec(CoDel.usual()));
        run.send(4);
        run.runTo(MS / 2);
        change(run, QueueRun.spec(CoDel.usual()).withBitsPerSecond(QueueRun.RATE / 2)
                .withDelay(Duration.ofMillis(1)));
        run.finish();
        assertThat(run.arrivals).extracting(QueueRun.Fate::time).containsExactly(MS, 4 * MS, 6 * MS, 8 * MS);
    }

    @Test
    void waitingFramesLeaveWhenTheyWouldHaveWhereTheirDepartureIsKnown() {
        QueueRun run = new QueueRun(QueueRun.spec(TAIL));
        run.send(4);
        run.runTo(MS / 2);
        change(run, QueueRun.spec(TAIL).withBitsPerSecond(QueueRun.RATE / 2).withDelay(Duration.ofMillis(1)));
        run.send(1);
        run.finish();
        assertThat(run.arrivals).extracting(QueueRun.Fate::time).containsExactly(MS, 2 * MS, 3 * MS, 4 * MS,
                7 * MS);
    }

    @Test
    void codelGoesOnDroppingWhenAnythingElseChanges() {
        assertThat(dropsAfterChange(false)).isEqualTo(dropsAfterChange(true)).hasSizeGreaterThan(5);
    }

    private static List<Long> dropsAfterChange(boolean changes) {
        QueueRun run = new QueueRun(QueueRun.spec(CoDel.usual()));
        for (int i = 0; i < 600; i++) {
            run.runTo(i * MS);
            run.send(2);
            if (i == 300 && changes) {
                change(run, QueueRun.spec(CoDel.usual().withLimit(QueueLimit.packets(2000)))
                        .withDelay(Duration.ofMillis(3)).withMtu(1400)
                        .withImpairments(Impairments.none().withDuplication(0.1)));
                change(run, QueueRun.spec(CoDel.usual().withLimit(QueueLimit.packets(2000)))
                        .withDelay(Duration.ofMillis(3)));
            }
        }
        run.finish();
        return run.dropTimes();
    }

    @Test
    void theTokensSpentAreSpentAfterAChange() {
        QueueRun run = new QueueRun(LinkSpec.ideal().withQueue(
                new TokenBucket(QueueLimit.packets(100), 8_000_000, 3000)));
        run.send(0, 1500, 0);
        run.send(0, 1500, 0);
        change(run, LinkSpec.ideal().withQueue(new TokenBucket(QueueLimit.packets(100), 4_000_000, 2000)));
        run.send(0, 1500, 0);
        run.finish();
        assertThat(run.arrivals.getLast().time()).isBetween(3 * MS, 3 * MS + 10);
    }

    @Test
    void anotherNumberOfFlowsSendsFirstWhatWaits() {
        QueueRun run = new QueueRun(QueueRun.spec(FqCoDel.usual()));
        for (int i = 0; i < 6; i++) {
            run.send(i % 2 + 1, FULL, 0);
        }
        change(run, QueueRun.spec(FqCoDel.usual().withFlows(1)));
        for (int i = 0; i < 4; i++) {
            run.send(i / 2, FULL, 0);
        }
        run.finish();
        assertThat(run.arrivals).extracting(QueueRun.Fate::flow).containsExactly(1, 2, 1, 2, 1, 2, 0, 0, 1,
                1);
    }

    @Test
    void statisticsTellWhatBecameOfEachFrame() {
        QueueRun run = new QueueRun(QueueRun.spec(new DropTail(QueueLimit.packets(10))).withLoss(1));
        run.send(12);
        assertThat(run.statistics()).isEqualTo(new LinkStatistics(10, 10L * FULL,
                Map.of(DropReason.QUEUE_FULL, 2L), 0, 0, 0, 10, 10L * FULL, 10, 10L * FULL));
        run.finish();
        LinkStatistics after = run.statistics();
        assertThat(after.dropped()).isEqualTo(
                Map.of(DropReason.QUEUE_FULL, 2L, DropReason.LOST_ON_LINK, 10L));
        assertThat(after.droppedFrames()).isEqualTo(12);
        assertThat(after.queuedFrames()).isZero();
        assertThat(after.peakBytes()).isEqualTo(10L * FULL);
        assertThat(run.link.statistics(new Port(run.network, "other", (_, frame) -> frame.release())))
                .isEqualTo(new LinkStatistics(0, 0, Map.of(), 0, 0, 0, 0, 0, 0, 0));
    }
}
