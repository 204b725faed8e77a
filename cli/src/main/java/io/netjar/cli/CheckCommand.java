package io.netjar.cli;

import io.netjar.internet.description.Description;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar check FILE`: all mistakes of a description, or a line that there are none.
@Command(name = "check", description = "Check a description and show all its mistakes.", mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The description (YAML).")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Failure {
        Description description = WorldOptions.read(file);
        PrintWriter out = spec.commandLine().getOut();
        out.println(file + ": no mistakes (" + description.providers().size() + " providers, "
                + description.homes().size() + " homes, " + description.offices().size() + " offices, "
                + description.sites().size() + " sites)");
        return 0;
    }
}
