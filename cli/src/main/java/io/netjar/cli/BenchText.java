package io.netjar.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/// The line of a benchmark, `NAME KEY=VALUE …`, as it is or as JSON: the keys in camel case, with whole words for units.
final class BenchText {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private BenchText() {}

    static void print(PrintWriter out, String line, boolean json) {
        if (json) {
            JsonText.printLine(out, document(line));
        } else {
            out.println(line);
            out.flush();
        }
    }

    static Map<String, Object> document(String line) {
        Map<String, Object> document = JsonText.object();
        String[] words = line.split(" ", -1);
        document.put("benchmark", words[0]);
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            String value = words[i].substring(equals + 1);
            document.put(name(words[i].substring(0, equals)),
                    NUMBER.matcher(value).matches() ? new BigDecimal(value) : value);
        }
        return document;
    }

    /// `hops_per_s` is `hopsPerSecond`.
    private static String name(String key) {
        var name = new StringBuilder();
        boolean isPer = false;
        for (String word : key.split("_", -1)) {
            String whole = switch (word) {
                case "s" -> isPer ? "second" : "seconds";
                case "ms" -> "millis";
                case "us" -> "micros";
                case "ns" -> "nanos";
                case "gbit" -> "gigabits";
                default -> word;
            };
            isPer |= word.equals("per");
            name.append(name.isEmpty()
                    ? whole
                    : Character.toUpperCase(whole.charAt(0)) + whole.substring(1));
        }
        return name.toString();
    }
}
