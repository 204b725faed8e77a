package io.netjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.cli.CommandRun.Printed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The tables of `netjar show`.
final class ShowCommandTest {
    @TempDir
    Path folder;

    private Printed show(String description, String... tables) throws IOException {
        Path file = folder.resolve("world.yaml");
        Files.writeString(file, description);
        String[] words = new String[tables.length + 2];
        words[0] = "show";
        words[1] = file.toString();
        System.arraycopy(tables, 0, words, 2, tables.length);
        return CommandRun.of(words);
    }

    private static String homes(int count) {
        return """
                providers:
                  hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 }
                homes:
                  %d × h: { provider: hanbit, devices: [pc] }
                """.formatted(count);
    }

    @Test
    void leavesOutWhatThereIsNone() throws IOException {
        assertThat(show(homes(2)).out())
                .startsWith("1 provider, 2 routers, 5 servers, 2 homes, 2 devices\n\nproviders\n")
                .contains("\n\ndevices\n  name    address\n  h-1/pc  192.168.0.100\n")
                .doesNotContain("exchanges", "sites", "…");
        assertThat(show(homes(2), "sites").out()).isEqualTo("sites\n  none\n");
        assertThat(show(homes(2), "events").out()).isEqualTo("none\n");
    }

    @Test
    void showsAllOfSixteenRowsAndTheFirstOfMore() throws IOException {
        assertThat(show(homes(16)).out()).contains("  h-16/pc ").doesNotContain("…");
        assertThat(show(homes(17)).out()).contains("  h-10/pc ").doesNotContain("  h-11/pc ")
                .contains("\n  … 7 more\n")
                .endsWith("\nNot all is shown (…): name a table to see it whole, as in 'netjar show "
                        + folder.resolve("world.yaml") + " routers'.\n");
    }

    @Test
    void showsTheTablesThatAreNamedWhole() throws IOException {
        assertThat(show(homes(17), "devices", "homes").out()).startsWith("homes and offices\n")
                .contains("\n\ndevices\n")
                .contains("  h-17/pc ").doesNotContain("…", "routers");
        assertThat(CommandRun.of("show", "../samples/small-world.yaml", "exchanges").out()).isEqualTo("""
                exchanges
                  name      city   members
                  seoul-ix  seoul  hanbit, namsan, pacific
                """);
    }

    @Test
    void takesATableForWhatItIsWhereAFileCouldStand() {
        String home = System.getProperty("netjar.home", ".");
        try {
            System.setProperty("netjar.home", "..");
            assertThat(CommandRun.of("show", "exchanges").out()).startsWith("exchanges\n");
        } finally {
            System.setProperty("netjar.home", home);
        }
    }

    @Test
    void namesTheFirstOfManyThingsInACell() throws IOException {
        String cities = """
                providers:
                  hanbit: { kind: residential, cities: [%s], addresses: 203.0.112.0/20 }
                """;

        assertThat(show(cities.formatted("seoul, busan, daegu, gwangju, tokyo, osaka")).out())
                .contains("daegu, gwangju, tokyo, osaka  203");
        assertThat(show(cities.formatted("seoul, busan, daegu, gwangju, tokyo, osaka, london")).out())
                .contains("seoul, busan, daegu, gwangju, … 3 more  203");
    }

    @Test
    void saysWhichTablesThereAre() throws IOException {
        assertThat(show(homes(1), "device")).isEqualTo(new Printed(2, "",
                "netjar: there is no table 'device'; did you mean 'devices'? There are: providers, exchanges, routers, "
                        + "servers, homes, offices, devices, sites, events\n"));
    }
}
