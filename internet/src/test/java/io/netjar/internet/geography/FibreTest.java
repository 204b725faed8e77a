package io.netjar.internet.geography;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FibreTest {
    @Test
    void knowsTheGreatCircleDistancesOfAtlases() {
        assertThat(Fibre.metres(city("seoul"), city("tokyo")) / 1000).isCloseTo(1_150, within(15.0));
        assertThat(Fibre.metres(city("london"), city("new-york")) / 1000).isCloseTo(5_570, within(20.0));
        assertThat(Fibre.metres(city("sydney"), city("santiago")) / 1000).isCloseTo(11_340, within(40.0));
    }

    @Test
    void takesAround58MillisecondsFromSeoulToSeattle() {
        assertThat(Fibre.delayNanos(city("seoul"), city("seattle"))).isBetween(57_000_000L, 60_000_000L);
    }

    @Test
    void isAsFarThereAsBack() {
        assertThat(Fibre.delayNanos(city("lima"), city("oslo")))
                .isEqualTo(Fibre.delayNanos(city("oslo"), city("lima")));
    }

    @Test
    void needsTimeWithinACityToo() {
        assertThat(Fibre.delayNanos(city("paris"), city("paris"))).isEqualTo(100_000);
    }

    @Test
    void knowsMoreThanAHundredCitiesOnTheirOwnPlaces() {
        assertThat(Cities.names()).hasSizeGreaterThan(150);
        List<City> all = Cities.names().stream().map(FibreTest::city).toList();
        for (City one : all) {
            for (City other : all) {
                if (!one.equals(other)) {
                    assertThat(Fibre.metres(one, other)).as(one + " " + other).isGreaterThan(20_000);
                }
            }
        }
    }

    @Test
    void joinsEachCityWithItsTwoNearest() {
        List<LongLines.Line> lines = LongLines.among(cities("lisbon", "madrid", "paris", "berlin"));

        assertThat(lines).extracting(line -> line.from().name() + "-" + line.to().name()).containsExactly(
                "lisbon-madrid", "lisbon-paris", "madrid-paris", "paris-berlin", "madrid-berlin");
    }

    @Test
    void bridgesGroupsOfCitiesThatAreNearOnlyToEachOther() {
        List<City> cities = cities("seoul", "busan", "daegu", "paris", "brussels", "amsterdam");

        List<LongLines.Line> lines = LongLines.among(cities);

        assertThat(LongLines.unreached(cities, lines)).isEmpty();
        assertThat(lines).contains(new LongLines.Line(city("seoul"), city("amsterdam")));
    }

    private static City city(String name) {
        return Cities.known(name).orElseThrow();
    }

    private static List<City> cities(String... names) {
        return Stream.of(names).map(FibreTest::city).toList();
    }
}
