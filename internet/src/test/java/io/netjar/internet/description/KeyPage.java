package io.netjar.internet.description;

import io.netjar.testkit.JsonSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The parts of `docs/description.md` that list keys, made from the schema: what stands between `<!-- keys of home -->` and
/// `<!-- end of keys -->` is that mapping's keys.
final class KeyPage {
    static final Pattern PART = Pattern.compile(
            "(<!-- keys of ([a-z0-9-]+) -->\n)(.*?)(<!-- end of keys -->)",
            Pattern.DOTALL);
    private static final int WIDTH = 110;
    private static final int FLOW_WIDTH = 90;

    private final Map<?, ?> root;
    private final JsonSchema schema;

    KeyPage(Map<?, ?> root) {
        this.root = root;
        this.schema = new JsonSchema(root);
    }

    /// `page` with the keys as the schema has them.
    String made(String page) {
        return PART.matcher(page).replaceAll(part -> Matcher.quoteReplacement(
                part.group(1) + keys(mapping(part.group(2))) + part.group(4)));
    }

    /// The mapping of that name; `the-whole` is the description itself.
    private Map<?, ?> mapping(String name) {
        return name.equals("the-whole") ? root : schema.target("#/$defs/" + name);
    }

    /// The names of all mappings with keys of their own.
    List<String> mappings() {
        List<String> names = new ArrayList<>(List.of("the-whole"));
        JsonSchema.mapping(root, "$defs").forEach((name, def) -> {
            if (SchemaWalk.isFixed((Map<?, ?>) def)) {
                names.add(String.valueOf(name));
            }
        });
        return names;
    }

    String title(String name) {
        return String.valueOf(mapping(name).get("title"));
    }

    private String keys(Map<?, ?> mapping) {
        StringBuilder text = new StringBuilder();
        if (mapping.containsKey("description") && !mapping.equals(root)) {
            text.append('\n').append(wrapped(String.valueOf(mapping.get("description")), "")).append('\n');
        }
        boolean isWordsOnly = JsonSchema.mapping(mapping, "properties").values().stream()
                .allMatch(value -> isWordOf((Map<?, ?>) value, "tcp"));
        JsonSchema.mapping(mapping, "properties").forEach((key, value) -> {
            if (!isWordOf((Map<?, ?>) value, "line") && !isWordOf((Map<?, ?>) value, "tcp") || isWordsOnly) {
                text.append('\n').append(entry(mapping, String.valueOf(key), (Map<?, ?>) value));
            }
        });
        return text.append(others(mapping)).append('\n').toString();
    }

    /// Whether a key has one of the words that many mappings have.
    private static boolean isWordOf(Map<?, ?> value, String def) {
        return String.valueOf(value.get("$ref")).startsWith("#/$defs/" + def + "/properties/");
    }

    private static String others(Map<?, ?> mapping) {
        StringBuilder text = new StringBuilder();
        Map.of("line", "[words for lines](#lines)", "tcp", "[words for TCP](#tcp)").forEach((def, link) -> {
            if (JsonSchema.mapping(mapping, "properties").values().stream()
                    .anyMatch(value -> isWordOf((Map<?, ?>) value, def))) {
                text.append("\nBesides these, the ").append(link).append(".\n");
            }
        });
        return text.toString();
    }

    private String entry(Map<?, ?> mapping, String key, Map<?, ?> value) {
        String head = "**`" + key + "`** · " + typeOf(value) + presence(mapping, key, value);
        String body = String.valueOf(told(value, "description"));
        StringBuilder text = new StringBuilder("- ").append(wrapped(head, "  ")).append("  \n  ")
                .append(wrapped(body, "  ")).append("\n\n");
        for (Object example : told(value, "examples") instanceof List<?> list ? list : List.of()) {
            for (String line : lines(key, example)) {
                text.append("      ").append(line).append('\n');
            }
        }
        return text.toString();
    }

    private String presence(Map<?, ?> mapping, String key, Map<?, ?> value) {
        String comment = String.valueOf(told(value, "$comment"));
        if (JsonSchema.list(mapping, "required").contains(key) || comment.equals("Needed.")) {
            return " · needed";
        }
        Object usual = told(value, "default");
        if (!usual.equals("")) {
            return " · default `" + usual + "`";
        }
        return comment.startsWith("Left out: ")
                ? " · left out: " + comment.substring("Left out: ".length()).replaceAll("\\.$", "")
                : "";
    }

    private Object told(Map<?, ?> value, String word) {
        Object found = value.get(word);
        if (found != null) {
            return found;
        }
        return value.get("$ref") instanceof String reference && reference.contains("/properties/")
                ? told(schema.target(reference), word)
                : "";
    }

    private String typeOf(Map<?, ?> value) {
        if (value.get("$ref") instanceof String reference) {
            Map<?, ?> target = schema.target(reference);
            Object title = target.get("title");
            return SchemaWalk.isFixed(target)
                    ? "[mapping](#" + anchor(String.valueOf(title)) + ")"
                    : title == null ? typeOf(target) : String.valueOf(title);
        }
        if (value.containsKey("anyOf") && !value.containsKey("properties")) {
            return JsonSchema.list(value, "anyOf").stream().map(each -> typeOf((Map<?, ?>) each)).distinct()
                    .collect(Collectors.joining(", or "));
        }
        if (value.containsKey("enum")) {
            return JsonSchema.list(value, "enum").stream().map(word -> "`" + word + "`")
                    .collect(Collectors.joining(" | "));
        }
        return value.containsKey("const")
                ? "`" + value.get("const") + "`"
                : typeOf(value, String.valueOf(value.get("type")));
    }

    private String typeOf(Map<?, ?> value, String type) {
        return switch (type) {
            case "array" -> "list of " + typeOf(JsonSchema.mapping(value, "items"));
            case "integer" -> "whole number from " + value.get("minimum") + " to " + value.get("maximum");
            case "number" -> "number";
            case "object" -> {
                Map<?, ?> each = JsonSchema.mapping(value, "additionalProperties");
                yield each.containsKey("$ref") || each.containsKey("anyOf") || each.containsKey("enum")
                        ? "by name: " + typeOf(each)
                        : "mapping";
            }
            default -> "text";
        };
    }

    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
    }

    static String wrapped(String text, String indent) {
        StringBuilder lines = new StringBuilder();
        int length = indent.length();
        for (String word : text.split(" ", -1)) {
            if (length + 1 + word.length() > WIDTH) {
                lines.append('\n').append(indent);
                length = indent.length();
            } else if (length > indent.length()) {
                lines.append(' ');
                length++;
            }
            lines.append(word);
            length += word.length();
        }
        return lines.toString();
    }

    /// An example as people write it, over several lines where one would be too long.
    static List<String> lines(String key, Object value) {
        if (value instanceof String text && text.indexOf('\n') >= 0) {
            return Stream.concat(Stream.of(key + ": |"), text.lines().map(line -> "  " + line)).toList();
        }
        String flow = key + ": " + flow(value);
        if (flow.length() <= FLOW_WIDTH || !(value instanceof Map<?, ?> || value instanceof List<?>)) {
            return List.of(flow);
        }
        List<String> lines = new ArrayList<>(List.of(key + ":"));
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, each) -> lines(plain(String.valueOf(name)), each)
                    .forEach(line -> lines.add("  " + line)));
        } else if (value instanceof List<?> list) {
            list.forEach(each -> lines.add("  - " + bare(each)));
        }
        return lines;
    }

    /// A mapping with one key needs no braces in a list.
    private static String bare(Object value) {
        return value instanceof Map<?, ?> map && map.size() == 1
                ? map.entrySet().stream()
                        .map(only -> plain(String.valueOf(only.getKey())) + ": " + flow(only.getValue()))
                        .findFirst().orElse("")
                : flow(value);
    }

    private static String flow(Object value) {
        return switch (value) {
            case Map<?, ?> map -> map.entrySet().stream()
                    .map(entry -> plain(String.valueOf(entry.getKey())) + ": " + flow(entry.getValue()))
                    .collect(Collectors.joining(", ", "{ ", " }"));
            case List<?> list -> list.stream().map(KeyPage::bare).collect(Collectors.joining(", ", "[", "]"));
            default -> plain(String.valueOf(value));
        };
    }

    /// Quoted where YAML would take it for something else.
    private static String plain(String text) {
        return text.matches("[A-Za-z0-9./-][^:,\\[\\]{}#\"]*(:[^ ,\\[\\]{}#\"]+)*") ? text : '"' + text + '"';
    }

    /// The examples of a key that has some, for the test that reads them back.
    Map<String, Object> examples() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String name : mappings()) {
            JsonSchema.mapping(mapping(name), "properties").forEach((key, value) -> {
                Optional<Object> told = Optional.of(told((Map<?, ?>) value, "examples"));
                int i = 0;
                for (Object example : told.get() instanceof List<?> list ? list : List.of()) {
                    all.put(String.join("\n", lines(String.valueOf(key), example)) + "\n# " + name + i,
                            example);
                    i++;
                }
            });
        }
        return all;
    }
}
