package io.netjar.cli.map;

import io.netjar.cli.map.Scenery.Span;
import java.util.ArrayList;
import java.util.List;

/// How thick lines are by what they carry, where there is no room to say it at each of them: a few classes of rates.
final class LineWeights {
    private static final int MOST_CLASSES = 4;
    private static final double THINNEST = 0.65;
    private static final double THICKEST = 2.4;

    /// A class: its rates in bit/s, both included.
    private record Rates(long least, long most) {
        /// `10 Gbit/s`, or `155 Mbit/s to 1 Gbit/s`.
        private String text() {
            String from = Scenery.rate(least);
            return least == most ? from : from + " to " + Scenery.rate(most);
        }
    }

    /// The slowest first.
    private final List<Rates> classes = new ArrayList<>();

    LineWeights(Scenery scenery) {
        List<Long> rates = scenery.spans().stream().map(Span::bitsPerSecond).distinct().sorted().toList();
        boolean areFew = rates.size() <= MOST_CLASSES;
        for (int i = rates.size() - 1; i >= 0; i--) {
            long rate = rates.get(i);
            boolean joins = !areFew && !classes.isEmpty()
                    && (decade(rate) == decade(classes.getFirst().most()) || classes.size() == MOST_CLASSES);
            if (joins) {
                classes.set(0, new Rates(rate, classes.getFirst().most()));
            } else {
                classes.addFirst(new Rates(rate, rate));
            }
        }
    }

    private static int decade(long rate) {
        return String.valueOf(rate).length();
    }

    /// What the lines of each class carry, for people; the slowest first.
    List<String> texts() {
        return classes.stream().map(Rates::text).toList();
    }

    /// How much thicker than usual lines of the class at `index` are.
    double weight(int index) {
        return classes.size() == 1
                ? 1
                : THINNEST + (THICKEST - THINNEST) * index / (classes.size() - 1);
    }

    double weight(Span span) {
        int index = 0;
        while (classes.get(index).most() < span.bitsPerSecond()) {
            index++;
        }
        return weight(index);
    }
}
