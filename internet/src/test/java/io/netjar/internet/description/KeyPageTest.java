package io.netjar.internet.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/description.md` lists the keys that the schema has, and its examples are right. With `-Dnetjar.write` the page is
/// written anew.
final class KeyPageTest {
    private static final Path PAGE = Path.of("../docs/description.md");
    private static final Pattern HEADING = Pattern.compile("#+ (.+)");
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private final KeyPage keys = new KeyPage((Map<?, ?>) SchemaWalk.load(Schema.text()));

    @Test
    void isWhatTheSchemaMakes() throws IOException {
        String page = Files.readString(PAGE);
        if (System.getProperty("netjar.write") != null) {
            Files.writeString(PAGE, keys.made(page));
            return;
        }
        assertThat(page).as("docs/description.md and the schema; CONTRIBUTING.md says how it is written")
                .isEqualTo(keys.made(page));
    }

    @Test
    void hasEveryMappingUnderItsTitle() throws IOException {
        String page = Files.readString(PAGE);
        List<String> found = new ArrayList<>();
        Matcher parts = KeyPage.PART.matcher(page);
        while (parts.find()) {
            found.add(parts.group(2));
            String before = page.substring(0, parts.start());
            String heading = before.lines().filter(line -> line.startsWith("#")).reduce((_, last) -> last)
                    .orElse("");
            assertThat(heading).matches("#+ " + Pattern.quote(keys.title(parts.group(2))));
        }
        // The radios' queues are those of lines, but for what a limit is
        assertThat(found).containsExactlyInAnyOrderElementsOf(
                keys.mappings().stream().filter(name -> !name.startsWith("radio-")).toList());
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        String page = Files.readString(PAGE);
        List<String> anchors = page.lines().map(HEADING::matcher).filter(Matcher::matches)
                .map(heading -> "(#" + heading.group(1).toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 -]", "").replace(' ', '-') + ")")
                .toList();
        Matcher links = Pattern.compile("\\(#[^)]*\\)").matcher(page);
        while (links.find()) {
            assertThat(anchors).contains(links.group());
        }
        assertThat(anchors).doesNotHaveDuplicates();
    }

    @Test
    void examplesSayWhatTheSchemaSays() {
        assertThat(keys.examples()).hasSizeGreaterThan(150).allSatisfy(
                (text, example) -> assertThat(((Map<?, ?>) SchemaWalk.load(text)).values().iterator().next())
                        .as(text)
                        .isEqualTo(example));
    }

    /// Blocks that are whole descriptions, and parts of one beside the world of the examples.
    @Test
    void blocksAreRight() throws IOException {
        Matcher blocks = YAML.matcher(Files.readString(PAGE));
        int seen = 0;
        while (blocks.find()) {
            String text = blocks.group(1);
            Map<?, ?> parts = (Map<?, ?>) SchemaWalk.load(text);
            String whole = parts.containsKey("providers") ? text : SchemaWalk.without(parts.keySet()) + text;
            if (!parts.containsKey("include")) {
                assertThat(Description.parse(whole, "x.yaml").providers()).as(whole).isNotEmpty();
                seen++;
            }
        }
        assertThat(seen).isGreaterThan(3);
    }
}
