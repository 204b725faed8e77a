package io.netjar.internet.geography;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which of its cities a provider joins if it does not say: each with its two nearest, so that one cut separates
/// nobody, and then the nearest pairs between parts that are still apart.
public final class LongLines {
    private static final int NEIGHBOURS = 2;

    private LongLines() {}

    /// A line between two cities, the one that stands first in the provider's list first.
    public record Line(City from, City to) {
        private double metres() {
            return Fibre.metres(from, to);
        }
    }

    /// The lines among `cities`, in the order of their lists.
    public static List<Line> among(List<City> cities) {
        List<Line> lines = new ArrayList<>();
        for (City city : cities) {
            cities.stream().filter(other -> !other.equals(city))
                    .sorted((a, b) -> Double.compare(Fibre.metres(city, a), Fibre.metres(city, b)))
                    .limit(NEIGHBOURS).forEach(other -> add(lines, cities, city, other));
        }
        List<City> apart = unreached(cities, lines);
        while (!apart.isEmpty()) {
            Line bridge = nearest(
                    cities.stream().filter(city -> !unreached(cities, lines).contains(city)).toList(),
                    apart);
            add(lines, cities, bridge.from(), bridge.to());
            apart = unreached(cities, lines);
        }
        return lines;
    }

    /// The cities that the first one does not reach over `lines`.
    public static List<City> unreached(List<City> cities, List<Line> lines) {
        Map<City, List<City>> neighbours = new LinkedHashMap<>();
        for (Line line : lines) {
            neighbours.computeIfAbsent(line.from(), none -> new ArrayList<>()).add(line.to());
            neighbours.computeIfAbsent(line.to(), none -> new ArrayList<>()).add(line.from());
        }
        Set<City> reached = new LinkedHashSet<>(cities.subList(0, Math.min(1, cities.size())));
        List<City> open = new ArrayList<>(reached);
        for (int i = 0; i < open.size(); i++) {
            neighbours.getOrDefault(open.get(i), List.of()).stream().filter(reached::add).forEach(open::add);
        }
        return cities.stream().filter(city -> !reached.contains(city)).toList();
    }

    private static void add(List<Line> lines, List<City> cities, City one, City other) {
        boolean inOrder = cities.indexOf(one) < cities.indexOf(other);
        Line line = inOrder ? new Line(one, other) : new Line(other, one);
        if (!lines.contains(line)) {
            lines.add(line);
        }
    }

    private static Line nearest(List<City> here, List<City> there) {
        Line best = new Line(here.getFirst(), there.getFirst());
        for (City from : here) {
            for (City to : there) {
                Line line = new Line(from, to);
                best = line.metres() < best.metres() ? line : best;
            }
        }
        return best;
    }
}
