package io.netjar.internet.description;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// The values of one mapping by key, its keys checked.
record Fields(Reading reading, Node node, String what, Map<String, Node> values) {
    Optional<Node> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /// The value of a key that must be there.
    ///
    /// @param example what one could write
    Optional<Node> need(String key, String example) {
        Optional<Node> found = find(key);
        // What is no mapping at all has been told
        boolean isMapping = node instanceof MappingNode;
        boolean isNothing = node instanceof ScalarNode scalar && scalar.getValue().isBlank();
        if (found.isEmpty() && (isMapping || isNothing)) {
            reading.mistake(node, what + " needs '" + key + "', as in '" + key + ": " + example + "'");
        }
        return found;
    }

    Optional<String> text(String key) {
        return find(key).flatMap(value -> reading.text(value, "'" + key + "' of " + what));
    }

    /// A time of `range`, or `usual` if the key is not there or its value is a mistake.
    Duration time(String key, TimeRange range, Duration usual) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return usual;
        }
        OptionalLong nanos = Quantities.time(text.get());
        if (nanos.isPresent() && nanos.getAsLong() >= range.least().toNanos()
                && nanos.getAsLong() <= range.most().toNanos()) {
            return Duration.ofNanos(nanos.getAsLong());
        }
        reading.mistake(find(key).orElseThrow(), "'" + text.get() + "' is not " + range.form());
        return usual;
    }

    /// The times that a key may have.
    ///
    /// @param form the same in words, as in "a delay up to 1 h (a number and ms, s, min or h, as in '20 ms')"
    record TimeRange(Duration least, Duration most, String form) {}

    /// Whether a switch is `on`; as `usual` if the key is not there.
    boolean isOn(String key, boolean usual) {
        OnOff otherwise = usual ? OnOff.ON : OnOff.OFF;
        return find(key).map(node -> reading.word(node, "a switch", OnOff.values(), otherwise))
                .orElse(otherwise) == OnOff.ON;
    }

    private enum OnOff {
        ON, OFF
    }

    Optional<String> needText(String key, String example) {
        return need(key, example).flatMap(value -> reading.text(value, "'" + key + "' of " + what));
    }
}
