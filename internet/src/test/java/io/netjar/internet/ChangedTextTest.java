package io.netjar.internet;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.DescriptionException;
import io.netjar.internet.description.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person's typing errors lead to: a list of mistakes or an Internet, never anything else.
final class ChangedTextTest {
    private static final int ROUNDS = 1_000;
    private static final String SIGNS = "abz09 :,[]{}#-/.×%&*!|>\"'\n\t";

    @TempDir
    Path folder;

    @Test
    void givesMistakesOrAnInternetForTextWithRandomChanges() throws IOException {
        for (String site : List.of("shop", "exchange", "intranet")) {
            Files.createDirectories(folder.resolve(site));
        }
        String sample = Files.readString(Path.of("../samples/small-world.yaml"));
        int wrong = 0;
        int opened = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            if (isWrong(changed(sample, seed), seed)) {
                wrong++;
            } else {
                opened++;
            }
        }
        assertThat(wrong).isGreaterThan(ROUNDS / 10);
        assertThat(opened).isGreaterThan(ROUNDS / 40);
    }

    private boolean isWrong(String text, int seed) throws IOException {
        try {
            Description description = Description.parse(text, "x.yaml");
            assertThat(Internet.open(description, folder, seed).devices()).as("seed " + seed).isNotNull();
            return false;
        } catch (DescriptionException e) {
            long lines = text.lines().count() + 1;
            assertThat(e.mistakes()).as("seed " + seed).isNotEmpty().extracting(Mistake::line)
                    .allSatisfy(line -> assertThat(line).isBetween(1, (int) lines));
            return true;
        } catch (IOException e) {
            assertThat(e.getMessage()).as("seed " + seed).isNotNull();
            return true;
        } catch (RuntimeException e) {
            throw new AssertionError("seed " + seed + "\n" + text, e);
        }
    }

    /// Comments left out, one to three letters deleted, doubled or replaced.
    private static String changed(String sample, int seed) {
        Chance chance = Chance.of(seed, "changes");
        var text = new StringBuilder(sample.replaceAll("(?m)^ *#.*\n", ""));
        int changes = 1 + chance.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = chance.nextInt(text.length());
            switch (chance.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, text.charAt(at));
                default -> text.setCharAt(at, SIGNS.charAt(chance.nextInt(SIGNS.length())));
            }
        }
        return text.toString();
    }
}
