package io.netjar.internet.description;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/// What is written of a description is read as the same description.
final class RoundTripTest {
    private static final String ROOT_ZONE = ". 60 IN SOA a.org. b.org. 1 1 1 1 1\\n. 60 IN NS a.org.\\n"
            + "org. 60 IN NS a.org.\\na.org. 60 IN A 192.0.2.1\\n";
    private static final Pattern TEXT_BLOCK = Pattern.compile("\"\"\"\\n(.*?)\"\"\"", Pattern.DOTALL);

    /// Also by way of the tree alone, as a program would make it.
    static void goesRound(Description description, String what) {
        String text = description.toYaml();
        assertThat(Description.parse(text, "written.yaml")).as("%s, written as%n%s", what, text)
                .isEqualTo(description);
        assertThat(Description.of(new DescriptionWriter(description).tree(), Optional.empty())).as(what)
                .isEqualTo(description);
    }

    @Test
    void sampleGoesRoundAndReadsWell() throws IOException {
        Description sample = DescriptionTest.sample();

        goesRound(sample, "the sample");
        assertThat(sample.toYaml()).contains(
                "  alice: {provider: hanbit, access: cable, devices: [laptop (wifi), phone (wifi), pc]}\n")
                .contains("    devices: [4 × desk]\n")
                .contains("  www.shop.test: {in: namsan/seoul, files: ./shop}\n")
                .contains("dnssec:\n  shop.test: nsec3\n");
    }

    @Test
    void everythingThatTheSchemaHasAnExampleOfGoesRound() {
        SchemaWalk walk = new SchemaWalk();
        Set<String> seen = new LinkedHashSet<>();
        for (SchemaWalk.Place place : walk.places()) {
            // What includes another file is no description without it
            boolean isWhole = !place.key().isEmpty() && !place.key().equals("include");
            for (Object example : isWhole ? walk.examples(place.value()) : List.of()) {
                String text = place.with(example);
                if (seen.add(text)) {
                    goesRound(Description.parse(text, "example.yaml"), text);
                }
            }
        }
        assertThat(seen).hasSizeGreaterThan(300);
    }

    /// Those in the text blocks of the tests beside this one, each alone or behind its class's first block.
    @Test
    void everyDescriptionInTheTestsGoesRound() throws IOException {
        int count = 0;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : files.filter(path -> path.toString().endsWith("Test.java")).sorted().toList()) {
                count += goRound(Files.readString(file), file);
            }
        }
        assertThat(count).isGreaterThan(25);
    }

    private static int goRound(String java, Path file) {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = TEXT_BLOCK.matcher(java);
        while (matcher.find()) {
            blocks.add(matcher.group(1).stripIndent());
        }
        int count = 0;
        for (String block : blocks) {
            Optional<Description> description = read(block).or(() -> read(blocks.getFirst() + block));
            description.ifPresent(found -> goesRound(found, file + ":\n" + block));
            count += description.isPresent() ? 1 : 0;
        }
        return count;
    }

    private static Optional<Description> read(String text) {
        try {
            return Optional.of(Description.parse(text, "test.yaml"));
        } catch (DescriptionException _) {
            return Optional.empty();
        }
    }

    @Test
    void masterFilesGoRoundAsText() {
        String text = """
                providers: { p: { kind: hosting, cities: [seoul], addresses: 20.0.0.0/16 } }
                names: { root: { at: [p/seoul], zone: { text: "%s" } }, test: [p/seoul] }
                sites: { www.shop.test: { in: p/seoul, files: x } }
                zones:
                  shop.test: { ttl: 1 min, records: { mail: 203.0.113.25, "@": { TXT: v=spf1 mx -all } } }
                  p.test:
                    text: |2+

                        ; spaces before, and "quotes": a # too
                      x 60 IN TXT "a  b\\\\c"

                """.formatted(ROOT_ZONE);
        Description description = Description.parse(text, "x.yaml");

        assertThat(description.zones()).hasSize(3).containsKey("");
        assertThat(description.zones().get("p.test")).startsWith("\n  ; spaces").endsWith("\n\n");
        goesRound(description, text);
    }

    @Test
    void textsThatMeanSomethingInYamlAreWrittenSoThatTheyDoNot() {
        for (String text : List.of("a: b # c", "- x", "*x", "null", "1e3", "0x10", "~", " x ", "'", "\"",
                "\\n",
                "{x}", "x,y", "---\n...", "\n x\n\n", "a\tb", "a\rb", "\u0085-x", "x \u0085y", "\u2028",
                "\u0000",
                "é×😀")) {
            String yaml = YamlWriter.text(Map.of("zones", Map.of(text, text)));
            assertThat(new Load(LoadSettings.builder().setSchema(new FailsafeSchema()).build())
                    .loadFromString(yaml)).as(yaml).isEqualTo(Map.of("zones", Map.of(text, text)));
        }
    }

    /// Several words of one mapping at a time, as chance has it.
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void whatChanceSaysGoesRound(long seed) {
        SchemaWalk walk = new SchemaWalk();
        Map<Map<?, ?>, List<SchemaWalk.Place>> mappings = new LinkedHashMap<>();
        walk.places().stream().filter(place -> !place.key().isEmpty())
                .forEach(place -> mappings.computeIfAbsent(place.mapping(), _ -> new ArrayList<>())
                        .add(place));
        Chance chance = Chance.of(seed, "words");
        int count = 0;
        for (List<SchemaWalk.Place> keys : mappings.values()) {
            for (int i = 0; i < 3; i++) {
                Map<String, Object> said = new LinkedHashMap<>(keys.getFirst().siblings());
                keys.stream().filter(_ -> chance.happens(0.5)).forEach(place -> {
                    List<?> examples = walk.examples(place.value());
                    said.put(place.key(), examples.get(chance.nextInt(examples.size())));
                });
                String text = FlowText.of(keys.getFirst().around().apply(said));
                Optional<Description> description = read(text);
                description.ifPresent(found -> goesRound(found, "seed " + seed + ": " + text));
                count += description.isPresent() ? 1 : 0;
            }
        }
        assertThat(count).as("seed " + seed).isGreaterThan(40);
    }

    @Test
    void writtenTextHasNoTagsAnchorsOrQuotesThatItCanDoWithout() throws IOException {
        assertThat(DescriptionTest.sample().toYaml()).doesNotContain("!", "&", "\"", "'");
    }

    @Test
    void writtenTextIsYaml() throws IOException {
        Object loaded = new Load(LoadSettings.builder().build())
                .loadFromString(DescriptionTest.sample().toYaml());

        assertThat(loaded).isInstanceOf(Map.class);
    }
}
