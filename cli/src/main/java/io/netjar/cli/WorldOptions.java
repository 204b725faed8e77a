package io.netjar.cli;

import io.netjar.internet.DescriptionFile;
import io.netjar.internet.Internet;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.DescriptionException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options of all commands that work on a fresh Internet.
final class WorldOptions {
    private static final long USUAL_SEED = 1;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--seed", paramLabel = "NUMBER", defaultValue = "1", description = "Seed of all chance (default: ${DEFAULT-VALUE}). The same description and seed give the same "
            + "packets.")
    private long seed;

    @Mixin
    private CaptureOptions capture = new CaptureOptions();

    /// Reads a description, or a map of a real network; `file` null stands for the sample. What was made up or left out of a
    /// map is told on `err`.
    static Description read(@Nullable Path file, PrintWriter err) throws Failure {
        try {
            return described(file == null ? sample() : file, err);
        } catch (DescriptionException e) {
            throw failure(e);
        }
    }

    /// As [#read].
    ///
    /// @throws DescriptionException if it has mistakes
    static Description described(Path path, PrintWriter err) throws Failure {
        try {
            DescriptionFile read = DescriptionFile.read(path);
            read.notes().forEach(note -> err.println("netjar: " + path + ": " + note));
            return read.description();
        } catch (IOException e) {
            throw Failure.failed("cannot read " + path + ": " + Files.reason(e));
        }
    }

    /// All mistakes, and how many there are.
    static Failure failure(DescriptionException mistakes) {
        int count = mistakes.mistakes().size();
        return Failure.failed(mistakes.getMessage() + "\n" + count + (count == 1 ? " mistake" : " mistakes"));
    }

    /// The sample that is meant when no file is named.
    static Path sample() {
        return Path.of(System.getProperty("netjar.home", ".")).resolve("samples/small-world.yaml");
    }

    /// Opens a fresh Internet; its devices have no addresses yet. A guest of a running Internet gets that one.
    World open(@Nullable Path file) throws Failure {
        if (Guest.CURRENT.isBound()) {
            return running(Guest.CURRENT.get().internet(), file);
        }
        Path path = file == null ? sample() : file;
        Description description = read(path, spec.commandLine().getErr());
        Path folder = path.toAbsolutePath().getParent();
        try {
            return capture.watched(Internet.open(description, folder == null ? Path.of("") : folder, seed),
                    spec.commandLine().getErr());
        } catch (IOException e) {
            throw Failure.failed(String.valueOf(e.getMessage()));
        }
    }

    /// Opens a fresh Internet and lets it settle in virtual time: devices get their addresses.
    World openSettled(@Nullable Path file) throws Failure {
        World world = open(file);
        if (!Guest.CURRENT.isBound() && !world.internet().settle()) {
            throw Failure
                    .failed("some devices have no address after a minute: the DHCP servers were not heard");
        }
        return world;
    }

    private World running(Internet internet, @Nullable Path file) throws Failure {
        if (file != null || seed != USUAL_SEED) {
            throw Failure.usage((file == null ? "--seed" : "--file") + ": this Internet runs already");
        }
        return capture.watched(internet, spec.commandLine().getErr());
    }
}
