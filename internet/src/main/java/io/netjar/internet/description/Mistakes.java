package io.netjar.internet.description;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/// The mistakes found so far in one file.
final class Mistakes {
    /// More than a person can use; the rest is cut off.
    private static final int MOST = 100;

    private final String file;
    /// Where the nodes of a tree are that was not written in a file.
    private final Map<Node, String> paths;
    private final Set<Mistake> found = new LinkedHashSet<>();

    Mistakes(String file) {
        this(file, Map.of());
    }

    /// @param paths where each node is, by itself and not by what it equals, in place of lines
    Mistakes(String file, Map<Node, String> paths) {
        this.file = file;
        this.paths = paths;
    }

    void at(Node node, String message) {
        String path = paths.get(node);
        if (path == null) {
            at(node.getStartMark(), message);
        } else if (found.size() < 10 * MOST) {
            found.add(new Mistake(path, 0, 0, message));
        }
    }

    void at(Optional<Mark> mark, String message) {
        if (found.size() < 10 * MOST) {
            found.add(mistake(mark, message));
        }
    }

    /// What ends the reading at once, alone.
    DescriptionException fatal(Node node, String message) {
        String path = paths.get(node);
        return new DescriptionException(List.of(path == null
                ? mistake(node.getStartMark(), message)
                : new Mistake(path, 0, 0, message)));
    }

    private Mistake mistake(Optional<Mark> mark, String message) {
        int line = mark.map(Mark::getLine).orElse(0);
        int column = mark.map(Mark::getColumn).orElse(0);
        return new Mistake(fileOf(mark), line + 1, column + 1, message);
    }

    /// The file that a node is from, as messages name it.
    String fileOf(Optional<Mark> mark) {
        return mark.map(Mark::getName).filter(name -> !name.isBlank()).orElse(file);
    }

    /// Whether a node is from the file that the reading began with.
    boolean isOutermost(Node node) {
        return fileOf(node.getStartMark()).equals(file);
    }

    /// What the file is called that the reading began with.
    String file() {
        return file;
    }

    boolean any() {
        return !found.isEmpty();
    }

    /// All of them in the order of the file, and those in included files behind them.
    DescriptionException exception() {
        return new DescriptionException(found.stream()
                .sorted(Comparator.comparing((Mistake mistake) -> !mistake.file().equals(file))
                        .thenComparing(Mistake::file).thenComparingInt(Mistake::line)
                        .thenComparingInt(Mistake::column))
                .limit(MOST)
                .toList());
    }
}
