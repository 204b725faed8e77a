package io.netjar.internet.description;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Trees of maps, lists, texts and numbers as YAML's flow style, in one line.
final class FlowText {
    private FlowText() {}

    static String of(Object value) {
        return switch (value) {
            case Map<?, ?> map -> map.entrySet().stream()
                    .map(entry -> quoted(String.valueOf(entry.getKey())) + ": " + of(entry.getValue()))
                    .collect(Collectors.joining(", ", "{ ", " }"));
            case List<?> list -> list.stream().map(FlowText::of).collect(Collectors.joining(", ", "[", "]"));
            case String text -> quoted(text);
            default -> String.valueOf(value);
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
}
