package io.netjar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RttEstimatorTest {
    private static final long MILLI = 1_000_000L;
    private final RttEstimator rtt = new RttEstimator(200 * MILLI, 120_000 * MILLI);

    @Test
    void startsAtASecond() {
        assertThat(rtt.timeout()).isEqualTo(1000 * MILLI);
    }

    @Test
    void isThriceTheFirstSample() {
        rtt.sample(400 * MILLI);
        assertThat(rtt.timeout()).isEqualTo(1200 * MILLI);
    }

    @Test
    void settlesAt200MillisecondsMoreThanASteadyRoundTrip() {
        for (int i = 0; i < 100; i++) {
            rtt.sample(50 * MILLI);
        }
        assertThat(rtt.timeout()).isEqualTo(250 * MILLI);
    }

    @Test
    void doublesUpToTwoMinutesAndComesBack() {
        rtt.sample(100 * MILLI);
        long base = rtt.timeout();
        rtt.backOff();
        assertThat(rtt.timeout()).isEqualTo(2 * base);
        for (int i = 0; i < 20; i++) {
            rtt.backOff();
        }
        assertThat(rtt.timeout()).isEqualTo(120_000 * MILLI);
        rtt.sample(100 * MILLI);
        assertThat(rtt.timeout()).isEqualTo(base);
    }
}
