package io.netjar.internet.description;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// Mappings, lists and values of a program made into the nodes that YAML text is composed into. Each node knows the way to
/// it from the root.
final class TreeNodes {
    private static final LoadSettings SETTINGS = LoadSettings.builder().build();

    private static final char NEXT_LINE = '\u0085';

    private final IdentityHashMap<Node, String> paths = new IdentityHashMap<>();

    /// The way to each node, as in `homes.alice.devices[1]` or `sites["www.shop.test"].in`; that of a key is its value's.
    Map<Node, String> paths() {
        return paths;
    }

    /// The node of a tree.
    ///
    /// @throws IllegalArgumentException if something else than a mapping from texts, a list or a value is in it
    Node node(Map<String, ?> root) {
        return node(root, "");
    }

    private Node node(Object value, String path) {
        Node node = switch (value) {
            case Map<?, ?> mapping -> mapping(mapping, path);
            case List<?> list -> list(list, path);
            case String text -> scalar(text);
            case Number number -> scalar(number.toString());
            default -> throw new IllegalArgumentException(
                    (path.isEmpty() ? "the description" : path)
                            + " must be a mapping, a list, a text or a number, not a "
                            + value.getClass().getSimpleName());
        };
        paths.put(node, path.isEmpty() ? "the description" : path);
        return node;
    }

    private Node mapping(Map<?, ?> mapping, String path) {
        List<NodeTuple> tuples = new ArrayList<>();
        boolean isFlat = true;
        for (Map.Entry<?, ?> entry : mapping.entrySet()) {
            if (!(entry.getKey() instanceof String name)) {
                throw new IllegalArgumentException("a key of " + path + " must be a text, not "
                        + entry.getKey());
            }
            String inside = path(path, name);
            ScalarNode key = scalar(name);
            paths.put(key, inside);
            Node value = node(entry.getValue(), inside);
            isFlat &= value instanceof ScalarNode;
            tuples.add(new NodeTuple(key, value));
        }
        return new MappingNode(Tag.MAP, tuples, isFlat ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    private Node list(List<?> list, String path) {
        List<Node> items = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            items.add(node(list.get(i), path + "[" + i + "]"));
        }
        return new SequenceNode(Tag.SEQ, items, FlowStyle.FLOW);
    }

    /// The tag is what the text would be taken for if it stood in a file, so that it needs no quotes there for its own sake.
    private static ScalarNode scalar(String text) {
        Tag tag = SETTINGS.getSchema().getScalarResolver().resolve(text, true);
        return new ScalarNode(tag, true, text, style(text), Optional.empty(), Optional.empty());
    }

    /// How it should stand in a file, if it can.
    private static ScalarStyle style(String text) {
        // The reader ends a line there unless it is escaped
        if (text.indexOf(NEXT_LINE) >= 0) {
            return ScalarStyle.DOUBLE_QUOTED;
        }
        return text.indexOf('\n') < 0 ? ScalarStyle.PLAIN : ScalarStyle.LITERAL;
    }

    private static String path(String path, String key) {
        boolean isPlain = key.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
        if (!isPlain) {
            return path + "[\"" + key + "\"]";
        }
        return path.isEmpty() ? key : path + "." + key;
    }
}
