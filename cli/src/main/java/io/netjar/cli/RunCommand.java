package io.netjar.cli;

import io.netjar.engine.Pace;
import io.netjar.gateway.DoorException;
import io.netjar.gateway.DoorPlan;
import io.netjar.gateway.tun.TunDoor;
import io.netjar.internet.Device;
import io.netjar.internet.Internet;
import io.netjar.web.Access;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        + "acts as one of its devices.", mixinStandardHelpOptions = true, footer = {
                "",
                "On a terminal there is a prompt: 'cut alice/line for 20 s', 'ping alice/laptop www.shop.test', 'pace 0.1'; 'help' lists "
                        + "what can be typed. A script has the same lines. A script with mistakes ends the command with 2 before any "
                        + "door is open.",
                "",
                "With --json one object a line: first { seconds, event: 'ready', devices: [ { device, address, doors: [ { kind, "
                        + "address, port, target, targetPort } ] } ], tun, sites, rootFile, anchorFile, anchorBindFile }, then what "
                        + "happens: event 'action' and 'over' (action), 'output' (text), 'access' with --access-log -, and "
                        + "'warning' (text). Seconds count from 'ready', by the clock inside.",
                "", "Examples:",
                "  netjar run", "  netjar run --as bob/desktop --forward 9301=exchange.test:80 mine.yaml",
                "  netjar run --door bob/desktop=1081 --door alice/pc=socks:1082,dns:5301",
                "  netjar run --capture road.pcapng --capture 'alice/* proto:dns'",
                "  netjar run --script storm.txt",
                "  echo 'after 5 s: cut alice/line' | netjar run --script -",
                "  netjar run --json --dns 0 --socks 0 --http 0"})
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

    @Mixin
    private AnchorFile anchor = new AnchorFile();

    @Option(names = "--pace", paramLabel = "PACE", defaultValue = "real", description = "real, 0.001 to 1000 (seconds inside for a second outside), virtual (as fast as it "
            + "goes) or paused (default: ${DEFAULT-VALUE}).")
    private String pace = "";

    @Option(names = "--access-log", paramLabel = "FILE", description = "Append the sites' access log to FILE ('-': print it).")
    private @Nullable Path accessLog;

    @Option(names = "--script", paramLabel = "FILE", description = "Do what FILE says, a line after the other, like 'at 5 s: "
            + "cut alice/line for 20 s' or 'ping alice/laptop www.shop.test'; '-': the standard input.")
    private @Nullable Path script;

    @Option(names = "--json", description = "Print JSON instead of text, one object a line: that it is ready and where its doors are, "
            + "then what happens.")
    private boolean json;

    private Optional<RunJson> events = Optional.empty();

    @Override
    public Integer call() throws Failure {
        Map<String, List<DoorPlan>> plans = doorOptions.plans();
        DoorOptions.warnings(plans.values().stream().flatMap(List::stream).toList())
                .forEach(warning -> spec.commandLine().getErr().println("netjar: " + warning));
        Pace atFirst = PaceText.parse(pace);
        var screen = new Screen();
        try (Ending ending = Ending.announced();
                World world = options.openSettled(file);
                Writer log = AccessLogFile.attach(world.internet(), accessLog,
                        access -> show(screen, access))) {
            var stage = new Stage(world.internet(), screen, atFirst, script);
            Optional<TunOptions.Place> place = tun.place(world);
            Device device = visited(world, place);
            try (TunDoor _ = place.isPresent() ? place.get().open(spec.commandLine().getErr()) : null;
                    DeviceDoors doors = DeviceDoors.open(byDevice(world, place, device, plans))) {
                welcome(world.internet(), doors, place, screen, stage.hasPrompt());
                ending.stops(stage::stop);
                world.flushEverySecond(log);
                return stage.run();
            }
        } catch (DoorException e) {
            throw Failure.failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw Failure.failed("cannot write the access log " + accessLog + ": " + Files.reason(e));
        }
    }

    private void welcome(Internet internet, DeviceDoors doors, Optional<TunOptions.Place> place,
            Screen screen, boolean hasPrompt) throws Failure {
        Optional<Path> rootFile = root.write(internet);
        Optional<AnchorFile.Written> anchorFiles = anchor.write(internet);
        if (!json) {
            new Welcome(internet, doors, place, rootFile, anchorFiles).print(screen.out(), hasPrompt);
            return;
        }
        var form = new RunJson(internet.engine());
        events = Optional.of(form);
        internet.faults().onEvent((action, isOver) -> screen.print(form.happened(action, isOver)));
        screen.inJson(form);
        screen.print(form.ready(internet, doors, place, rootFile, anchorFiles));
    }

    private void show(Screen screen, Access access) {
        events.ifPresentOrElse(form -> screen.print(form.accessed(access)),
                () -> screen.out().println(AccessLogFile.line(access)));
    }

    private static Map<Device, List<DoorPlan>> byDevice(World world, Optional<TunOptions.Place> taken,
            Device usual, Map<String, List<DoorPlan>> plans) throws Failure {
        Map<Device, List<DoorPlan>> all = new LinkedHashMap<>();
        for (Map.Entry<String, List<DoorPlan>> each : plans.entrySet()) {
            Device device = each.getKey().isEmpty() ? usual : world.device(each.getKey());
            if (taken.isPresent() && taken.get().device().equals(device)) {
                throw Failure.usage("--door: " + device.name() + " is the kernel's, by --tun");
            }
            all.computeIfAbsent(device, _ -> new ArrayList<>()).addAll(each.getValue());
        }
        return all;
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
}
