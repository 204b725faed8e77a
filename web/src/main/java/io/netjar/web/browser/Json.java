package io.netjar.web.browser;

import java.util.Map;

/// Writes JSON (RFC 8259) of maps, lists, texts, numbers and truth values.
final class Json {
    private Json() {}

    static String of(Object value) {
        var out = new StringBuilder();
        write(out, value, "\n");
        return out.append('\n').toString();
    }

    private static void write(StringBuilder out, Object value, String margin) {
        switch (value) {
            case Map<?, ?> object -> {
                String separator = "";
                out.append('{');
                for (Map.Entry<?, ?> each : object.entrySet()) {
                    out.append(separator).append(margin).append("  ");
                    text(out, each.getKey().toString());
                    write(out.append(": "), each.getValue(), margin + "  ");
                    separator = ",";
                }
                out.append(object.isEmpty() ? "" : margin).append('}');
            }
            case Iterable<?> array -> {
                String separator = "";
                out.append('[');
                for (Object each : array) {
                    out.append(separator).append(margin).append("  ");
                    write(out, each, margin + "  ");
                    separator = ",";
                }
                out.append(separator.isEmpty() ? "" : margin).append(']');
            }
            case Number number -> out.append(number);
            case Boolean truth -> out.append(truth);
            default -> text(out, value.toString());
        }
    }

    private static void text(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            switch (each) {
                case '"', '\\' -> out.append('\\').append(each);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    // RFC 8259 §7: control characters must be escaped; half of a pair of surrogates cannot be written.
                    if (each < 0x20 || Character.isSurrogate(each) && !isPaired(text, i)) {
                        out.append(String.format("\\u%04x", (int) each));
                    } else {
                        out.append(each);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isPaired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
