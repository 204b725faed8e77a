package io.netjar.cli;

import io.netjar.internet.Listing;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar show [FILE]`: what a description expands to, once every device has its address.
@Command(name = "show", description = "Show what a description expands to: providers, routers, servers, homes, "
        + "devices and sites with their addresses.", mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private WorldOptions options = new WorldOptions();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The description (default: samples/small-world.yaml).")
    private @Nullable Path file;

    @Override
    public Integer call() throws Failure {
        PrintWriter out = spec.commandLine().getOut();
        try (World world = options.openSettled(file)) {
            out.println(Inventory.summary(world.internet()));
            for (Listing listing : world.internet().listings()) {
                out.println();
                Inventory.print(out, listing);
            }
        }
        return 0;
    }
}
