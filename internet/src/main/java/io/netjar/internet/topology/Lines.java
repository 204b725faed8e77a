package io.netjar.internet.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The lines of a network: one between two nodes, however many edges the map has there.
final class Lines {
    /// By its two ends in the order of the first edge.
    private final Map<Line, Rates> lines = new LinkedHashMap<>();
    private final Map<String, List<String>> neighbours = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /// A line between two nodes.
    record Line(String from, String to) {
        Line turned() {
            return new Line(to, from);
        }
    }

    /// What the edges of a line can carry together, by direction if edges have one; 0 if that is not known.
    private record Rates(long there, long back) {
        Rates plus(Rates other) {
            return new Rates(there + other.there, back + other.back);
        }
    }

    /// @param nodes those of the network itself; edges of others are passed over
    Lines(Graph graph, Set<String> nodes) {
        nodes.forEach(id -> neighbours.put(id, new ArrayList<>()));
        int loops = 0;
        int parallel = 0;
        for (Graph.Edge edge : graph.edges()) {
            boolean isOwn = nodes.contains(edge.from()) && nodes.contains(edge.to());
            if (isOwn && edge.from().equals(edge.to())) {
                loops++;
            } else if (isOwn) {
                parallel += add(edge, graph.isDirected()) ? 0 : 1;
            }
        }
        if (loops > 0) {
            notes.add(loops + (loops == 1 ? " edge" : " edges") + " from a node to itself left out");
        }
        if (parallel > 0 && !graph.isDirected()) {
            notes.add(parallel + (parallel == 1 ? " edge" : " edges")
                    + " beside another between the same nodes, joined with it into one line");
        }
    }

    /// Returns whether the line is a new one.
    private boolean add(Graph.Edge edge, boolean isDirected) {
        Line line = new Line(edge.from(), edge.to());
        long rate = edge.bitsPerSecond().orElse(0);
        boolean isTurned = lines.containsKey(line.turned());
        boolean isNew = !isTurned && !lines.containsKey(line);
        Rates rates = isTurned && isDirected ? new Rates(0, rate) : new Rates(rate, 0);
        lines.merge(isTurned ? line.turned() : line, rates, Rates::plus);
        if (isNew) {
            neighbours.getOrDefault(line.from(), new ArrayList<>()).add(line.to());
            neighbours.getOrDefault(line.to(), new ArrayList<>()).add(line.from());
        }
        return isNew;
    }

    /// What was left out or joined, for people.
    List<String> notes() {
        return notes;
    }

    Set<Line> all() {
        return lines.keySet();
    }

    /// The rates that are known, in bits per second: of several edges together, of two directions the greater, 10 Tbit/s at most.
    Map<Line, Long> rates() {
        Map<Line, Long> rates = new LinkedHashMap<>();
        lines.forEach((line, both) -> {
            long rate = Math.min(LinkSpeed.MOST, Math.max(both.there(), both.back()));
            if (rate > 0) {
                rates.put(line, rate);
            }
        });
        return rates;
    }

    /// Of each node those that a line leads to.
    Map<String, List<String>> neighbours() {
        return neighbours;
    }

    /// The nodes with the most neighbours, of as many those first that stand first in the map.
    List<String> hubs(int count) {
        return neighbours.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getValue().size())).limit(count)
                .map(Map.Entry::getKey).toList();
    }

    /// The nodes in parts that no line joins, the largest first; of a part the node with the most neighbours first.
    List<List<String>> parts() {
        List<List<String>> parts = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (String first : neighbours.keySet()) {
            if (seen.add(first)) {
                List<String> part = new ArrayList<>(List.of(first));
                for (int i = 0; i < part.size(); i++) {
                    neighbours.getOrDefault(part.get(i), List.of()).stream().filter(seen::add)
                            .forEach(part::add);
                }
                part.sort(Comparator
                        .comparingInt(id -> -neighbours.getOrDefault(id, List.of()).size()));
                parts.add(part);
            }
        }
        parts.sort(Comparator.comparingInt(part -> -part.size()));
        return parts;
    }
}
