package io.netjar.cli;

import io.netjar.engine.Pace;
import io.netjar.engine.PacedRunner;
import io.netjar.gateway.DoorException;
import io.netjar.gateway.DoorPlan;
import io.netjar.gateway.Doors;
import io.netjar.gateway.tun.TunDoor;
import io.netjar.internet.Device;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar run [FILE]`: an Internet in real time, with doors.
@Command(name = "run", description = "Run an Internet in real time and open doors into it, through which any program "
        + "acts as one of its devices.", mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private WorldOptions options = new WorldOptions();

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The description (default: samples/small-world.yaml).")
    private @Nullable Path file;

    @Option(names = "--as", paramLabel = "DEVICE", description = "The device as which programs act "
            + "(default: alice/laptop if there is one, else the first).")
    private @Nullable String as;

    @Mixin
    private TunOptions tun = new TunOptions();

    @Mixin
    private DoorOptions doorOptions = new DoorOptions();

    @Mixin
    private RootFile root = new RootFile();

    @Option(names = "--pace", paramLabel = "PACE", defaultValue = "real", description = "real, 0.001 to 1000 (seconds inside for a second outside), virtual (as fast as it "
            + "goes) or paused (default: ${DEFAULT-VALUE}).")
    private String pace = "";

    @Option(names = "--access-log", paramLabel = "FILE", description = "Append the sites' access log to FILE ('-': print it).")
    private @Nullable Path accessLog;

    @Override
    public Integer call() throws Failure {
        List<DoorPlan> plans = doorOptions.plans();
        Pace atFirst = PaceText.parse(pace);
        PrintWriter out = spec.commandLine().getOut();
        try (Ending ending = Ending.announced();
                World world = options.openSettled(file);
                Writer log = AccessLogFile.attach(world.internet(), accessLog, out)) {
            Optional<TunOptions.Place> place = tun.place(world);
            Device device = visited(world, place);
            try (TunDoor _ = place.isPresent() ? place.get().open(spec.commandLine().getErr()) : null;
                    Doors doors = Doors.open(device, plans)) {
                new Welcome(world.internet(), device, doors.doors(), place, root.write(world.internet()))
                        .print(out);
                runUntilStopped(world, log, ending, atFirst, !Path.of("-").equals(accessLog));
            }
            return 0;
        } catch (DoorException e) {
            throw Failure.failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw Failure.failed("cannot write the access log " + accessLog + ": " + Files.reason(e));
        }
    }

    /// The device as which visitors of the doors act: not the one whose place a kernel has.
    private Device visited(World world, Optional<TunOptions.Place> taken) throws Failure {
        Optional<Device> kernel = taken.map(TunOptions.Place::device);
        Device usual = world.device(as == null ? world.defaultDevice() : as);
        if (kernel.isEmpty() || !kernel.get().equals(usual)) {
            return usual;
        }
        if (as != null) {
            throw Failure.usage("--as: " + as + " is the kernel's, by --tun; doors act as another device");
        }
        return world.internet().devices().stream().filter(device -> !device.equals(usual)).findFirst()
                .orElseThrow(() -> Failure
                        .usage("--tun: " + usual.name() + " is the only device, so nobody is left "
                                + "for the doors to act as"));
    }

    /// Keeps engine and wall clock in step on this thread until the process is told to end.
    private static void runUntilStopped(World world, Writer log, Ending ending, Pace pace,
            boolean quiet) {
        var runner = new PacedRunner(world.internet().engine(), System::nanoTime, pace);
        ending.stops(runner);
        world.flushEverySecond(log);
        try (var _ = StatusLine.start(runner, world.internet().engine(), pace, quiet)) {
            runner.run();
        }
    }
}
