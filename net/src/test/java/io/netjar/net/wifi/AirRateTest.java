package io.netjar.net.wifi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AirRateTest {
    @ParameterizedTest
    @CsvSource({"0, 0.5", "1, 0.15865525393", "2, 0.02275013195", "3, 1.3498980316e-3",
            "4.5, 3.3976731247e-6",
            "6, 9.8658764504e-10"})
    void knowsTheTailOfTheNormalDistribution(double x, double tail) {
        assertThat(AirRate.tail(x)).isCloseTo(tail, within(tail * 1e-8));
    }

    @Test
    void losesATenthOfLongFramesAtTheSensitivity() {
        var rate = new AirRate(1, AirRate.bitErrorRate(0));
        assertThat(rate.frameErrorRate(4096)).isCloseTo(0.1, within(1e-9));
        assertThat(rate.frameErrorRate(100)).isCloseTo(1 - Math.pow(0.9, 100 / 4096.0), within(1e-9));
        assertThat(new AirRate(1, AirRate.bitErrorRate(2)).frameErrorRate(4096)).isLessThan(0.001);
        assertThat(new AirRate(1, AirRate.bitErrorRate(-3)).frameErrorRate(4096)).isGreaterThan(0.99);
    }

    /// IEEE 802.11-2020 tables 21-30 and on, long guard interval, where the signal is strong enough for the best.
    @ParameterizedTest
    @CsvSource({"20, 1, 78000000", "20, 2, 156000000", "40, 1, 180000000", "40, 2, 360000000",
            "80, 1, 390000000",
            "80, 2, 780000000", "160, 1, 780000000", "160, 2, 1560000000"})
    void aStrongSignalHasTheFastestRateThereIs(int megahertz, int streams, long rate) {
        assertThat(AirRate.best(-30, megahertz, streams).bitsPerSecond()).isEqualTo(rate);
    }

    /// One stream on 20 MHz, at the sensitivities of table 21-25.
    @ParameterizedTest
    @CsvSource({"-82, 6500000", "-79, 13000000", "-77, 19500000", "-74, 26000000", "-70, 39000000",
            "-66, 52000000", "-65, 58500000", "-64, 65000000", "-59, 78000000"})
    void theRateFollowsTheSignal(double dbm, long rate) {
        assertThat(AirRate.best(dbm, 20, 1).bitsPerSecond()).isEqualTo(rate);
    }

    @Test
    void aWeakerSignalIsNeverFaster() {
        for (int megahertz = 20; megahertz <= 160; megahertz *= 2) {
            double before = 0;
            for (double dbm = -90; dbm <= -40; dbm += 0.25) {
                AirRate rate = AirRate.best(dbm, megahertz, 2);
                double comesOver = rate.bitsPerSecond() * (1 - rate.frameErrorRate(1554));
                assertThat(comesOver).isGreaterThanOrEqualTo(before - 1e-6);
                before = comesOver;
            }
        }
    }

    @Test
    void aWeakSignalUsesOneStreamAndPartOfTheChannel() {
        assertThat(AirRate.best(-82, 160, 2).bitsPerSecond()).isEqualTo(6_500_000);
        assertThat(AirRate.best(-105, 80, 2).frameErrorRate(60)).isGreaterThan(0.99);
    }

    @ParameterizedTest
    @CsvSource({"0.1, -26.3", "1, -26.3", "10, -56.3", "100, -86.3"})
    void theSignalFallsByThirtyDecibelsForTenTimesTheDistance(double metres, double dbm) {
        assertThat(Signal.atDistance(metres).dbm()).isCloseTo(dbm, within(0.05));
    }

    @Test
    void nobodyHearsWhatIsTooFar() {
        assertThatIllegalArgumentException().isThrownBy(() -> Signal.atDistance(1000))
                .withMessageContaining("a signal is from -110 to 0 dBm, not -116.");
        assertThatIllegalArgumentException().isThrownBy(() -> Signal.of(0.5));
        assertThatIllegalArgumentException().isThrownBy(() -> Signal.of(Double.NaN));
    }

    @Test
    void presetsAreAsFastAsTheirDocumentationSays() {
        assertThat(WifiSpec.good().bitsPerSecond()).isEqualTo(585_000_000);
        assertThat(WifiSpec.good().frameErrorRate()).isLessThan(0.01);
        assertThat(WifiSpec.weak().bitsPerSecond()).isEqualTo(117_000_000);
        assertThat(WifiSpec.crowded().bitsPerSecond()).isEqualTo(130_000_000);
        assertThat(WifiSpec.far().bitsPerSecond()).isEqualTo(6_500_000);
        assertThat(WifiSpec.far().frameErrorRate()).isBetween(0.25, 0.35);
    }
}
