package io.netjar.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.internet.Internet;
import io.netjar.internet.description.Description;
import io.netjar.net.host.Ping;
import io.netjar.testkit.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What chance describes comes out the same a second time, in this process and in others, and depends on the seed.
class RandomWorldTest {
    private static final int USUAL = 6;
    private static final int IN_PROCESS = 3;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void isTheSameASecondTimeAndNotWithOtherLuck() {
        Seeds.run("verify", RandomWorldTest.class, USUAL, seed -> {
            try {
                String first = RandomWorld.digest(seed);
                assertThat(RandomWorld.digest(seed)).as(RandomWorld.describe(seed)).isEqualTo(first);
                assertThat(RandomWorld.digest(seed, seed + 1)).as(RandomWorld.describe(seed))
                        .isNotEqualTo(first);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void isTheSameInAnotherProcess() throws IOException, InterruptedException {
        List<String> here = new ArrayList<>();
        for (long seed = 1; seed <= IN_PROCESS; seed++) {
            here.add(RandomWorld.digest(seed));
        }
        Path output = folder.resolve("digests.txt");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(List.of(java, "-cp", System.getProperty("java.class.path"),
                RandomWorld.class.getName(), "1", String.valueOf(IN_PROCESS))).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        assertThat(process.waitFor()).as(Files.readString(output, StandardCharsets.UTF_8)).isZero();
        assertThat(Files.readAllLines(output)).isEqualTo(here);
    }

    /// The pings' times over crowded air are a matter of luck: how long each frame waits, which are sent again.
    @Test
    void oneHomeMoreDoesNotChangeTheOthersLuck() throws IOException {
        String homes = """
                providers:
                  hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 }
                homes:
                  alice: { provider: hanbit, wifi: crowded, devices: [laptop (wifi)] }
                """;
        List<String> alone = pings(homes);
        List<String> together = pings(
                homes + "  zoe: { provider: hanbit, wifi: crowded, devices: [phone (wifi), pc] }\n");
        assertThat(alone).hasSize(50).isEqualTo(together);
        assertThat(alone.stream().distinct().count()).isGreaterThan(5);
    }

    private static List<String> pings(String text) throws IOException {
        Internet internet = Internet.open(Description.parse(text, "homes.yaml"), Path.of(""), 7);
        assertThat(internet.settle()).isTrue();
        internet.engine().runUntil(30_000_000_000L);
        List<String> results = new ArrayList<>();
        var laptop = internet.device("alice/laptop").host();
        new Ping(laptop, laptop.nameservers().getFirst(), (_, result) -> results.add(result.toString()
                .replaceFirst("sequence=[0-9]+", ""))).start(50);
        internet.engine().runUntil(100_000_000_000L);
        return results;
    }
}
