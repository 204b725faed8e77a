package io.netjar.internet.description;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/// Things by name, of which `20 × home: { … }` says twenty at once, and `home-7: { … }` beside it what is different for one of
/// them.
///
/// @param entry what is said of all
/// @param word what one is called in messages: `home`, or a name that is no repetition's
/// @param names `home-1` and so on, or the one name
/// @param own what is said of one alone, by name
record Repetition(Reading.Entry entry, String word, List<String> names, Map<String, Reading.Entry> own) {
    /// All that a mapping has.
    static List<Repetition> all(List<Reading.Entry> entries) {
        Map<String, Reading.Entry> singles = new LinkedHashMap<>();
        List<Repetition> repetitions = new ArrayList<>();
        for (Reading.Entry entry : entries) {
            Named named = Named.of(entry.key());
            if (named.count() == 0) {
                singles.put(entry.key(), entry);
            } else {
                repetitions.add(new Repetition(entry, named.text(), named.names(named.text()),
                        new LinkedHashMap<>()));
            }
        }
        for (Repetition repetition : repetitions) {
            for (String name : repetition.names()) {
                Reading.Entry own = singles.remove(name);
                if (own != null) {
                    repetition.own().put(name, own);
                }
            }
        }
        return inOrder(entries, singles, repetitions);
    }

    private static List<Repetition> inOrder(List<Reading.Entry> entries, Map<String, Reading.Entry> singles,
            List<Repetition> repetitions) {
        List<Repetition> all = new ArrayList<>();
        int next = 0;
        for (Reading.Entry entry : entries) {
            if (Named.of(entry.key()).count() > 0) {
                all.add(repetitions.get(next));
                next++;
            } else if (singles.containsKey(entry.key())) {
                all.add(new Repetition(entry, entry.key(), List.of(entry.key()), Map.of()));
            }
        }
        return all;
    }

    /// Where `name` is said: of it alone, or of all.
    Node keyNode(String name) {
        Reading.Entry single = own.get(name);
        return single == null ? entry.keyNode() : single.keyNode();
    }

    /// What is said of `name`.
    Node value(String name) {
        Reading.Entry single = own.get(name);
        return single == null ? entry.value() : NodeMerge.overriding().merged(entry.value(), single.value());
    }
}
