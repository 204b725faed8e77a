package io.netjar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.testkit.Allocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatenessGaugeTest {
    private static final long SECOND = 1_000_000_000L;

    private final LatenessGauge gauge = new LatenessGauge();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 15, 16, 31, 32, 33, 1000, 123_456, 999_999_999, 123_456_789_012L,
            Long.MAX_VALUE})
    void roundsUpByASixteenthAtMost(long nanos) {
        gauge.late(nanos);
        gauge.late(nanos);
        gauge.late(Long.MAX_VALUE);
        assertThat(gauge.last().p50Nanos() - nanos).isBetween(0L, nanos < 16 ? 0 : nanos / 16 + 1);
    }

    @Test
    void tellsPercentilesOfTheLastWholeSecond() {
        gauge.restart(0);
        for (int i = 1; i <= 1000; i++) {
            gauge.late(i * 1000L);
        }
        gauge.slipped(77);
        gauge.tick(SECOND);
        gauge.late(1);
        Lateness lateness = gauge.last();
        assertThat(lateness.events()).isEqualTo(1000);
        assertThat(lateness.p50Nanos()).isBetween(500_000L, 532_000L);
        assertThat(lateness.p99Nanos()).isBetween(990_000L, 1_000_000L);
        assertThat(lateness.maxNanos()).isEqualTo(1_000_000);
        assertThat(lateness.slippedNanos()).isEqualTo(77);
    }

    @Test
    void forgetsASecondThatIsLongAgo() {
        gauge.restart(0);
        gauge.late(5);
        gauge.tick(10 * SECOND);
        assertThat(gauge.last()).isEqualTo(Lateness.NONE);
    }

    @Test
    void tellsOfTheFirstSecondBeforeItIsOver() {
        gauge.restart(0);
        gauge.late(-3);
        gauge.late(7);
        assertThat(gauge.last()).isEqualTo(new Lateness(2, 0, 7, 7, 0));
    }

    @Test
    void countsWithoutGarbage() {
        long bytes = Allocation.ofWarmed(() -> {
            for (int i = 0; i < 20_000; i++) {
                gauge.late(i);
                gauge.tick(i);
            }
        }, 20_000);
        assertThat(bytes).isLessThan(20_000);
    }
}
