package io.netjar.verify.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.DescriptionException;
import io.netjar.testkit.RandomBytes;
import io.netjar.testkit.Seeds;
import io.netjar.verify.Checkout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// Any text at all as a description: it is one, or its mistakes are told in words.
class DescriptionFuzzTest {
    private static final int USUAL = 300;

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

    @Test
    void samplesWithMistakesAreNoTrouble() throws IOException {
        byte[] sample = Files.readAllBytes(Checkout.root().resolve("samples/small-world.yaml"));
        Seeds.run("verify", DescriptionFuzzTest.class, USUAL,
                seed -> description(RandomBytes.like(seed, sample)));
    }
}
