package io.netjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.cli.CommandRun.Printed;
import io.netjar.internet.description.Description;
import io.netjar.internet.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands take maps of real networks where they take descriptions.
final class MapCommandsTest {
    private static final Path MAPS = Path.of("../samples/topology-zoo");

    @TempDir
    Path folder;

    @Test
    void pingReachesTheOtherEndOfEurope() {
        Printed printed = CommandRun.of("ping", "-c", "1", "-f", MAPS + "/Geant2012.graphml", "pt/pc",
                "www.is.test");

        assertThat(printed.exit()).isZero();
        assertThat(printed.out()).contains("from geant/is/www.is.test");
        assertThat(printed.err()).startsWith("netjar: " + MAPS
                + "/Geant2012.graphml: 3 nodes without a position, put in the middle of the neighbours: ua, md, by");
    }

    @Test
    void getFetchesThePageOfACity() {
        Printed printed = CommandRun.of("get", "-f", MAPS + "/Kreonet.graphml", "jeju/pc",
                "https://www.busan.test/");

        assertThat(printed.exit()).isZero();
        assertThat(printed.out())
                .contains("This site stands in busan, at kreonet (35.10° north, 129.04° east).");
    }

    @Test
    void showWritesTheDescriptionThatTheMapBecomes() throws IOException {
        Printed printed = CommandRun.of("show", "--yaml", MAPS + "/Abilene.graphml");

        Files.writeString(folder.resolve("mine.yaml"), printed.out());
        assertThat(Description.read(folder.resolve("mine.yaml")))
                .isEqualTo(Topology.read(MAPS.resolve("Abilene.graphml")).description());
    }

    @Test
    void checkTellsWhereAMapIsWrong() throws IOException {
        Path map = folder.resolve("wrong.graphml");
        Files.writeString(map, "<graphml><graph>\n<edge source='a' target='b'/></graph></graphml>");

        Printed printed = CommandRun.of("check", map.toString());

        assertThat(printed.exit()).isEqualTo(1);
        assertThat(printed.err()).contains("wrong.graphml:2:").contains("an edge ends at 'a'")
                .contains("2 mistakes");
    }

    /// The JDK's reader of XML would print a line of its own.
    @Test
    void checkSaysOnceThatAFileIsNoText() throws IOException {
        Path map = folder.resolve("broken.graphml");
        Files.write(map, new byte[]{'<', 0, -1, -2});

        assertThat(CommandRun.of("check", map.toString())).isEqualTo(new Printed(1, "", "netjar: " + map
                + ":1:3: this is not text in UTF-8: the byte 0xff stands here\nnetjar: 1 mistake\n"));
    }
}
