package io.netjar.cli;

import io.netjar.internet.Device;
import io.netjar.net.host.Traceroute;
import io.netjar.net.host.TracerouteSettings;
import io.netjar.wire.IpAddress;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar traceroute DEVICE NAME`: the routers on the way, printed as Linux's traceroute prints them, with the names that
/// the DNS has for their addresses.
@Command(name = "traceroute", description = "Show the routers between a device and a name or address, in virtual time.", mixinStandardHelpOptions = true, footer = {
        "",
        "With --json: { device, target, address, reached, hops: [ { hop, answers: [ { address, name, roundTripMillis, "
                + "note } ] } ] }; address is null where nobody answered.",
        "", "Exit codes: 0 the target was reached, 1 it was not, 2 wrong usage.", "", "Examples:",
        "  netjar traceroute alice/laptop exchange.test",
        "  netjar traceroute -n -q 1 bob/desktop www.shop.test"})
final class TracerouteCommand implements Callable<Integer> {
    private static final int PACKET_BYTES = 60;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FreshWorldOptions options = new FreshWorldOptions();

    @Option(names = "-n", description = "Print addresses only, not names.")
    private boolean numeric;

    @Option(names = "--first", paramLabel = "HOP", defaultValue = "1", description = "The hop to begin with (default: ${DEFAULT-VALUE}).")
    private int firstHop;

    @Option(names = "-m", paramLabel = "HOPS", defaultValue = "30", description = "How many hops to follow at most, up to 255 (default: ${DEFAULT-VALUE}).")
    private int maxHops;

    @Option(names = "-q", paramLabel = "PROBES", defaultValue = "3", description = "Probes to each hop, 1 to 10 (default: ${DEFAULT-VALUE}).")
    private int probes;

    @Option(names = "-N", paramLabel = "PROBES", defaultValue = "16", description = "Probes that are out at once (default: ${DEFAULT-VALUE}).")
    private int atOnce;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    @Parameters(index = "0", paramLabel = "DEVICE", description = "The device to start from, like alice/laptop.")
    private String deviceName = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "The name or address to reach.")
    private String target = "";

    private final List<Hop> hops = new ArrayList<>();
    private final Map<IpAddress, String> names = new LinkedHashMap<>();
    private boolean finished;
    private boolean reached;

    private record Hop(int number, List<Traceroute.Answer> answers) {}

    @Override
    public Integer call() throws Failure {
        PrintWriter out = spec.commandLine().getOut();
        TracerouteSettings settings = settings();
        try (World world = options.open()) {
            Device device = world.device(deviceName);
            IpAddress address = world.resolve(device, target);
            if (!json) {
                out.printf("traceroute to %s (%s), %d hops max, %d byte packets%n", target, address,
                        maxHops, PACKET_BYTES);
            }
            new Traceroute(device.host(), address, settings, listener()).start();
            world.run(() -> finished);
            if (json) {
                JsonText.print(out, document(world, device, address));
            } else {
                hops.forEach(hop -> out.println(line(world, device, hop)));
            }
        }
        return reached ? 0 : 1;
    }

    private TracerouteSettings settings() throws Failure {
        try {
            return TracerouteSettings.linux().withHops(firstHop, maxHops).withProbes(probes, atOnce);
        } catch (IllegalArgumentException e) {
            throw Failure.usage("traceroute: " + e.getMessage());
        }
    }

    private Traceroute.Listener listener() {
        return new Traceroute.Listener() {
            @Override
            public void hop(int number, List<Traceroute.Answer> answers) {
                hops.add(new Hop(number, answers));
            }

            @Override
            public void finished(boolean hasReached) {
                finished = true;
                reached = hasReached;
            }
        };
    }

    /// The hop's number, then each answer; who answered is printed when it changes.
    private String line(World world, Device device, Hop hop) {
        var text = new StringBuilder(String.format("%2d ", hop.number()));
        Optional<IpAddress> last = Optional.empty();
        for (Traceroute.Answer answer : hop.answers()) {
            if (answer.from().isEmpty()) {
                text.append(" *");
                continue;
            }
            if (!answer.from().equals(last)) {
                IpAddress from = answer.from().get();
                text.append(' ').append(numeric ? from.toString() : nameAndAddress(world, device, from));
                last = answer.from();
            }
            text.append(String.format(Locale.ROOT, "  %.3f ms", answer.roundTripNanos() / 1e6));
            if (!answer.note().isEmpty()) {
                text.append(' ').append(answer.note());
            }
        }
        return text.toString();
    }

    private Map<String, Object> document(World world, Device device, IpAddress address) {
        Map<String, Object> document = JsonText.object();
        document.put("device", deviceName);
        document.put("target", target);
        document.put("address", address);
        document.put("reached", reached);
        document.put("hops", hops.stream().map(hop -> {
            Map<String, Object> object = JsonText.object();
            object.put("hop", hop.number());
            object.put("answers", hop.answers().stream().map(each -> answer(world, device, each)).toList());
            return object;
        }).toList());
        return document;
    }

    private Map<String, Object> answer(World world, Device device, Traceroute.Answer answer) {
        Map<String, Object> object = JsonText.object();
        object.put("address", answer.from());
        if (answer.from().isPresent()) {
            if (!numeric) {
                object.put("name", names.computeIfAbsent(answer.from().get(),
                        each -> world.nameInDns(device, each)));
            }
            object.put("roundTripMillis", JsonText.millis(answer.roundTripNanos()));
            object.put("note", answer.note());
        }
        return object;
    }

    /// As Linux's prints it; where there is no name, the address stands in its place.
    private String nameAndAddress(World world, Device device, IpAddress from) {
        return names.computeIfAbsent(from, address -> world.nameInDns(device, address)) + " (" + from + ")";
    }
}
