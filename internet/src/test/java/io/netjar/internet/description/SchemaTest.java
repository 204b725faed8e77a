package io.netjar.internet.description;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.testkit.JsonSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The schema and the reader know the same words, at every place of a description.
final class SchemaTest {
    private static final Pattern UNKNOWN = Pattern.compile("unknown key 'zzz' in .* Allowed: (.*)");
    private static final Pattern WORDS = Pattern
            .compile(".*'zzz' is .* Allowed: ([a-z0-9+-]+(, [a-z0-9+-]+)*)");
    private static final List<Object> PROBES = List.of("zzz", "zzz zzz", 7, -1, 3.5, "off", "on", "yes",
            "none",
            "5 ms", "5 %", "64 kB", "9 packets", "10 Mbit/s", "10/5 Mbit/s", "fq-codel", "seoul",
            "namsan/seoul",
            "/x", "10.0.0.0/8", "203.0.113.9", "pc", List.of(), Map.of(), List.of("zzz"));

    private final SchemaWalk walk = new SchemaWalk();

    private static List<String> mistakes(String text) {
        try {
            Description.parse(text, "x.yaml");
            return List.of();
        } catch (DescriptionException e) {
            return e.mistakes().stream().map(Mistake::message).toList();
        }
    }

    @Test
    void mappingsHaveTheKeysThatTheReaderAllows() {
        for (SchemaWalk.Place place : walk.places()) {
            if (place.key().isEmpty()) {
                assertThat(allowed(place.with(1))).as("keys at '%s'", place.where())
                        .contains(SchemaWalk.keys(place.mapping()));
            }
        }
        assertThat(walk.places()).hasSizeGreaterThan(300);
    }

    @Test
    void thereAreNoMappingsButThoseOfTheSchema() {
        for (SchemaWalk.Place place : walk.places()) {
            if (!place.key().isEmpty()) {
                Set<Map<?, ?>> all = walk.alternatives(place.value());
                check(place, Map.of("zzz", 1), all);
                check(place, List.of(Map.of("zzz", 1)), items(all));
                if (all.stream().noneMatch(SchemaWalk::isFixed)) {
                    String name = walk.nameIn(place.value()).orElse("alice");
                    check(place, Map.of(name, Map.of("zzz", 1)), named(all, name));
                }
            }
        }
    }

    private Set<Map<?, ?>> items(Set<Map<?, ?>> all) {
        return all.stream().filter(schema -> schema.get("items") instanceof Map)
                .flatMap(schema -> walk.alternatives((Map<?, ?>) schema.get("items")).stream())
                .collect(Collectors.toSet());
    }

    private Set<Map<?, ?>> named(Set<Map<?, ?>> all, String name) {
        return all.stream().flatMap(schema -> SchemaWalk.child(schema, name).stream())
                .flatMap(schema -> walk.alternatives(schema).stream()).collect(Collectors.toSet());
    }

    /// What the reader says to a mapping with a key that nobody knows.
    private static void check(SchemaWalk.Place place, Object put, Set<Map<?, ?>> all) {
        allowed(place.with(put)).ifPresent(keys -> assertThat(
                all.stream().filter(SchemaWalk::isFixed).map(SchemaWalk::keys).collect(Collectors.toSet()))
                .as("mappings at '%s'", place.where()).contains(keys));
    }

    private static Optional<Set<String>> allowed(String text) {
        return mistakes(text).stream().map(UNKNOWN::matcher).filter(Matcher::matches)
                .map(found -> (Set<String>) new LinkedHashSet<>(Arrays.asList(found.group(1).split(", "))))
                .findFirst();
    }

    @Test
    void everyExampleIsRight() {
        int seen = 0;
        for (SchemaWalk.Place place : walk.places()) {
            // Of files there are none beside a text; IncludeTest has them
            boolean hasExamples = !place.key().isEmpty() && !place.key().equals(Inclusion.KEY);
            for (Object example : hasExamples ? walk.examples(place.value()) : List.of()) {
                String text = place.with(example);
                assertThat(mistakes(text)).as(text).isEmpty();
                assertThat(walk.schema().objections(SchemaWalk.load(text))).as(text).isEmpty();
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(300);
    }

    @Test
    void everyKeyIsExplained() {
        for (SchemaWalk.Place place : walk.places()) {
            if (!place.key().isEmpty()) {
                assertThat(String.valueOf(walk.told(place.value(), "description"))).as(place.where())
                        .endsWith(".");
                assertThat(walk.examples(place.value())).as(place.where()).isNotEmpty();
            }
        }
    }

    @Test
    void defaultsChangeNothing() {
        int seen = 0;
        for (SchemaWalk.Place place : walk.places()) {
            // What is said of a line between routers is a change, even if it changes nothing
            if (!place.where().startsWith("/links/") && !walk.told(place.value(), "default").equals("")) {
                assertThat(read(place.with(walk.told(place.value(), "default"))))
                        .as("the default of '%s'", place.where()).isEqualTo(read(place.without()));
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(100);
    }

    private static Description read(String text) {
        return Description.parse(text, "x.yaml");
    }

    @Test
    void wordsAreThoseOfTheReader() {
        int seen = 0;
        for (SchemaWalk.Place place : walk.places()) {
            Optional<Set<String>> read = place.key().isEmpty()
                    ? Optional.empty()
                    : mistakes(place.with("zzz")).stream().map(WORDS::matcher).filter(Matcher::matches)
                            .map(found -> Set.of(found.group(1).split(", "))).findFirst();
            if (read.isPresent()) {
                seen++;
                assertThat(words(place.value())).as("words at '%s'", place.where()).contains(read.get());
            }
        }
        assertThat(seen).isGreaterThan(60);
    }

    /// The sets of words that a value may be one of; a discipline is one of those of all queues.
    private Set<Set<String>> words(Map<?, ?> value) {
        Set<Set<String>> sets = new LinkedHashSet<>();
        for (Map<?, ?> each : walk.alternatives(value)) {
            if (each.get("enum") instanceof List<?> list) {
                sets.add(list.stream().map(String::valueOf).collect(Collectors.toSet()));
            }
            if (each.containsKey("const")) {
                sets.add(disciplines("line"));
                sets.add(disciplines("wifi"));
            }
        }
        return sets;
    }

    private Set<String> disciplines(String owner) {
        Map<?, ?> queue = walk.schema().target("#/$defs/" + owner + "/properties/queue");
        return walk.alternatives(queue).stream().filter(SchemaWalk::isFixed)
                .map(each -> JsonSchema.mapping(JsonSchema.mapping(each, "properties"), "discipline"))
                .map(each -> String.valueOf(walk.told(each, "const")))
                .collect(Collectors.toSet());
    }

    /// Nothing that is read is red in an editor.
    @Test
    void whatIsReadIsAccepted() {
        Map<Map<?, ?>, SchemaWalk.Place> distinct = new LinkedHashMap<>();
        walk.places().stream().filter(place -> !place.key().isEmpty())
                .forEach(place -> distinct.putIfAbsent(place.value(), place));
        int accepted = 0;
        List<String> differ = new ArrayList<>();
        for (SchemaWalk.Place place : distinct.values()) {
            for (Object probe : PROBES) {
                String text = place.with(probe);
                boolean isRead = mistakes(text).isEmpty();
                accepted += isRead ? 1 : 0;
                // A number may be a name, too; editors see that it is none only if it is in quotes
                String asText = place.with(String.valueOf(probe));
                if (isRead && !isAccepted(text) && !isAccepted(asText)) {
                    differ.add(place.where() + ": " + probe);
                }
            }
        }
        assertThat(differ).isEmpty();
        assertThat(accepted).isGreaterThan(100);
    }

    private boolean isAccepted(String text) {
        return walk.schema().objections(SchemaWalk.load(text)).isEmpty();
    }
}
