package io.netjar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnsTest {
    private final Turns turns = new Turns();

    @Test
    void haveNoDeadlineAtFirst() {
        assertThat(turns.nextDeadline()).isEqualTo(Engine.NEVER);
        assertThat(turns.add()).isZero();
        assertThat(turns.add()).isEqualTo(1);
        assertThat(turns.nextDeadline()).isEqualTo(Engine.NEVER);
    }

    @Test
    void goToTheLowerNumberOfThoseWithTheSameDeadline() {
        for (int i = 0; i < 5; i++) {
            turns.add();
        }
        turns.deadline(4, 10);
        turns.deadline(1, 10);
        turns.deadline(3, 10);
        assertThat(turns.first()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void goToTheEarliestWhateverIsMovedAndAdded(long seed) {
        Chance chance = Chance.of(seed, "turns");
        long[] deadlines = new long[100];
        int count = 0;
        for (int round = 0; round < 20_000; round++) {
            if (count == 0 || count < deadlines.length && chance.happens(0.01)) {
                deadlines[turns.add()] = Engine.NEVER;
                count++;
            }
            int moved = chance.nextInt(count);
            deadlines[moved] = chance.happens(0.1) ? Engine.NEVER : chance.nextInt(1000);
            turns.deadline(moved, deadlines[moved]);
            int earliest = 0;
            for (int i = 1; i < count; i++) {
                earliest = deadlines[i] < deadlines[earliest] ? i : earliest;
            }
            assertThat(turns.deadline(moved)).isEqualTo(deadlines[moved]);
            assertThat(turns.nextDeadline()).isEqualTo(deadlines[earliest]);
            assertThat(turns.first()).isEqualTo(earliest);
        }
    }
}
