package io.netjar.cli;

import io.netjar.engine.Pace;
import io.netjar.engine.PacedRunner;
import io.netjar.gateway.DoorException;
import io.netjar.gateway.DoorKind;
import io.netjar.gateway.DoorPlan;
import io.netjar.gateway.Doors;
import io.netjar.gateway.tun.TunDoor;
import io.netjar.internet.Device;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
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

    @Option(names = "--dns", paramLabel = "ADDRESS:PORT", defaultValue = "127.0.0.1:5300", description = "DNS door, UDP and TCP (default: ${DEFAULT-VALUE}; 'off' for none).")
    private String dns = "";

    @Option(names = "--socks", paramLabel = "ADDRESS:PORT", defaultValue = "127.0.0.1:1080", description = "SOCKS5 door (default: ${DEFAULT-VALUE}; 'off' for none).")
    private String socks = "";

    @Option(names = "--http", paramLabel = "ADDRESS:PORT", defaultValue = "127.0.0.1:8118", description = "HTTP proxy door (default: ${DEFAULT-VALUE}; 'off' for none).")
    private String http = "";

    @Option(names = "--pace", paramLabel = "PACE", defaultValue = "real", description = "real, 0.001 to 1000 (seconds inside for a second outside), virtual (as fast as it "
            + "goes) or paused (default: ${DEFAULT-VALUE}).")
    private String pace = "";

    @Option(names = "--access-log", paramLabel = "FILE", description = "Append the sites' access log to FILE ('-': print it).")
    private @Nullable Path accessLog;

    @Override
    public Integer call() throws Failure {
        List<DoorPlan> plans = plans();
        Pace atFirst = PaceText.parse(pace);
        PrintWriter out = spec.commandLine().getOut();
        try (Ending ending = Ending.announced();
                World world = options.openSettled(file);
                Writer log = AccessLogFile.attach(world.internet(), accessLog, out)) {
            Optional<TunOptions.Place> place = tun.place(world);
            Device device = visited(world, place);
            try (TunDoor _ = place.isPresent() ? place.get().open(spec.commandLine().getErr()) : null;
                    Doors doors = Doors.open(device, plans)) {
                new Welcome(world.internet(), device, doors.doors(), place).print(out);
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

    /// The doors asked for; all mistakes in them at once.
    private List<DoorPlan> plans() throws Failure {
        var plans = new ArrayList<DoorPlan>();
        var problems = new ArrayList<String>();
        plan("--dns", DoorKind.DNS, dns, plans, problems);
        plan("--socks", DoorKind.SOCKS, socks, plans, problems);
        plan("--http", DoorKind.HTTP, http, plans, problems);
        if (!problems.isEmpty()) {
            throw Failure.usage(String.join("\n", problems));
        }
        return plans;
    }

    private static void plan(String option, DoorKind kind, String text, List<DoorPlan> plans,
            List<String> problems) {
        if (text.equals("off")) {
            return;
        }
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            problems.add(option + ": '" + text + "' is not an address and port like 127.0.0.1:1080 "
                    + "(ports are 0 to 65535, 0 for any free one)");
            return;
        }
        String host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
        try {
            if (!host.matches("[0-9.]+|\\[[0-9a-fA-F:]+]|localhost")) {
                throw new UnknownHostException(host);
            }
            plans.add(new DoorPlan(kind,
                    new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port))));
        } catch (UnknownHostException _) {
            problems.add(option + ": '" + host + "' is not an address of this machine like 127.0.0.1");
        }
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
