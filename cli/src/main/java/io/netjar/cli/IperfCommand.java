package io.netjar.cli;

import io.netjar.cli.iperf.Measuring;
import io.netjar.cli.iperf.Plan;
import io.netjar.cli.iperf.Report;
import io.netjar.cli.iperf.TcpMeasuring;
import io.netjar.cli.iperf.UdpMeasuring;
import io.netjar.internet.Device;
import io.netjar.net.host.Host;
import io.netjar.wire.Endpoint;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar iperf DEVICE TARGET`: how much gets through, in virtual time, printed as iperf3 prints it.
@Command(name = "iperf", description = "Measure how much gets from a device to a site, server or other device, in virtual "
        + "time, by TCP or by UDP at a rate. The server's side is placed on the target for the measurement, at port "
        + Plan.PORT + ".", mixinStandardHelpOptions = true, footer = {
                "",
                "Nobody outside can open a connection to a device behind NAT: measure from that device, to a site, and what comes "
                        + "in with --reverse.",
                "",
                "With --json: { device, target, protocol, reverse, streams, intervals: [ { startSeconds, endSeconds, "
                        + "streams: [ { stream, bytes, bitsPerSecond, retransmissions, congestionWindowBytes } ], sum } ], sent, "
                        + "received }; UDP has datagrams, and where it is received lostDatagrams and jitterMillis.",
                "", "Examples:", "  netjar iperf alice/laptop www.shop.test",
                "  netjar iperf alice/laptop www.shop.test --reverse --parallel 4",
                "  netjar iperf bob/desktop exchange.test --udp --rate 20M --time 5s"})
final class IperfCommand implements Callable<Integer> {
    private static final int MAX_STREAMS = 128;
    private static final String USUAL_RATE = "1M";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FreshWorldOptions options = new FreshWorldOptions();

    @Option(names = {"-R",
            "--reverse"}, description = "The target sends, and the device receives. The device still "
                    + "opens the connections.")
    private boolean reverse;

    @Option(names = {"-u",
            "--udp"}, description = "Send UDP datagrams of 1,448 bytes at a rate instead of TCP.")
    private boolean udp;

    @Option(names = {"-b",
            "--rate"}, paramLabel = "RATE", description = "With --udp: payload bits in a second of each stream, like 500K, 20M or 1G "
                    + "(default: " + USUAL_RATE + ").")
    private String rate = "";

    @Option(names = {"-t",
            "--time"}, paramLabel = "TIME", defaultValue = "10s", description = "For how long, like 10s or 1min; a bare number is seconds (default: ${DEFAULT-VALUE}).")
    private String time = "";

    @Option(names = {"-P",
            "--parallel"}, paramLabel = "N", defaultValue = "1", description = "How many streams at once, 1 to "
                    + MAX_STREAMS + " (default: ${DEFAULT-VALUE}).")
    private int parallel = 1;

    @Option(names = "--json", description = "Print JSON instead of tables.")
    private boolean json;

    @Parameters(index = "0", paramLabel = "DEVICE", description = "The device, like alice/laptop.")
    private String deviceName = "";

    @Parameters(index = "1", paramLabel = "TARGET", description = "A site, device, router or server by name, or an address of "
            + "one; 'netjar show' lists them.")
    private String target = "";

    @Override
    public Integer call() throws Failure {
        if (parallel < 1 || parallel > MAX_STREAMS) {
            throw Failure
                    .usage("iperf: --parallel is a number from 1 to " + MAX_STREAMS + ", not " + parallel);
        }
        if (!udp && !rate.isEmpty()) {
            throw Failure.usage("iperf: --rate is for --udp; TCP sends as much as it can");
        }
        long nanos = TimeText.nanos("--time", time.matches("[0-9.]+") ? time + "s" : time);
        long bitsPerSecond = RateText.bitsPerSecond("--rate", rate.isEmpty() ? USUAL_RATE : rate);
        if (nanos == 0) {
            throw Failure.usage("iperf: --time is longer than nothing");
        }
        try (World world = options.open()) {
            Device device = world.device(deviceName);
            IperfTarget server = IperfTarget.find(world, device, target);
            var plan = new Plan(new Endpoint(server.address(), Plan.PORT), reverse, parallel, nanos,
                    bitsPerSecond);
            return run(world, device, server.host(), plan);
        }
    }

    private int run(World world, Device device, Host server, Plan plan) throws Failure {
        var text = new IperfText(spec.commandLine().getOut());
        var document = new IperfJson();
        Report report = json ? document : text;
        if (!json) {
            spec.commandLine().getOut().println("Connecting to host " + target + ", port " + Plan.PORT);
            if (reverse) {
                spec.commandLine().getOut().println("Reverse mode, remote host " + target + " is sending");
            }
        }
        try (Measuring measuring = udp
                ? new UdpMeasuring(device.host(), server, plan, report)
                : new TcpMeasuring(device.host(), server, plan, report)) {
            measuring.begin();
            world.run(measuring::isOver);
            if (!measuring.problem().isEmpty()) {
                throw Failure.failed("iperf: " + measuring.problem());
            }
            tell(text, document, measuring);
        }
        return 0;
    }

    private void tell(IperfText text, IperfJson document, Measuring measuring) {
        if (json) {
            JsonText.print(spec.commandLine().getOut(), document.document(deviceName, target, udp, reverse,
                    measuring.sent(), measuring.received()));
        } else {
            text.totals(measuring.sent(), measuring.received());
        }
    }
}
