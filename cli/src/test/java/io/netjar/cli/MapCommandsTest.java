package io.netjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.internet.description.Description;
import io.netjar.internet.topology.Topology;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands take maps of real networks where they take descriptions.
final class MapCommandsTest {
    private static final Path MAPS = Path.of("../samples/topology-zoo");

    @TempDir
    Path folder;

    /// What a command prints on its two outputs.
    private record Printed(int exit, String out, String err) {}

    private static Printed run(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        var newOut = new ByteArrayOutputStream();
        var newErr = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(newOut, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(newErr, true, StandardCharsets.UTF_8));
            int exit = Main.run(arguments);
            return new Printed(exit, newOut.toString(StandardCharsets.UTF_8),
                    newErr.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    @Test
    void pingReachesTheOtherEndOfEurope() {
        Printed printed = run("ping", "-c", "1", "-f", MAPS + "/Geant2012.graphml", "pt/pc", "www.is.test");

        assertThat(printed.exit()).isZero();
        assertThat(printed.out()).contains("from geant/is/www.is.test");
        assertThat(printed.err()).startsWith("netjar: " + MAPS
                + "/Geant2012.graphml: 3 nodes without a position, put in the middle of the neighbours: ua, md, by");
    }

    @Test
    void getFetchesThePageOfACity() {
        Printed printed = run("get", "-f", MAPS + "/Kreonet.graphml", "jeju/pc", "https://www.busan.test/");

        assertThat(printed.exit()).isZero();
        assertThat(printed.out())
                .contains("This site stands in busan, at kreonet (35.10° north, 129.04° east).");
    }

    @Test
    void showWritesTheDescriptionThatTheMapBecomes() throws IOException {
        Printed printed = run("show", "--yaml", MAPS + "/Abilene.graphml");

        Files.writeString(folder.resolve("mine.yaml"), printed.out());
        assertThat(Description.read(folder.resolve("mine.yaml")))
                .isEqualTo(Topology.read(MAPS.resolve("Abilene.graphml")).description());
    }

    @Test
    void checkTellsWhereAMapIsWrong() throws IOException {
        Path map = folder.resolve("wrong.graphml");
        Files.writeString(map, "<graphml><graph>\n<edge source='a' target='b'/></graph></graphml>");

        Printed printed = run("check", map.toString());

        assertThat(printed.exit()).isEqualTo(1);
        assertThat(printed.err()).contains("wrong.graphml:2:").contains("an edge ends at 'a'")
                .contains("2 mistakes");
    }
}
