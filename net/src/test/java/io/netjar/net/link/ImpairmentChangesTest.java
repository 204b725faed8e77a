package io.netjar.net.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImpairmentChangesTest {
    private static final long MS = 1_000_000;
    private static final Impairments NONE = Impairments.none();
    private static final Impairments TWICE = NONE.withDuplication(1);
    private static final Impairments BURSTS = NONE.withBursts(BurstLoss.gilbert(0.05, 0.2));

    private static List<Integer> lostAfter(Impairments first, Impairments then) {
        var run = new ImpairedRun(3, first);
        run.sendOnly(500);
        run.change(
                spec -> spec.withImpairments(then).withDelay(Duration.ofMillis(4)).withQueueBytes(100_000));
        return run.send(500).lost();
    }

    @Test
    void switchingOnAndOffLetsNoFrameOvertake() {
        var run = new ImpairedRun(1, NONE);
        run.sendOnly(3);
        run.change(spec -> spec.withDelay(Duration.ZERO).withImpairments(TWICE));
        run.sendOnly(3);
        run.change(spec -> spec.withImpairments(NONE));
        run.sendOnly(3);
        run.change(spec -> spec.withImpairments(TWICE));
        run.send(2);
        assertThat(run.numbers()).containsExactly(0, 1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 9, 10, 10);
        assertThat(run.times().subList(2, 13)).containsOnly(12 * MS);
    }

    @Test
    void aBurstOutlastsOtherChanges() {
        List<Integer> unchanged = new ImpairedRun(3, BURSTS).send(1000).lost();
        assertThat(lostAfter(BURSTS, BURSTS)).isEqualTo(unchanged).isNotEmpty();
        assertThat(lostAfter(BURSTS,
                BURSTS.withDuplication(0.5).withJitter(Jitter.normal(Duration.ofMillis(1)))))
                .isEqualTo(unchanged);
    }

    @Test
    void burstsSwitchedOffLoseNothingMore() {
        assertThat(lostAfter(BURSTS, NONE)).isNotEmpty()
                .allSatisfy(number -> assertThat(number).isLessThan(500));
    }

    @Test
    void burstsSwitchedOnAgainBeginInTheGoodState() {
        var run = new ImpairedRun(1, NONE.withBursts(BurstLoss.gilbert(1, 0)));
        run.sendOnly(5);
        run.change(spec -> spec.withImpairments(NONE));
        run.sendOnly(5);
        run.change(spec -> spec.withImpairments(NONE.withBursts(BurstLoss.gilbert(1, 0))));
        assertThat(run.send(5).lost()).containsExactly(1, 2, 3, 4, 11, 12, 13, 14);
    }

    @Test
    void aLateFrameComesLateWhateverIsSwitchedOffMeanwhile() {
        var run = new ImpairedRun(1, NONE.withReordering(Reordering.late(1, Duration.ofMillis(5))));
        run.sendOnly(1);
        run.change(spec -> spec.withImpairments(NONE));
        run.send(9);
        assertThat(run.numbers()).containsExactly(1, 2, 3, 4, 0, 5, 6, 7, 8, 9);
    }

    @Test
    void pullingTheCableDropsCopiesToo() {
        var run = new ImpairedRun(1, TWICE);
        run.sendOnly(5);
        run.link.up(false);
        assertThat(run.network.packets().lent()).isZero();
        assertThat(run.network.drops(DropReason.LINK_DOWN)).isEqualTo(10);
        run.link.up(true);
        assertThat(run.send(1).numbers()).containsExactly(5, 5);
    }

    @Test
    void anImpairedHopCostsOneEventAFrame() {
        var run = new ImpairedRun(1, NONE.withJitter(Jitter.uniform(Duration.ofMillis(9)).anyOrder()));
        run.sendOnly(20);
        assertThat(run.network.engine().armed()).isEqualTo(1);
        run.send(980);
        assertThat(run.network.engine().fired()).isEqualTo(1000);
    }
}
