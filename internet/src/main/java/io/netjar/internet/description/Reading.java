package io.netjar.internet.description;

import io.netjar.wire.IpAddress;
import io.netjar.wire.MacAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.NodeType;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// The ways to read a node. Every method that finds something else than asked for puts a mistake on record and gives
/// nothing, and the reader goes on with the next thing.
final class Reading {
    /// Nodes that are read, an aliased node each time it is met: far above 100,000 devices' worth, and an end to
    /// texts that grow without bound by aliases of aliases.
    private static final int MOST_NODES = 500_000;

    private final Mistakes mistakes;
    private final Optional<Path> folder;
    private int nodes;

    /// @param folder where relative folders are looked up, if they are to be checked at all
    Reading(Mistakes mistakes, Optional<Path> folder) {
        this.mistakes = mistakes;
        this.folder = folder;
    }

    void mistake(Node at, String message) {
        mistakes.at(at, message);
    }

    /// A mistake within a scalar.
    ///
    /// @param offset how many characters behind the scalar's beginning it is
    void mistake(Node at, int offset, String message) {
        mistakes.at(at.getStartMark().map(mark -> place(at, mark, offset)), message);
    }

    /// In a scalar of several lines, or with escapes, its beginning has to do.
    private static Mark place(Node node, Mark begin, int offset) {
        int end = node.getEndMark().map(Mark::getColumn).orElse(0);
        boolean isQuoted = node instanceof ScalarNode scalar && !scalar.isPlain();
        int column = begin.getColumn() + offset + (isQuoted ? 1 : 0);
        boolean isInLine = node.getEndMark().map(mark -> mark.getLine() == begin.getLine()).orElse(false)
                && column <= end;
        return isInLine
                ? new Mark(begin.getName(), begin.getIndex(), begin.getLine(), column, new int[0], 0)
                : begin;
    }

    /// An entry of a mapping.
    record Entry(String key, Node keyNode, Node value) {}

    /// The entries of a mapping, those after the first of a name left out.
    ///
    /// @param what the thing in words, like `provider 'hanbit'`
    List<Entry> entries(Node node, String what) {
        count(node);
        if (!(node instanceof MappingNode mapping)) {
            mistake(node, what + " must be a mapping (key: value, …), not " + kindOf(node));
            return List.of();
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            text(tuple.getKeyNode(), "a key").ifPresent(key -> {
                Entry entry = new Entry(key, tuple.getKeyNode(), tuple.getValueNode());
                Entry first = entries.putIfAbsent(key, entry);
                if (first != null) {
                    mistake(entry.keyNode(), "'" + key + "' stands here a second time; the first is in line "
                            + (first.keyNode().getStartMark().orElseThrow().getLine() + 1)
                            + ". Leave one of them out");
                }
            });
        }
        return List.copyOf(entries.values());
    }

    /// The values of a mapping whose keys must be among `allowed`.
    Fields fields(Node node, String what, String... allowed) {
        Map<String, Node> values = new LinkedHashMap<>();
        for (Entry entry : entries(node, what)) {
            if (Arrays.asList(allowed).contains(entry.key())) {
                values.put(entry.key(), entry.value());
            } else {
                mistake(entry.keyNode(), "unknown key '" + entry.key() + "' in " + what
                        + DidYouMean.hint(entry.key(), Arrays.asList(allowed)) + " Allowed: "
                        + String.join(", ", allowed));
            }
        }
        return new Fields(this, node, what, values);
    }

    /// The elements of a sequence.
    List<Node> items(Node node, String what) {
        count(node);
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        mistake(node, what + " must be a list ([one, two]), not " + kindOf(node));
        return List.of();
    }

    /// The text of a scalar.
    Optional<String> text(Node node, String what) {
        count(node);
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar.getValue().strip());
        }
        mistake(node, what + " must be a word or a number, not " + kindOf(node));
        return Optional.empty();
    }

    /// The address of one interface.
    Optional<IpAddress> address(Node node) {
        Optional<String> text = text(node, "'address'");
        Optional<IpAddress> address = text.flatMap(IpAddress::parse).filter(IpAddress::isV4);
        if (text.isPresent() && address.isEmpty()) {
            mistake(node, "'" + text.get() + "' is no IPv4 address, as in '192.168.0.9'");
        }
        return address;
    }

    /// The MAC address of one station.
    Optional<MacAddress> mac(Node node) {
        try {
            Optional<MacAddress> mac = text(node, "'mac'").map(MacAddress::of);
            if (mac.filter(found -> MacAddress.isGroup(found.bits()) || found.bits() == 0).isPresent()) {
                mistake(node,
                        "'" + mac.get() + "' is no address of one device: its first octet must be even");
            }
            return mac;
        } catch (IllegalArgumentException e) {
            mistake(node, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /// A quantity, or 0 with the mistake on record.
    long quantity(Node node, String what, String form, Function<String, OptionalLong> reader) {
        Optional<String> text = text(node, what);
        OptionalLong value = text.map(reader).orElse(OptionalLong.of(0));
        if (value.isEmpty()) {
            mistake(node, "'" + text.orElseThrow() + "' is not " + form);
        }
        return value.orElse(0);
    }

    double share(Node node, String what) {
        Optional<String> text = text(node, what);
        if (text.isPresent() && Quantities.share(text.get()).isEmpty()) {
            mistake(node, "'" + text.get() + "' is not " + Quantities.SHARE);
        }
        return text.map(found -> Quantities.share(found).orElse(0)).orElse(0.0);
    }

    /// One of an enum's words, in lower case, with hyphens.
    <E extends Enum<E>> E word(Node node, String what, E[] allowed, E otherwise) {
        Optional<String> text = text(node, what);
        if (text.isEmpty()) {
            return otherwise;
        }
        List<String> words = new ArrayList<>();
        for (E value : allowed) {
            String word = Wording.word(value);
            if (word.equals(text.get())) {
                return value;
            }
            words.add(word);
        }
        mistake(node,
                "'" + text.get() + "' is not " + what + DidYouMean.hint(text.get(), words) + " Allowed: "
                        + String.join(", ", words));
        return otherwise;
    }

    /// A folder, as written; in an included file it is beside that, and told as seen from the description.
    Optional<String> folder(Node node) {
        Optional<String> written = text(node, "a folder");
        Optional<Path> here = folderOf(node);
        if (written.isEmpty() || here.isEmpty()) {
            return written;
        }
        Path found = here.get().resolve(written.get());
        if (!Files.isDirectory(found)) {
            mistake(node, "there is no folder '" + written.get() + "' in " + here.get());
        }
        return mistakes.isOutermost(node)
                ? written
                : Optional.of(folder.orElseThrow().relativize(found).normalize().toString());
    }

    /// The folder of the file that a node is from, if files are to be looked at at all.
    Optional<Path> folderOf(Node node) {
        return mistakes.isOutermost(node)
                ? folder
                : folder.map(outermost -> Objects.requireNonNullElse(
                        Path.of(mistakes.fileOf(node.getStartMark())).toAbsolutePath().normalize()
                                .getParent(),
                        outermost));
    }

    private void count(Node node) {
        nodes++;
        if (nodes > MOST_NODES) {
            throw mistakes.fatal(node,
                    "too large: more than " + MOST_NODES + " values when aliases are followed");
        }
    }

    private static String kindOf(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue().isBlank() ? "nothing" : "'" + scalar.getValue() + "'";
        }
        return node.getNodeType() == NodeType.MAPPING ? "a mapping" : "a list";
    }
}
