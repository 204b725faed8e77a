package io.netjar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.testkit.Allocation;
import org.junit.jupiter.api.Test;

class TimerAllocationTest {
    private static final int TIMERS = 1000;
    private static final int STEPS = 20_000;

    private final Engine engine = new Engine(1);
    private final Chance chance = engine.chance("steps");
    private final Timer[] timers = new Timer[TIMERS];
    private final int[] fired = new int[TIMERS];

    TimerAllocationTest() {
        for (int i = 0; i < TIMERS; i++) {
            int number = i;
            timers[i] = new Timer(engine, _ -> fire(number));
        }
    }

    /// Every other timer arms itself again, as a link's does.
    private void fire(int number) {
        fired[number]++;
        if (number % 2 == 0) {
            timers[number].armIn(chance.nextInt(1_000_000));
        }
    }

    @Test
    void armingMovingCancellingAndFiringLeavesNoGarbage() {
        long bytes = Allocation.ofWarmed(() -> {
            for (int i = 0; i < STEPS; i++) {
                Timer timer = timers[chance.nextInt(TIMERS)];
                switch (i & 3) {
                    case 0 -> timer.armIn(chance.nextInt(1_000_000));
                    case 1 -> timer.armAt(timer.isArmed() ? timer.deadline() + 1000 : engine.now());
                    case 2 -> timer.cancel();
                    case 3 -> engine.runUntil(engine.now() + 2000);
                    default -> throw new IllegalStateException("there are four kinds of steps");
                }
            }
        }, STEPS);
        assertThat(bytes).as("bytes of %d steps", STEPS).isLessThan(STEPS);
        assertThat(fired[0]).isPositive();
        assertThat(fired[1]).isPositive();
    }
}
