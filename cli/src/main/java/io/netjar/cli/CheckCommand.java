package io.netjar.cli;

import io.netjar.internet.description.Description;
import io.netjar.internet.description.DescriptionException;
import io.netjar.internet.description.Mistake;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar check FILE`: all mistakes of a description, or a line that there are none.
@Command(name = "check", description = "Check a description and show all its mistakes.", mixinStandardHelpOptions = true, footer = {
        "",
        "With --json: { file, valid, mistakes: [ { file, line, column, message } ] }, and for a file without mistakes how many "
                + "providers, homes, offices and sites it has, and its events. What is told of mistakes on the standard error "
                + "stays.",
        "", "Exit codes: 0 there is no mistake, 1 there are some, 2 wrong usage.", "", "Examples:",
        "  netjar check samples/small-world.yaml", "  netjar check --json mine.yaml"})
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Parameters(paramLabel = "FILE", description = "The description (YAML), or a map of a real network (GraphML).")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Failure {
        PrintWriter out = spec.commandLine().getOut();
        Description description;
        try {
            description = WorldOptions.described(file, spec.commandLine().getErr());
        } catch (DescriptionException e) {
            if (json) {
                JsonText.print(out, document(e.mistakes()));
            }
            throw WorldOptions.failure(e);
        }
        if (json) {
            Map<String, Object> document = document(List.of());
            document.put("providers", description.providers().size());
            document.put("homes", description.homes().size());
            document.put("offices", description.offices().size());
            document.put("sites", description.sites().size());
            document.put("events", description.events().stream().map(Object::toString).toList());
            JsonText.print(out, document);
            return 0;
        }
        out.println(file + ": no mistakes (" + Inventory.counted(description.providers().size(), "provider")
                + ", "
                + Inventory.counted(description.homes().size(), "home") + ", "
                + Inventory.counted(description.offices().size(), "office") + ", "
                + Inventory.counted(description.sites().size(), "site") + ")");
        description.events().forEach(event -> out.println("  " + event));
        return 0;
    }

    private Map<String, Object> document(List<Mistake> mistakes) {
        Map<String, Object> document = JsonText.object();
        document.put("file", file);
        document.put("valid", mistakes.isEmpty());
        document.put("mistakes", mistakes.stream().map(CheckCommand::object).toList());
        return document;
    }

    private static Map<String, Object> object(Mistake mistake) {
        Map<String, Object> object = JsonText.object();
        object.put("file", mistake.file());
        if (mistake.line() > 0) {
            object.put("line", mistake.line());
            object.put("column", mistake.column());
        }
        object.put("message", mistake.message());
        return object;
    }
}
