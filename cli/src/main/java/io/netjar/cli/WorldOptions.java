package io.netjar.cli;

import io.netjar.internet.Internet;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.DescriptionException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of all commands that work on a fresh Internet.
final class WorldOptions {
    @Option(names = "--seed", paramLabel = "NUMBER", defaultValue = "1", description = "Seed of all chance (default: ${DEFAULT-VALUE}). The same description and seed give the same "
            + "packets.")
    private long seed;

    @Option(names = "--capture", paramLabel = "FILE", description = "Write every frame to FILE (pcapng).")
    private @Nullable Path capture;

    @Option(names = "--capture-at", paramLabel = "NODE", description = "With --capture: only the frames at the ports of "
            + "NODE, like alice/laptop; 'netjar show' lists the nodes.")
    private @Nullable String captureAt;

    /// Reads a description; `file` null stands for the sample.
    static Description read(@Nullable Path file) throws Failure {
        Path path = file == null ? sample() : file;
        try {
            return Description.read(path);
        } catch (IOException e) {
            throw Failure.failed("cannot read " + path + ": " + Files.reason(e));
        } catch (DescriptionException e) {
            int count = e.mistakes().size();
            throw Failure.failed(e.getMessage() + "\n" + count + (count == 1 ? " mistake" : " mistakes"));
        }
    }

    /// The sample that is meant when no file is named.
    static Path sample() {
        return Path.of(System.getProperty("netjar.home", ".")).resolve("samples/small-world.yaml");
    }

    /// Opens a fresh Internet; its devices have no addresses yet.
    World open(@Nullable Path file) throws Failure {
        Path path = file == null ? sample() : file;
        Description description = read(path);
        Path folder = path.toAbsolutePath().getParent();
        try {
            return World.watched(Internet.open(description, folder == null ? Path.of("") : folder, seed),
                    capture, captureAt);
        } catch (IOException e) {
            throw Failure.failed(String.valueOf(e.getMessage()));
        }
    }

    /// Opens a fresh Internet and lets it settle in virtual time: devices get their addresses.
    World openSettled(@Nullable Path file) throws Failure {
        World world = open(file);
        if (!world.internet().settle()) {
            throw Failure
                    .failed("some devices have no address after a minute: the DHCP servers were not heard");
        }
        return world;
    }
}
