package io.netjar.verify.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.DescriptionException;
import io.netjar.testkit.RandomBytes;
import io.netjar.testkit.Seeds;
import io.netjar.verify.Checkout;
import io.netjar.verify.RandomWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/// Any text at all as a description: it is one, or its mistakes are told in words.
class DescriptionFuzzTest {
    private static final int USUAL = 300;
    private static final int WORLDS = 12;
    private static final Path SAMPLE = Checkout.root().resolve("samples/small-world.yaml");

    /// The sample, and descriptions that chance made of all that can be said in them.
    private static List<byte[]> descriptions() throws IOException {
        List<byte[]> all = new ArrayList<>();
        all.add(Files.readAllBytes(SAMPLE));
        for (int seed = 1; seed <= WORLDS; seed++) {
            all.add(RandomWorld.describe(seed).getBytes(StandardCharsets.UTF_8));
        }
        return all;
    }

    @MethodSource("descriptions")
    @DictionaryFile(resourcePath = "description.dict")
    @FuzzTest
    void description(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        try {
            Description read = Description.parse(text, "fuzz.yaml");
            assertThat(read.providers()).isNotEmpty();
        } catch (DescriptionException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    /// Files that include one another, each with mistakes of its own.
    @Test
    void includedFilesWithMistakesAreNoTrouble(@TempDir Path folder) throws IOException {
        byte[] sample = Files.readAllBytes(SAMPLE);
        byte[] part = "include: [part.yaml, world.yaml, ../x, deep/part.yaml]\n"
                .getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(folder.resolve("deep"));
        Files.write(folder.resolve("deep/part.yaml"), sample);
        Seeds.run("verify", DescriptionFuzzTest.class, USUAL, seed -> {
            byte[] world = join(RandomBytes.like(seed + 1, part), RandomBytes.like(seed + 2, sample));
            try {
                Files.write(folder.resolve("part.yaml"), RandomBytes.like(seed, sample));
                Files.write(folder.resolve("world.yaml"), world);
                assertThat(Description.read(folder.resolve("world.yaml")).providers()).isNotEmpty();
            } catch (DescriptionException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (MalformedInputException e) {
                // The outermost file is no text; that is an error of reading, not of the description
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void samplesWithMistakesAreNoTrouble() throws IOException {
        byte[] sample = Files.readAllBytes(SAMPLE);
        Seeds.run("verify", DescriptionFuzzTest.class, USUAL,
                seed -> description(RandomBytes.like(seed, sample)));
    }
}
