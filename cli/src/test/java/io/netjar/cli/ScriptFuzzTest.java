package io.netjar.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netjar.internet.Internet;
import io.netjar.testkit.RandomBytes;
import io.netjar.testkit.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/// Any text at all as a line of a script: it is one, or what is wrong is told in words and nothing is done.
class ScriptFuzzTest {
    private static final int USUAL = 1_000;
    private static final Pattern BLOCK = Pattern.compile("```script\\n(.*?)```", Pattern.DOTALL);

    /// One for all inputs, as it takes a while to build.
    private static @Nullable OrderReader shared;

    private static OrderReader reader() {
        OrderReader known = shared;
        if (known == null) {
            try {
                known = new OrderReader(Internet.open(Path.of("../samples/small-world.yaml"), 1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            shared = known;
        }
        return known;
    }

    /// Every line that docs/script.md shows.
    private static List<byte[]> lines() throws IOException {
        return BLOCK.matcher(Files.readString(Path.of("../docs/script.md"))).results()
                .flatMap(block -> block.group(1).lines()).map(line -> line.getBytes(UTF_8)).toList();
    }

    @MethodSource("lines")
    @DictionaryFile(resourcePath = "script.dict")
    @FuzzTest
    void line(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        List<String> flaws = new ArrayList<>();
        Optional<ScriptLine> line = reader().read(text, (at, message) -> {
            assertThat(at).as("%s: %s", text, message).isBetween(0, text.length());
            assertThat(message).isNotBlank();
            flaws.add(message);
        });
        if (!flaws.isEmpty()) {
            assertThat(line).as("%s: %s", text, flaws).isEmpty();
        }
        line.ifPresent(ScriptFuzzTest::readsAgainAsTheSame);
    }

    private static void readsAgainAsTheSame(ScriptLine line) {
        if (line.order() instanceof Order.Act(var action)) {
            String written = new ScriptLine(line.when(), line.order(), action.sentence()).written();
            Optional<ScriptLine> again = reader().read(written, (_, message) -> {
                throw new AssertionError(written + ": " + message);
            });
            assertThat(again).map(ScriptLine::order).contains(line.order());
            assertThat(again).map(ScriptLine::when).contains(line.when());
        }
    }

    @Test
    void linesWithMistakesAreNoTrouble() throws IOException {
        byte[][] samples = lines().toArray(byte[][]::new);
        assertThat(samples.length).isGreaterThan(30);
        Seeds.run("cli", ScriptFuzzTest.class, USUAL, seed -> line(RandomBytes.like(seed, samples)));
    }
}
