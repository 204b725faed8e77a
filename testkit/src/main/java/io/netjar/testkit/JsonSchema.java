package io.netjar.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A JSON schema (draft 2020-12) over trees of maps, lists, texts, numbers and truth values, as far as this project's
/// schemas go: an assertion that is not known here is an error, so that none is passed over in silence.
public final class JsonSchema {
    /// What says nothing about a value.
    private static final Set<String> ANNOTATIONS = Set.of("$schema", "$defs", "$comment", "title",
            "description", "default", "examples");
    /// Those that another one looks at.
    private static final Set<String> SUBORDINATE = Set.of("additionalProperties");

    private final Map<?, ?> root;

    /// @param root the schema's own tree
    public JsonSchema(Map<?, ?> root) {
        this.root = root;
    }

    /// Why `value` is not what the schema says, with the places in it; empty if it is.
    public List<String> objections(@Nullable Object value) {
        var objections = new ArrayList<String>();
        check(root, value, "", objections);
        return objections;
    }

    /// Whether a part of the schema accepts `value`.
    public boolean accepts(Map<?, ?> part, @Nullable Object value) {
        var objections = new ArrayList<String>();
        check(part, value, "", objections);
        return objections.isEmpty();
    }

    /// The mapping that `schema` has under `word`; an empty one if it has none.
    public static Map<?, ?> mapping(Map<?, ?> schema, String word) {
        return schema.get(word) instanceof Map<?, ?> found ? found : Map.of();
    }

    /// The list that `schema` has under `word`; an empty one if it has none.
    public static List<?> list(Map<?, ?> schema, String word) {
        return schema.get(word) instanceof List<?> found ? found : List.of();
    }

    /// What a reference within the schema, as in `#/$defs/rate`, means.
    public Map<?, ?> target(String reference) {
        Object at = root;
        for (String step : reference.substring("#/".length()).split("/", -1)) {
            at = at instanceof Map<?, ?> map ? map.get(step) : null;
        }
        if (!(at instanceof Map<?, ?> found)) {
            throw new IllegalArgumentException("nothing is at " + reference);
        }
        return found;
    }

    private void check(@Nullable Object schema, @Nullable Object value, String at, List<String> objections) {
        if (schema instanceof Boolean all) {
            add(all, at + ": nothing may be here", objections);
            return;
        }
        Map<?, ?> words = schema instanceof Map<?, ?> map ? map : Map.of();
        for (Object keyword : words.keySet()) {
            String word = String.valueOf(keyword);
            if (!ANNOTATIONS.contains(word) && !SUBORDINATE.contains(word)) {
                check(words, word, value, at, objections);
            }
        }
        if (value instanceof Map<?, ?> map && words.containsKey("additionalProperties")) {
            checkOthers(words, map, at, objections);
        }
    }

    private void check(Map<?, ?> schema, String word, @Nullable Object value, String at,
            List<String> objections) {
        Object wanted = of(schema, word);
        switch (word) {
            case "$ref" -> check(target(String.valueOf(wanted)), value, at, objections);
            case "type" -> add(isOf(String.valueOf(wanted), value), at + ": is no " + wanted, objections);
            case "enum" ->
                add(list(schema, word).contains(value), at + ": '" + value + "' is none of " + wanted,
                        objections);
            case "const" -> add(value != null && value.equals(wanted), at + ": is not " + wanted, objections);
            case "pattern" -> add(
                    !(value instanceof String text)
                            || Pattern.compile(String.valueOf(wanted)).matcher(text).find(),
                    at + ": '" + value + "' does not match " + wanted, objections);
            case "anyOf", "oneOf" -> checkSome(word, list(schema, word), value, at, objections);
            case "minLength", "minItems", "maxItems", "minProperties" ->
                add(isInSize(word, ((Number) wanted).intValue(), value), at + ": " + word, objections);
            case "minimum" -> add(!(value instanceof Number n)
                    || n.doubleValue() >= ((Number) wanted).doubleValue(), at + ": too small", objections);
            case "maximum" -> add(!(value instanceof Number n)
                    || n.doubleValue() <= ((Number) wanted).doubleValue(), at + ": too large", objections);
            case "items" -> checkItems(wanted, value, at, objections);
            case "required" -> list(schema, word).forEach(key -> add(
                    !(value instanceof Map<?, ?> map) || map.containsKey(key), at + ": needs " + key,
                    objections));
            case "properties" -> checkProperties(mapping(schema, word), value, at, objections);
            case "propertyNames" -> checkNames(wanted, value, at, objections);
            default -> throw new IllegalArgumentException("the keyword '" + word + "' is not known");
        }
    }

    private void checkItems(Object schema, @Nullable Object value, String at, List<String> objections) {
        if (value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                check(schema, items.get(i), at + "/" + i, objections);
            }
        }
    }

    private void checkProperties(Map<?, ?> properties, @Nullable Object value, String at,
            List<String> objections) {
        if (value instanceof Map<?, ?> map) {
            properties.forEach((key, schema) -> {
                if (map.containsKey(key)) {
                    check(schema, map.get(key), at + "/" + key, objections);
                }
            });
        }
    }

    private void checkNames(Object schema, @Nullable Object value, String at, List<String> objections) {
        if (value instanceof Map<?, ?> map) {
            map.keySet().forEach(key -> check(schema, key, at + "/" + key, objections));
        }
    }

    private void checkOthers(Map<?, ?> schema, Map<?, ?> value, String at, List<String> objections) {
        Set<?> told = mapping(schema, "properties").keySet();
        value.forEach((key, child) -> {
            if (!told.contains(key)) {
                check(schema.get("additionalProperties"), child, at + "/" + key, objections);
            }
        });
    }

    private void checkSome(String word, List<?> schemas, @Nullable Object value, String at,
            List<String> objections) {
        int good = 0;
        var why = new ArrayList<String>();
        for (Object schema : schemas) {
            var each = new ArrayList<String>();
            check(schema, value, at, each);
            good += each.isEmpty() ? 1 : 0;
            why.addAll(each);
        }
        boolean fits = word.equals("oneOf") ? good == 1 : good > 0;
        add(fits, at + ": " + good + " of " + schemas.size() + " alternatives fit: " + why, objections);
    }

    private static boolean isOf(String type, @Nullable Object value) {
        return switch (type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "integer" -> value instanceof Integer || value instanceof Long;
            case "number" -> value instanceof Number;
            default -> throw new IllegalArgumentException("the type '" + type + "' is not known");
        };
    }

    private static boolean isInSize(String word, int limit, @Nullable Object value) {
        return switch (word) {
            case "minLength" -> !(value instanceof String text) || text.length() >= limit;
            case "minItems" -> !(value instanceof List<?> list) || list.size() >= limit;
            case "maxItems" -> !(value instanceof List<?> list) || list.size() <= limit;
            default -> !(value instanceof Map<?, ?> map) || map.size() >= limit;
        };
    }

    private static Object of(Map<?, ?> schema, String word) {
        Object value = schema.get(word);
        if (value == null) {
            throw new IllegalArgumentException("'" + word + "' says nothing");
        }
        return value;
    }

    private static void add(boolean good, String objection, List<String> objections) {
        if (!good) {
            objections.add(objection);
        }
    }
}
