package io.netjar.internet.description;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Puts a description together with the files that it includes: `include: [base.yaml, homes.yaml]`. Every node keeps the file
/// that it is from, so that mistakes are told where they are.
final class Inclusion {
    static final String KEY = "include";
    /// More than anybody keeps apart by hand.
    private static final int MOST_FILES = 100;
    /// The most that the characters which are read can have.
    private static final long MOST_BYTES = 16_000_000;

    private final Mistakes mistakes;
    private final boolean hasFolder;
    private final Map<Path, Optional<Node>> read = new LinkedHashMap<>();

    /// @param hasFolder whether the description is a file, beside which others can be
    Inclusion(Mistakes mistakes, boolean hasFolder) {
        this.mistakes = mistakes;
        this.hasFolder = hasFolder;
    }

    /// The description of `file` with all that it includes; `root` itself, if it includes nothing.
    Node whole(Node root, String file) {
        return whole(root, List.of(file));
    }

    /// @param chain the files on the way here, the outermost first
    private Node whole(Node node, List<String> chain) {
        Optional<NodeTuple> included = node instanceof MappingNode mapping
                ? mapping.getValue().stream().filter(Inclusion::isInclude).findFirst()
                : Optional.empty();
        if (included.isEmpty()) {
            return node;
        }
        NodeMerge siblings = NodeMerge.ofSiblings(mistakes, chain.getLast());
        Node base = NodeMerge.empty(node);
        for (Node item : items(included.get().getValueNode())) {
            Optional<Node> part = file(item, chain);
            if (part.isPresent()) {
                base = siblings.merged(base, part.get());
            }
        }
        return NodeMerge.overriding().merged(base, without((MappingNode) node));
    }

    private static boolean isInclude(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode key && key.getValue().strip().equals(KEY);
    }

    /// Without the first `include`; a second one is told as any key is that stands twice.
    private static Node without(MappingNode node) {
        List<NodeTuple> others = new ArrayList<>(node.getValue());
        NodeTuple first = others.stream().filter(Inclusion::isInclude).findFirst().orElseThrow();
        others.remove(first);
        return NodeMerge.like(node, others);
    }

    private static List<Node> items(Node node) {
        return node instanceof SequenceNode list ? list.getValue() : List.of(node);
    }

    private Optional<Node> file(Node item, List<String> chain) {
        if (!(item instanceof ScalarNode scalar) || scalar.getValue().isBlank()) {
            mistakes.at(item, "'include' names files beside this one, as in 'include: base.yaml' or"
                    + " 'include: [providers.yaml, homes.yaml]'");
            return Optional.empty();
        }
        if (!hasFolder) {
            mistakes.at(item, "'" + scalar.getValue() + "' cannot be included: this description is no file,"
                    + " so that nothing is beside it");
            return Optional.empty();
        }
        try {
            Path path = Path.of(chain.getLast()).resolveSibling(scalar.getValue().strip()).normalize();
            return file(item, path, chain);
        } catch (InvalidPathException e) {
            mistakes.at(item, "'" + scalar.getValue() + "' cannot be the name of a file");
            return Optional.empty();
        }
    }

    private Optional<Node> file(Node item, Path path, List<String> chain) {
        Path place = path.toAbsolutePath().normalize();
        if (chain.stream().anyMatch(outer -> Path.of(outer).toAbsolutePath().normalize().equals(place))) {
            mistakes.at(item, "'" + path + "' includes itself: " + String.join(" includes ", chain)
                    + " includes " + path + ". Leave one of these out");
            return Optional.empty();
        }
        Optional<Node> known = read.get(place);
        if (known != null) {
            return known;
        }
        if (read.size() >= MOST_FILES) {
            mistakes.at(item, "more than " + MOST_FILES + " files are included");
            return Optional.empty();
        }
        Optional<Node> whole = text(item, path).flatMap(text -> part(text, path, chain));
        read.put(place, whole);
        return whole;
    }

    private Optional<Node> part(String text, Path path, List<String> chain) {
        Optional<Node> node = YamlText.compose(text, path.toString(), mistakes);
        if (node.isPresent() && !(node.get() instanceof MappingNode)) {
            mistakes.at(node.get(),
                    "an included file is a mapping with the keys of a description, as in 'homes: { … }'");
            return Optional.empty();
        }
        List<String> longer = new ArrayList<>(chain);
        longer.add(path.toString());
        return node.map(found -> whole(found, longer));
    }

    private Optional<String> text(Node item, Path path) {
        try {
            if (Files.isDirectory(path) || Files.exists(path) && !Files.isRegularFile(path)) {
                mistakes.at(item, "'" + path + "' is no file: name the files in it one by one");
                return Optional.empty();
            }
            if (Files.size(path) > MOST_BYTES) {
                mistakes.at(item,
                        "'" + path + "' is too large: at most " + MOST_BYTES / 1_000_000 + " MB are read");
                return Optional.empty();
            }
            return Optional.of(Files.readString(path));
        } catch (MalformedInputException e) {
            mistakes.at(item, "the file '" + path + "' is no text in UTF-8");
            return Optional.empty();
        } catch (IOException e) {
            mistakes.at(item, "the file '" + path + "' cannot be read" + hint(path));
            return Optional.empty();
        }
    }

    /// The name of a file there that is nearly the one that is not.
    private static String hint(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            return ".";
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(".yaml") || name.endsWith(".yml")).sorted().toList();
            return DidYouMean.hint(String.valueOf(path.getFileName()), names);
        } catch (IOException e) {
            return ": there is no folder '" + folder + "'.";
        }
    }
}
