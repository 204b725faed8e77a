package io.netjar.cli.map;

import io.netjar.cli.map.Drawing.Point;
import io.netjar.internet.geography.City;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Where cities go on paper: west is left and north is up. The globe is cut open where the widest stretch without a city is, so
/// that an ocean between two coasts is in the middle, not at both edges.
final class Projection {
    /// With so many cities and more, distances are those of an equirectangular map. With fewer, wide stretches without a
    /// city shrink: four cities of which three are neighbours should not be a heap and a dot.
    private static final int TRUE_FROM = 30;
    private static final double FEWEST_SHRUNK = 6;
    /// No stretch without a city takes more than this part of the paper that it would have, oceans among them: what matters
    /// are the cities on both sides.
    private static final double WIDEST_GAP = 0.15;

    private Projection() {}

    /// A point for each city: the width of all is 1, heights are to scale.
    static List<Point> of(List<City> cities) {
        double power = 0.5 + 0.5 * Math.clamp((cities.size() - FEWEST_SHRUNK) / (TRUE_FROM - FEWEST_SHRUNK),
                0, 1);
        double[] longitudes = unrolled(cities.stream().mapToDouble(City::longitude).toArray());
        double[] latitudes = cities.stream().mapToDouble(City::latitude).toArray();
        double middle = Math.toRadians(Arrays.stream(latitudes).average().orElse(0));
        // By StrictMath, here and below, so that a map is the same on every machine.
        for (int i = 0; i < longitudes.length; i++) {
            longitudes[i] *= StrictMath.cos(middle);
        }
        double[] x = shrunk(longitudes, power);
        double[] y = shrunk(latitudes, power);
        double width = Math.max(1e-9, Arrays.stream(x).max().orElse(0));
        double height = Arrays.stream(y).max().orElse(0);
        return IntStream.range(0, cities.size())
                .mapToObj(i -> new Point(x[i] / width, (height - y[i]) / width)).toList();
    }

    /// The same longitudes, some of them 360 degrees more, so that the widest gap is outside.
    private static double[] unrolled(double[] longitudes) {
        double[] sorted = Arrays.stream(longitudes).sorted().distinct().toArray();
        double cut = sorted[0];
        double widest = sorted[0] + 360 - sorted[sorted.length - 1];
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] - sorted[i - 1] > widest) {
                widest = sorted[i] - sorted[i - 1];
                cut = sorted[i];
            }
        }
        double first = cut;
        return Arrays.stream(longitudes).map(each -> each < first ? each + 360 : each).toArray();
    }

    /// The values with each gap between neighbours raised to `power` and no wider than [#WIDEST_GAP], beginning with 0.
    private static double[] shrunk(double[] values, double power) {
        double[] sorted = Arrays.stream(values).sorted().distinct().toArray();
        double[] gaps = new double[sorted.length];
        for (int i = 1; i < sorted.length; i++) {
            gaps[i] = StrictMath.pow(sorted[i] - sorted[i - 1], power);
        }
        double widest = Math.max(WIDEST_GAP, 1.0 / Math.max(1, sorted.length - 1))
                * Arrays.stream(gaps).sum();
        double[] places = new double[sorted.length];
        for (int i = 1; i < sorted.length; i++) {
            places[i] = places[i - 1] + Math.min(gaps[i], widest);
        }
        return Arrays.stream(values).map(each -> places[Arrays.binarySearch(sorted, each)]).toArray();
    }
}
