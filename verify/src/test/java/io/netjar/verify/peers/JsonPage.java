package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.verify.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `docs/json.md`: for each command a table of the fields that it prints, and an example.
final class JsonPage {
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| ([^|]+) \\| [^|]+ \\|");
    private static final Pattern EXAMPLE = Pattern.compile("`netjar ([^`]+)` prints:\n+```json\n(.*?)```",
            Pattern.DOTALL);
    private static final Pattern BRACES = Pattern.compile("\\{([^}]+)}");
    /// What no command on the samples leads to: sites that send binary messages or know subprotocols, and a download that
    /// loses segments.
    private static final Set<String> RARE = Set.of("binaryBase64", "subprotocol",
            "sockets[].sizes.slowStartThresholdBytes");
    private static final String LIST = "array";

    private final List<Section> sections;

    private JsonPage(List<Section> sections) {
        this.sections = sections;
    }

    static JsonPage read() throws IOException {
        List<Section> sections = new ArrayList<>();
        for (String text : Files.readString(Checkout.root().resolve("docs/json.md")).split("(?m)^## ", -1)) {
            if (ROW.matcher(text).find()) {
                sections.add(new Section(text));
            }
        }
        return new JsonPage(sections);
    }

    List<Section> sections() {
        return sections;
    }

    /// The section about the command: about that very one, or the one that holds it.
    Optional<Section> sectionOf(CommandCases.Case each) {
        return sections.stream().filter(section -> each.isOf(section.path()))
                .max(Comparator.comparingInt(section -> section.path().size()));
    }

    /// What is said of one command, and what it has printed.
    static final class Section {
        private final String title;
        /// Types by fields.
        private final Map<String, Set<String>> documented = new TreeMap<>();
        private final Map<String, Set<String>> printed = new TreeMap<>();
        private final String exampleLine;
        private final String example;
        private boolean hasExample;
        private boolean misses;

        Section(String text) {
            title = text.lines().findFirst().orElseThrow().strip();
            Matcher row = ROW.matcher(text);
            while (row.find()) {
                Set<String> types = new TreeSet<>(Arrays.asList(row.group(2).strip().split(" or ", -1)));
                spelledOut(row.group(1)).forEach(field -> assertThat(documented.put(field, types))
                        .as(title + ": " + field + " stands in the table twice").isNull());
            }
            Matcher shown = EXAMPLE.matcher(text);
            assertThat(shown.find()).as(title + " has an example").isTrue();
            exampleLine = shown.group(1);
            example = shown.group(2);
        }

        String title() {
            return title;
        }

        List<String> path() {
            return Arrays.asList(("netjar " + title).split(" ", -1));
        }

        /// `{a,b}.c` is `a.c` and `b.c`.
        private static List<String> spelledOut(String field) {
            Matcher braces = BRACES.matcher(field);
            if (!braces.find()) {
                return List.of(field);
            }
            return Arrays.stream(braces.group(1).split(",", -1)).flatMap(
                    each -> spelledOut(
                            field.substring(0, braces.start()) + each + field.substring(braces.end()))
                            .stream())
                    .toList();
        }

        /// Takes what a command has printed, all of it JSON.
        void heard(CommandCases.Case each, String out) throws IOException {
            misses |= each.isKernels() && !Kernel.isThere();
            for (String document : documents(out)) {
                Object tree = JsonTree.read(document);
                assertThat(tree).as(each.line()).isInstanceOf(Map.class);
                fields("", tree, printed);
            }
            if (each.line().equals(exampleLine)) {
                hasExample = true;
                compareExample(anyNumbers(out));
            }
        }

        /// Lines are left out where `…` stands.
        private void compareExample(String out) {
            List<String> parts = Arrays.asList(anyNumbers(example).split(" *…\n", -1));
            assertThat(out).as("the example of " + title).startsWith(parts.getFirst())
                    .endsWith(parts.getLast());
            int at = 0;
            for (String part : parts) {
                assertThat(out.substring(at)).as("the example of " + title).contains(part);
                at = out.indexOf(part, at) + part.length();
            }
        }

        /// One laid out on several lines, or one on each line.
        private static List<String> documents(String out) {
            return out.startsWith("{\n") ? List.of(out) : out.lines().toList();
        }

        /// Times of the machine and free ports are others each time.
        private String anyNumbers(String text) {
            return Set.of("run", "serve", "bench", "bench linux").contains(title)
                    ? text.replaceAll("-?[0-9]+(\\.[0-9]+)?|true|false", "0")
                    : text;
        }

        private static void fields(String path, Object value, Map<String, Set<String>> into) {
            if (!path.isEmpty()) {
                into.computeIfAbsent(path, _ -> new TreeSet<>()).add(type(value));
            }
            if (value instanceof Map<?, ?> object) {
                object.forEach(
                        (name, each) -> fields(path.isEmpty() ? "" + name : path + "." + name, each, into));
            }
            if (value instanceof List<?> list) {
                list.stream().filter(each -> each instanceof Map)
                        .forEach(each -> ((Map<?, ?>) each)
                                .forEach((name, field) -> fields(path + "[]." + name,
                                        field, into)));
            }
        }

        private static String type(Object value) {
            return switch (value) {
                case Map<?, ?> _ -> "object";
                case List<?> list when list.isEmpty() -> LIST;
                case List<?> list -> LIST + " of " + type(list.getFirst()) + "s";
                case Number _ -> "number";
                case Boolean _ -> "boolean";
                case Optional<?> _ -> "null";
                default -> "string";
            };
        }

        /// Compares the table with what was printed.
        void compare() {
            assertThat(documented.keySet()).as("what stands in the table").containsAll(printed.keySet());
            printed.forEach((field, types) -> assertThat(types).as(field)
                    .allMatch(type -> documented.getOrDefault(field, Set.of()).stream()
                            .anyMatch(said -> said.equals(type)
                                    || type.equals(LIST) && said.startsWith(LIST))));
            if (misses) {
                Kernel.need();
            }
            assertThat(printed.keySet()).as("what some case prints").containsAll(
                    documented.keySet().stream().filter(field -> !RARE.contains(field)).toList());
            assertThat(hasExample).as("whether a case is " + exampleLine).isTrue();
        }
    }
}
