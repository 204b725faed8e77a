package io.netjar.internet.description;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/// The mistakes found so far in one file.
final class Mistakes {
    /// More than a person can use; the rest is cut off.
    private static final int MOST = 100;

    private final String file;
    private final Set<Mistake> found = new LinkedHashSet<>();

    Mistakes(String file) {
        this.file = file;
    }

    void at(Node node, String message) {
        at(node.getStartMark(), message);
    }

    void at(Optional<Mark> mark, String message) {
        if (found.size() < 10 * MOST) {
            found.add(mistake(mark, message));
        }
    }

    /// What ends the reading at once, alone.
    DescriptionException fatal(Node node, String message) {
        return new DescriptionException(List.of(mistake(node.getStartMark(), message)));
    }

    private Mistake mistake(Optional<Mark> mark, String message) {
        int line = mark.map(Mark::getLine).orElse(0);
        int column = mark.map(Mark::getColumn).orElse(0);
        return new Mistake(file, line + 1, column + 1, message);
    }

    boolean any() {
        return !found.isEmpty();
    }

    /// All of them in the order of the file.
    DescriptionException exception() {
        return new DescriptionException(found.stream()
                .sorted(Comparator.comparingInt(Mistake::line).thenComparingInt(Mistake::column)).limit(MOST)
                .toList());
    }
}
