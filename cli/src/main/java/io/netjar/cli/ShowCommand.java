package io.netjar.cli;

import io.netjar.cli.map.Drawing;
import io.netjar.cli.map.InternetMap;
import io.netjar.cli.map.Painting;
import io.netjar.cli.map.SvgText;
import io.netjar.internet.Internet;
import io.netjar.internet.Listing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar show [FILE]`: what a description expands to, once every device has its address: as tables, as JSON, or as a picture.
@Command(name = "show", description = "Show what a description expands to: providers, routers, servers, homes, "
        + "devices and sites with their addresses, as tables, as JSON, or as a map.", mixinStandardHelpOptions = true, footer = {
                "",
                "Long tables are shortened; named, they are whole: providers, exchanges, routers, servers, homes, offices, devices,",
                "sites, events.", "",
                "The JSON has an array for each table, cities with their positions, and links: bit/s, milliseconds one way,",
                "share lost, and MTU in each direction.", "", "Examples:", "  netjar show devices sites",
                "  netjar show --svg map.svg",
                "  netjar show --json | jq '.links[] | select(.name == \"alice/line\")'"})
final class ShowCommand implements Callable<Integer> {
    private static final List<String> TABLES = List.of("providers", "exchanges", "routers", "servers",
            "homes",
            "offices", "devices", "sites", "events");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private WorldOptions options = new WorldOptions();

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "The description (default: samples/small-world.yaml).")
    private @Nullable Path file;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "TABLE", description = "Show these tables only, and whole.")
    private List<String> tables = new ArrayList<>();

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean json;

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw a map to FILE (SVG) instead.")
    private @Nullable Path svg;

    @Option(names = "--png", paramLabel = "FILE", description = "Draw a map to FILE (PNG) instead.")
    private @Nullable Path png;

    @Option(names = "--yaml", description = "Print the description itself, checked, with all that it includes: what is as usual "
            + "is left out, and a map of a real network becomes a description to go on from.")
    private boolean yaml;

    @Override
    public Integer call() throws Failure {
        if (file != null && TABLES.contains(file.toString())) {
            tables.addFirst(file.toString());
            file = null;
        }
        for (String table : tables) {
            if (!TABLES.contains(table)) {
                throw Failure.unknown("table", table, TABLES);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        if (yaml) {
            out.print(WorldOptions.read(file, spec.commandLine().getErr()).toYaml());
            return 0;
        }
        try (World world = options.openSettled(file)) {
            Internet internet = world.internet();
            draw(internet);
            if (json) {
                JsonText.print(out, InventoryJson.of(internet));
            } else if (svg == null && png == null) {
                show(internet, out);
            }
        }
        return 0;
    }

    private void show(Internet internet, PrintWriter out) {
        if (tables.isEmpty()) {
            out.println(Inventory.summary(internet));
            if (Inventory.printOutline(out, internet.listings())) {
                out.println();
                out.println("Not all is shown (…): name a table to see it whole, as in 'netjar show "
                        + (file == null ? "" : file + " ") + "routers'.");
            }
            return;
        }
        List<Listing> asked = internet.listings().stream().filter(this::isAskedFor).toList();
        for (int i = 0; i < asked.size(); i++) {
            out.print(i == 0 ? "" : System.lineSeparator());
            Inventory.print(out, asked.get(i));
        }
        if (asked.isEmpty()) {
            out.println("none");
        }
    }

    private boolean isAskedFor(Listing listing) {
        return tables.stream().anyMatch(table -> List.of(listing.title().split(" and ", -1)).contains(table));
    }

    private void draw(Internet internet) throws Failure {
        if (svg == null && png == null) {
            return;
        }
        Path described = file == null ? WorldOptions.sample() : file;
        String name = String.valueOf(described.getFileName()).replaceFirst("\\.[a-z]+$", "");
        Drawing drawing = InternetMap.of(internet, name, Inventory.summary(internet));
        if (svg != null) {
            write(svg, SvgText.of(drawing).getBytes(StandardCharsets.UTF_8));
        }
        if (png != null) {
            try {
                write(png, Painting.png(drawing));
            } catch (IOException e) {
                throw Failure.failed("cannot paint the map: " + Files.reason(e));
            }
        }
    }

    private static void write(Path target, byte[] bytes) throws Failure {
        try {
            java.nio.file.Files.write(target, bytes);
        } catch (IOException e) {
            throw Failure.failed("cannot write the map " + target + ": " + Files.reason(e));
        }
    }
}
