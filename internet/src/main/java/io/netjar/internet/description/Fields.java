package io.netjar.internet.description;

import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

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
        if (found.isEmpty()) {
            reading.mistake(node, what + " needs '" + key + "', as in '" + key + ": " + example + "'");
        }
        return found;
    }

    Optional<String> text(String key) {
        return find(key).flatMap(value -> reading.text(value, "'" + key + "' of " + what));
    }

    Optional<String> needText(String key, String example) {
        return need(key, example).flatMap(value -> reading.text(value, "'" + key + "' of " + what));
    }
}
