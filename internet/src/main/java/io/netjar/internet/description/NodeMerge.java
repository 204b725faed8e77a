package io.netjar.internet.description;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Two values made one: mappings key by key, anything else is the one or the other. The nodes themselves stay as they are.
final class NodeMerge {
    /// The key of lists that are put one behind the other.
    private static final String EVENTS = "events";

    /// What to do where both say something; empty if the second one goes before the first.
    private final Optional<Mistakes> mistakes;
    private final String decider;

    private NodeMerge(Optional<Mistakes> mistakes, String decider) {
        this.mistakes = mistakes;
        this.decider = decider;
    }

    /// The second goes before the first.
    static NodeMerge overriding() {
        return new NodeMerge(Optional.empty(), "");
    }

    /// Neither goes before the other: it is a mistake if both say something of the same thing.
    ///
    /// @param decider the file that includes both
    static NodeMerge ofSiblings(Mistakes mistakes, String decider) {
        return new NodeMerge(Optional.of(mistakes), decider);
    }

    /// A mapping with nothing in it, in the place of `node`.
    static Node empty(Node node) {
        return node instanceof MappingNode mapping ? like(mapping, List.of()) : node;
    }

    static MappingNode like(MappingNode node, List<NodeTuple> tuples) {
        return new MappingNode(node.getTag(), true, tuples, node.getFlowStyle(), node.getStartMark(),
                node.getEndMark());
    }

    /// `first`, and `second` on top of it.
    Node merged(Node first, Node second) {
        if (first instanceof MappingNode under && second instanceof MappingNode over) {
            return merged(under, over, true);
        }
        return second;
    }

    private Node merged(MappingNode under, MappingNode over, boolean atTop) {
        List<NodeTuple> tuples = new ArrayList<>(under.getValue());
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < tuples.size(); i++) {
            places.putIfAbsent(name(tuples.get(i)), i);
        }
        Set<String> seen = new LinkedHashSet<>();
        for (NodeTuple tuple : over.getValue()) {
            String name = name(tuple);
            Integer place = places.get(name);
            // A key that stands twice in one file stays so, and is told
            if (place == null || !seen.add(name)) {
                tuples.add(tuple);
            } else {
                tuples.set(place, merged(tuples.get(place), tuple, atTop && name.equals(EVENTS)));
            }
        }
        return like(over.getValue().isEmpty() ? under : over, tuples);
    }

    private NodeTuple merged(NodeTuple first, NodeTuple second, boolean areEvents) {
        Node under = first.getValueNode();
        Node over = second.getValueNode();
        if (under instanceof MappingNode one && over instanceof MappingNode other) {
            return new NodeTuple(second.getKeyNode(), merged(one, other, false));
        }
        if (areEvents && under instanceof SequenceNode one && over instanceof SequenceNode other) {
            List<Node> all = new ArrayList<>(one.getValue());
            all.addAll(other.getValue());
            return new NodeTuple(first.getKeyNode(), new SequenceNode(one.getTag(), true, all,
                    one.getFlowStyle(), one.getStartMark(), one.getEndMark()));
        }
        if (mistakes.isPresent() && !under.equals(over)) {
            mistakes.get().at(second.getKeyNode(), "'" + name(second) + "' is said at "
                    + place(first.getKeyNode()) + ", too: leave one out, or say in " + decider
                    + " what holds");
            return first;
        }
        return second;
    }

    private static String place(Node node) {
        Optional<Mark> mark = node.getStartMark();
        return mark.map(at -> at.getName() + ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1))
                .orElse("another place");
    }

    private static String name(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode key ? key.getValue().strip() : "";
    }
}
