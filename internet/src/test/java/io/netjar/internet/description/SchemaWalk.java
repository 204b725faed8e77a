package io.netjar.internet.description;

import io.netjar.testkit.JsonSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Every place of a description that the schema knows, within a description that is right but for what is put there.
final class SchemaWalk {
    /// The world of the examples: they may speak of what is in it.
    static final String WORLD = """
            providers:
              hanbit: { kind: residential, cities: [seoul, busan], addresses: 203.0.112.0/20 }
              namsan: { kind: hosting, cities: [seoul, tokyo], addresses: 198.51.96.0/20 }
              pacific: { kind: transit, cities: [seoul, tokyo, seattle], addresses: 192.31.0.0/20 }
            exchanges:
              seoul-ix: { city: seoul, members: [hanbit, namsan, pacific] }
            homes:
              alice: { provider: hanbit, devices: [laptop (wifi), phone (wifi), tv (wifi), pc] }
            offices:
              acme: { provider: namsan, devices: [laptop (wifi), phone (wifi), tv (wifi), pc] }
            names: { root: [pacific/seattle], test: [namsan/seoul] }
            sites:
              www.shop.test: { in: namsan/seoul, files: ./shop }
            """;

    private final JsonSchema schema;
    private final Map<?, ?> root;
    private final List<Place> places = new ArrayList<>();

    /// A place for a value: the key of a mapping.
    ///
    /// @param where the keys on the way there
    /// @param mapping the schema of the mapping
    /// @param key one of its keys, or "" for one that it does not have
    /// @param value the schema of the key's value
    /// @param siblings the other keys, that the description is right
    /// @param around a whole description with the mapping in it
    record Place(String where, Map<?, ?> mapping, String key, Map<?, ?> value, Map<String, Object> siblings,
            UnaryOperator<Object> around) {
        /// A description with the value there; names are added to those that are there.
        String with(Object put) {
            return FlowText.of(around.apply(full(put)));
        }

        /// The description without the key.
        String without() {
            return FlowText.of(around.apply(siblings));
        }

        Map<String, Object> full(Object put) {
            Map<String, Object> full = new LinkedHashMap<>(siblings);
            full.put(key.isEmpty() ? "zzz" : key, put);
            return full;
        }
    }

    SchemaWalk() {
        this.root = (Map<?, ?>) load(Schema.text());
        this.schema = new JsonSchema(root);
        walk("", root, (Map<?, ?>) load(WORLD), UnaryOperator.identity());
    }

    static Object load(String yaml) {
        return text(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    }

    /// With keys that are texts, as JSON has them.
    private static Object text(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, child) -> copy.put(String.valueOf(key), text(child)));
            return copy;
        }
        return value instanceof List<?> list ? list.stream().map(SchemaWalk::text).toList() : value;
    }

    /// The world of the examples but for some of its parts.
    static String without(Set<?> parts) {
        StringBuilder text = new StringBuilder();
        boolean isIn = true;
        for (String line : WORLD.lines().toList()) {
            isIn = line.startsWith(" ") ? isIn : !parts.contains(line.substring(0, line.indexOf(':')));
            text.append(isIn ? line + "\n" : "");
        }
        return text.toString();
    }

    JsonSchema schema() {
        return schema;
    }

    Map<?, ?> root() {
        return root;
    }

    List<Place> places() {
        return places;
    }

    private void walk(String where, Map<?, ?> mapping, Map<?, ?> there, UnaryOperator<Object> around) {
        Map<?, ?> properties = JsonSchema.mapping(mapping, "properties");
        properties.forEach((name, value) -> {
            String key = String.valueOf(name);
            var place = new Place(where + "/" + key, mapping, key, (Map<?, ?>) value,
                    siblings(mapping, there, key), around);
            places.add(place);
            descend(place.where(), place.value(), Optional.ofNullable(there.get(key)),
                    it -> around.apply(place.full(it)));
        });
        places.add(new Place(where, mapping, "", Map.of(), siblings(mapping, there, ""), around));
    }

    /// Into the mappings that a value may be, or have by name.
    private void descend(String where, Map<?, ?> value, Optional<?> there, UnaryOperator<Object> around) {
        for (Map<?, ?> alternative : alternatives(value)) {
            Map<?, ?> existing = there.map(Object.class::cast).orElse("") instanceof Map<?, ?> map
                    ? map
                    : Map.of();
            if (isFixed(alternative)) {
                walk(where, alternative, existing, around);
            } else {
                existing.keySet().stream().findFirst().map(String::valueOf).or(() -> nameIn(value))
                        .ifPresent(
                                name -> child(alternative, name).ifPresent(each -> descend(where + "/" + name,
                                        each, Optional.ofNullable(existing.get(name)),
                                        it -> around.apply(with(existing, name, it)))));
            }
        }
    }

    private static Map<String, Object> with(Map<?, ?> existing, String name, Object put) {
        Map<String, Object> full = new LinkedHashMap<>();
        existing.forEach((key, value) -> full.put(String.valueOf(key), value));
        full.put(name, put);
        return full;
    }

    /// The schema of what a mapping by name has under a name.
    static Optional<Map<?, ?>> child(Map<?, ?> mapping, String name) {
        Object told = mapping.get("properties") instanceof Map<?, ?> map ? map.get(name) : "";
        Object any = mapping.get("additionalProperties");
        return told instanceof Map<?, ?> found
                ? Optional.of(found)
                : any instanceof Map<?, ?> each ? Optional.of(each) : Optional.empty();
    }

    /// A name that an example has.
    Optional<String> nameIn(Map<?, ?> value) {
        return examples(value).stream().filter(Map.class::isInstance)
                .map(map -> String.valueOf(((Map<?, ?>) map).keySet().iterator().next())).findFirst();
    }

    /// What stands beside a key: what is there already, and what else is needed.
    private Map<String, Object> siblings(Map<?, ?> mapping, Map<?, ?> there, String key) {
        Map<String, Object> siblings = new LinkedHashMap<>();
        there.forEach((name, value) -> siblings.put(String.valueOf(name), value));
        need(mapping, mapping, siblings);
        for (String word : List.of("anyOf", "oneOf")) {
            List<?> choices = mapping.get(word) instanceof List<?> list ? list : List.of();
            boolean chosen = choices.stream().anyMatch(choice -> {
                Object first = JsonSchema.list((Map<?, ?>) choice, "required").getFirst();
                return first.equals(key) || siblings.containsKey(first);
            });
            if (!chosen && !choices.isEmpty()) {
                need(mapping, (Map<?, ?>) choices.getFirst(), siblings);
            }
        }
        siblings.remove(key);
        return siblings;
    }

    private void need(Map<?, ?> mapping, Map<?, ?> choice, Map<String, Object> siblings) {
        for (Object name : JsonSchema.list(choice, "required")) {
            Map<?, ?> value = JsonSchema.mapping(JsonSchema.mapping(mapping, "properties"),
                    String.valueOf(name));
            siblings.computeIfAbsent(String.valueOf(name), _ -> examples(value).getFirst());
        }
    }

    List<?> examples(Map<?, ?> value) {
        return told(value, "examples") instanceof List<?> list ? list : List.of();
    }

    /// What the schema of a value, or what it refers to, says under a word.
    Object told(Map<?, ?> value, String word) {
        if (value.containsKey(word)) {
            return value.get(word);
        }
        return value.containsKey("$ref")
                ? told(schema.target(String.valueOf(value.get("$ref"))), word)
                : "";
    }

    /// The schemas one of which a value fits, references followed.
    Set<Map<?, ?>> alternatives(Map<?, ?> value) {
        Set<Map<?, ?>> all = new LinkedHashSet<>();
        if (value.containsKey("$ref")) {
            all.addAll(alternatives(schema.target(String.valueOf(value.get("$ref")))));
        }
        List<?> choices = value.get("anyOf") instanceof List<?> list && !value.containsKey("properties")
                ? list
                : List.of();
        choices.forEach(choice -> all.addAll(alternatives((Map<?, ?>) choice)));
        if (all.isEmpty()) {
            all.add(value);
        }
        return all;
    }

    /// Whether it is a mapping with keys of its own and no others.
    static boolean isFixed(Map<?, ?> schema) {
        return schema.containsKey("properties") && Boolean.FALSE.equals(schema.get("additionalProperties"));
    }

    /// The keys of a mapping.
    static Set<String> keys(Map<?, ?> mapping) {
        Set<String> keys = new LinkedHashSet<>();
        JsonSchema.mapping(mapping, "properties").keySet().forEach(key -> keys.add(String.valueOf(key)));
        return keys;
    }
}
