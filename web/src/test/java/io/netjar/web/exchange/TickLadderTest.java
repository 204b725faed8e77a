package io.netjar.web.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TickLadderTest {
    private static final long WON = TickLadder.WON;

    @Test
    void hasWiderStepsForHigherPrices() {
        assertThat(TickLadder.step(9_842_000 * WON)).isEqualTo(1_000 * WON);
        assertThat(TickLadder.step(1_999_500 * WON)).isEqualTo(500 * WON);
        assertThat(TickLadder.step(268_500 * WON)).isEqualTo(50 * WON);
        assertThat(TickLadder.step(2_815 * WON)).isEqualTo(WON);
        assertThat(TickLadder.step(999 * WON)).isEqualTo(WON / 10);
        assertThat(TickLadder.step(WON)).isEqualTo(WON / 1_000);
        assertThat(TickLadder.step(WON - 1)).isEqualTo(1);
    }

    @Test
    void numbersPricesWithoutGapsAcrossBands() {
        long before = TickLadder.price(1);
        for (int number = 2; number < 80_000; number++) {
            long price = TickLadder.price(number);
            assertThat(price - before).isEqualTo(TickLadder.step(before));
            assertThat(TickLadder.number((double) price)).isEqualTo(number);
            assertThat(TickLadder.number(price - 0.5)).isEqualTo(number - 1);
            before = price;
        }
    }
}
