package io.netjar.internet.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.emitter.Emitter;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.serializer.Serializer;

/// Writes mappings and lists as YAML 1.2 text that a person would write: one line for what fits into one.
public final class YamlWriter {
    private static final int WIDTH = 110;
    /// What stands before a mapping in its line: indentation and a name.
    private static final int MARGIN = 20;
    /// The description and its parts have a line for each thing.
    private static final int ALWAYS_IN_LINES = 2;

    private YamlWriter() {}

    /// The text of a tree as [Description#of] takes it; it is read as the same.
    ///
    /// @throws IllegalArgumentException if something else than mappings, lists, texts and numbers is in it
    public static String text(Map<String, ?> tree) {
        Node root = new TreeNodes().node(tree);
        DumpSettings settings = DumpSettings.builder().setWidth(WIDTH).setIndent(2).setSplitLines(false)
                .setMaxSimpleKeyLength(WIDTH).build();
        var text = new Text();
        var serializer = new Serializer(settings, new Emitter(settings, text));
        serializer.emitStreamStart();
        serializer.serializeDocument(styled(root, 0));
        serializer.emitStreamEnd();
        return text.toString();
    }

    private static final class Text implements StreamDataWriter {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void write(String piece) {
            text.append(piece);
        }

        @Override
        public void write(String piece, int offset, int length) {
            text.append(piece, offset, offset + length);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    /// The same node, in one line or in lines.
    private static Node styled(Node node, int depth) {
        return switch (node) {
            case MappingNode mapping -> {
                List<NodeTuple> tuples = new ArrayList<>();
                mapping.getValue().forEach(tuple -> tuples
                        .add(new NodeTuple(tuple.getKeyNode(), styled(tuple.getValueNode(), depth + 1))));
                boolean isLine = mapping.getValue().isEmpty()
                        || depth >= ALWAYS_IN_LINES && length(mapping) < WIDTH - MARGIN;
                yield new MappingNode(mapping.getTag(), tuples, isLine ? FlowStyle.FLOW : FlowStyle.BLOCK);
            }
            case SequenceNode list -> {
                List<Node> items = new ArrayList<>();
                list.getValue().forEach(item -> items.add(styled(item, depth + 1)));
                boolean isFlow = list.getValue().stream().allMatch(ScalarNode.class::isInstance)
                        && (length(list) < WIDTH - MARGIN || list.getValue().size() > 30);
                yield new SequenceNode(list.getTag(), items,
                        isFlow || items.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
            }
            default -> node;
        };
    }

    /// The length of a node in one line, about; more than a line if it cannot be in one.
    private static int length(Node node) {
        return switch (node) {
            case MappingNode mapping -> 2 + mapping.getValue().stream()
                    .mapToInt(tuple -> length(tuple.getKeyNode()) + length(tuple.getValueNode()) + 4).sum();
            case SequenceNode list -> 2 + list.getValue().stream().mapToInt(item -> length(item) + 2).sum();
            case ScalarNode scalar ->
                scalar.getValue().indexOf('\n') < 0 ? scalar.getValue().length() : WIDTH;
            default -> WIDTH;
        };
    }
}
