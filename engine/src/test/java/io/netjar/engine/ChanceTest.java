package io.netjar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ChanceTest {
    @Test
    void sameSeedAndNameGiveTheSameStreamAndOthersAnother() {
        long first = Chance.of(1, "alice/laptop").nextLong();
        assertThat(Chance.of(1, "alice/laptop").nextLong()).isEqualTo(first);
        assertThat(Chance.of(2, "alice/laptop").nextLong()).isNotEqualTo(first);
        assertThat(Chance.of(1, "alice/phone").nextLong()).isNotEqualTo(first);
    }

    @Test
    void happensAboutAsOftenAsTheProbabilitySays() {
        Chance chance = Chance.of(7, "loss");
        int hits = 0;
        for (int i = 0; i < 100_000; i++) {
            hits += chance.happens(0.01) ? 1 : 0;
        }
        assertThat(hits).isCloseTo(1000, within(150));
    }

    @Test
    void exponentialWaitsHaveTheirMean() {
        Chance chance = Chance.of(7, "arrivals");
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            sum += chance.nextExponential(5);
        }
        assertThat(sum / 100_000).isCloseTo(5, within(0.1));
    }
}
