package io.netjar.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of the commands that work on a fresh Internet in virtual time: which one, and those of [WorldOptions].
final class FreshWorldOptions {
    @Mixin
    private WorldOptions world = new WorldOptions();

    @Option(names = {"-f",
            "--file"}, paramLabel = "FILE", description = "The description (default: samples/small-world.yaml).")
    private @Nullable Path file;

    /// Opens a fresh Internet and lets it settle.
    World open() throws Failure {
        return world.openSettled(file);
    }
}
