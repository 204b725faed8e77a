package io.netjar.internet.topology;

import io.netjar.internet.geography.City;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Where the nodes of a map are. One whose place is not known is put in the middle of its neighbours; where these are not
/// known either, they come first, from the known ones outwards.
final class Positions {
    /// Places are no more exact than a metre.
    private static final double STEPS_PER_DEGREE = 1e5;

    private final Map<String, City> known = new LinkedHashMap<>();
    private final List<String> guessed = new ArrayList<>();

    /// @param nodes those to place, by identifier
    /// @param neighbours of each
    Positions(Map<String, Graph.Node> nodes, Map<String, List<String>> neighbours) {
        nodes.forEach((id, node) -> node.position().ifPresent(city -> known.put(id, rounded(city))));
        List<String> open = new ArrayList<>(nodes.keySet());
        open.removeAll(known.keySet());
        boolean isGoingOn = true;
        while (isGoingOn && !open.isEmpty()) {
            Map<String, City> found = new LinkedHashMap<>();
            for (String id : open) {
                List<City> around = neighbours.getOrDefault(id, List.of()).stream()
                        .filter(known::containsKey).map(known::get).toList();
                if (!around.isEmpty()) {
                    found.put(id, middle(around));
                }
            }
            known.putAll(found);
            guessed.addAll(found.keySet());
            open.removeAll(found.keySet());
            isGoingOn = !found.isEmpty();
        }
    }

    /// The place of a node, as far as it can be told.
    Map<String, City> known() {
        return known;
    }

    /// The nodes that were put between their neighbours.
    List<String> guessed() {
        return guessed;
    }

    private static City rounded(City city) {
        return new City(city.name(), Math.round(city.latitude() * STEPS_PER_DEGREE) / STEPS_PER_DEGREE,
                Math.round(city.longitude() * STEPS_PER_DEGREE) / STEPS_PER_DEGREE);
    }

    /// The middle on the sphere, also across the line where longitudes jump from 180 to -180.
    static City middle(List<City> cities) {
        double x = 0;
        double y = 0;
        double z = 0;
        for (City city : cities) {
            double north = StrictMath.toRadians(city.latitude());
            double east = StrictMath.toRadians(city.longitude());
            x += StrictMath.cos(north) * StrictMath.cos(east);
            y += StrictMath.cos(north) * StrictMath.sin(east);
            z += StrictMath.sin(north);
        }
        double length = StrictMath.sqrt(x * x + y * y + z * z);
        if (length < 1e-6 * cities.size()) {
            // At the ends of the Earth from one another: every middle is as good.
            return cities.getFirst();
        }
        return rounded(new City(cities.getFirst().name(), StrictMath.toDegrees(StrictMath.asin(z / length)),
                StrictMath.toDegrees(StrictMath.atan2(y, x))));
    }
}
