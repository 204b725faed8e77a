package io.netjar.net.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FqCoDelTest {
    private static final long MS = QueueRun.MS;
    private static final int FULL = QueueRun.FULL;
    private static final int ECT0 = 2;
    private static final int CE = 3;

    private static QueueRun run(FqCoDel fair) {
        return new QueueRun(QueueRun.spec(fair));
    }

    private static List<Integer> flows(QueueRun run) {
        return run.arrivals.stream().map(QueueRun.Fate::flow).toList();
    }

    private static List<QueueRun.Fate> of(QueueRun run, int flow) {
        return run.arrivals.stream().filter(arrival -> arrival.flow() == flow).toList();
    }

    @Test
    void flowsTakeTurns() {
        QueueRun run = run(FqCoDel.usual());
        for (int flow = 1; flow <= 3; flow++) {
            for (int i = 0; i < 3; i++) {
                run.send(flow, FULL, 0);
            }
        }
        run.finish();
        assertThat(flows(run)).containsExactly(1, 2, 3, 1, 2, 3, 1, 2, 3);
    }

    @Test
    void flowsOfShortAndLongFramesGetTheSameBytes() {
        QueueRun run = run(FqCoDel.usual());
        for (int i = 0; i < 100; i++) {
            run.send(1, FULL, 0);
        }
        for (int i = 0; i < 1500; i++) {
            run.send(2, 100, 0);
        }
        run.runTo(80 * MS);
        long bytes = FULL * (long) of(run, 1).size();
        long others = 100L * of(run, 2).size();
        assertThat(bytes).isGreaterThan(30_000);
        // Each has had as many turns as the other, or one more, and may have gone beyond its credits by a frame.
        assertThat(Math.abs(bytes - others)).isLessThanOrEqualTo(2 * FULL);
        run.finish();
    }

    @Test
    void aSparseFlowWaitsForTheFrameBeingSentOnly() {
        QueueRun run = run(FqCoDel.usual());
        for (int i = 0; i < 400; i++) {
            run.runTo(i * MS);
            run.send(1, FULL, 0);
            run.send(1, FULL, 0);
            if (i % 20 == 10) {
                run.runTo(i * MS + MS / 2);
                run.send(2, FULL, 0);
            }
        }
        run.finish();
        List<QueueRun.Fate> sparse = of(run, 2);
        assertThat(sparse).hasSize(20).allMatch(arrival -> arrival.time() % (20 * MS) == 12 * MS);
        assertThat(run.drops).isNotEmpty().allMatch(drop -> drop.flow() == 1);
    }

    @Test
    void aFlowThatComesBackBeforeItsTurnIsNoNewOne() {
        QueueRun run = run(FqCoDel.usual());
        for (int i = 0; i < 4; i++) {
            run.send(1, FULL, 0);
            run.send(2, FULL, 0);
        }
        // Flow 3 sends its next frame as soon as it sees its last one leave: it may overtake once, then it takes its turn.
        run.runTo(MS / 2);
        run.send(3, FULL, 0);
        run.runTo(2 * MS + MS / 2);
        run.send(3, FULL, 0);
        run.finish();
        assertThat(flows(run)).containsExactly(1, 2, 3, 1, 2, 3, 1, 2, 1, 2);
    }

    @Test
    void keepsTheOrderOfEachFlow() {
        QueueRun run = run(FqCoDel.usual());
        for (int i = 0; i < 600; i++) {
            run.runTo(i * MS);
            for (int flow = 0; flow < 5; flow++) {
                run.send(flow, 300 + 200 * flow, 0);
            }
        }
        run.finish();
        for (int flow = 0; flow < 5; flow++) {
            assertThat(of(run, flow)).extracting(QueueRun.Fate::number).isSorted().isNotEmpty();
        }
        assertThat(run.drops).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"9, 0", "10, 5"})
    void dropsHalfOfTheLongestFlowFromItsHeadWhenItIsFull(int frames, long dropped) {
        QueueRun run = run(FqCoDel.usual().withLimit(QueueLimit.packets(10)));
        run.send(1, 200, 0);
        for (int i = 0; i < frames; i++) {
            run.send(2, FULL, 0);
        }
        assertThat(run.network.drops(DropReason.FLOW_TOO_LONG)).isEqualTo(dropped);
        assertThat(run.drops).extracting(QueueRun.Fate::number)
                .isEqualTo(List.of(1, 2, 3, 4, 5).subList(0, (int) dropped));
        run.finish();
        assertThat(flows(run)).hasSize(frames + 1 - (int) dropped).startsWith(1);
    }

    @Test
    void dropsSixtyFourFramesAtOneGoAtMost() {
        QueueRun run = run(FqCoDel.usual().withLimit(QueueLimit.packets(200)));
        for (int i = 0; i < 201; i++) {
            run.send(1, FULL, 0);
        }
        assertThat(run.network.drops(DropReason.FLOW_TOO_LONG)).isEqualTo(64);
        run.finish();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void marksOrDropsByTheLawOfCoDel(boolean ecn) {
        QueueRun run = run(FqCoDel.usual().withEcn(ecn));
        for (int i = 0; i < 300; i++) {
            run.runTo(i * MS);
            run.send(1, FULL, ECT0);
            run.send(1, FULL, ECT0);
        }
        long marked = run.arrivals.stream().filter(arrival -> arrival.ecn() == CE).count();
        // 109 ms, then after 100, 70.7 ms.
        assertThat(ecn ? marked : run.drops.size()).isEqualTo(3);
        assertThat(ecn ? run.drops.size() : marked).isZero();
        run.finish();
        assertThat(run.arrivals).allMatch(QueueRun.Fate::isSound);
    }

    @Test
    void oneQueueIsFirstInFirstOut() {
        QueueRun run = run(FqCoDel.usual().withFlows(1));
        for (int i = 0; i < 9; i++) {
            run.send(i % 3, FULL, 0);
        }
        run.finish();
        assertThat(run.numbers()).isSorted().hasSize(9);
    }

    @Test
    void differentSeedsHashFlowsDifferently() {
        long same = FlowHash.of(new QueueRun(QueueRun.spec(CoDel.usual())).network.packets().take(60), 1);
        assertThat(FlowHash.of(new QueueRun(QueueRun.spec(CoDel.usual())).network.packets().take(60), 1))
                .isEqualTo((int) same);
        assertThat(FlowHash.of(new QueueRun(QueueRun.spec(CoDel.usual())).network.packets().take(60), 2))
                .isNotEqualTo((int) same);
    }

    @Test
    void saysWhatIsWrongInWords() {
        assertThatIllegalArgumentException().isThrownBy(() -> FqCoDel.usual().withFlows(0))
                .withMessage("FQ-CoDel has from 1 to 65536 queues, not 0");
        assertThatIllegalArgumentException().isThrownBy(() -> FqCoDel.usual().withFlows(65_537));
        assertThatIllegalArgumentException().isThrownBy(() -> FqCoDel.usual().withQuantumBytes(63))
                .withMessage("FQ-CoDel's quantum is from 64 to 1000000 bytes, not 63");
    }
}
