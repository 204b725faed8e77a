package io.netjar.cli;

import io.netjar.internet.Device;
import io.netjar.net.host.Ping;
import io.netjar.net.host.PingResult;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpAddress;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar ping DEVICE NAME`: echo requests in virtual time, printed as iputils' ping prints them.
@Command(name = "ping", description = "Ping a name or address from a device, in virtual time.", mixinStandardHelpOptions = true, footer = {
        "",
        "With --json: { device, target, address, replies: [ { sequence, from, fromName, bytes, ttl, roundTripMillis } ], "
                + "sent, received, lostPercent, roundTripMinMillis, roundTripAverageMillis, roundTripMaxMillis, "
                + "roundTripDeviationMillis, elapsedMillis }; a request that failed has 'error'.",
        "", "Exit codes: 0 there was an answer, 1 there was none, 2 wrong usage.", "", "Examples:",
        "  netjar ping alice/laptop www.shop.test", "  netjar ping -c 10 --seed 2 bob/desktop exchange.test"})
final class PingCommand implements Callable<Integer> {
    /// Data, ICMP header and IPv4 header.
    private static final int PACKET_BYTES = Ping.DATA_BYTES + IcmpView.HEADER_BYTES + 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FreshWorldOptions options = new FreshWorldOptions();

    @Parameters(index = "0", paramLabel = "DEVICE", description = "The device that pings, like alice/laptop.")
    private String deviceName = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "The name or address to ping.")
    private String target = "";

    @Option(names = {"-c",
            "--count"}, paramLabel = "COUNT", defaultValue = "4", description = "How many requests (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    private final List<Map<String, Object>> replies = new ArrayList<>();
    private final List<Long> roundTrips = new ArrayList<>();
    private int errors;
    private boolean finished;

    @Override
    public Integer call() throws Failure {
        if (count < 1) {
            throw Failure.usage("--count is a number from 1, not " + count);
        }
        PrintWriter out = spec.commandLine().getOut();
        try (World world = options.open()) {
            Device device = world.device(deviceName);
            IpAddress address = world.resolve(device, target);
            if (!json) {
                out.printf("PING %s (%s) %d(%d) bytes of data.%n", target, address, Ping.DATA_BYTES,
                        PACKET_BYTES);
            }
            long start = device.host().engine().now();
            Ping ping = new Ping(device.host(), address, listener(world, device, out));
            ping.start(count);
            world.run(() -> finished);
            end(out, address, ping.sent(), device.host().engine().now() - start);
        }
        return roundTrips.isEmpty() ? 1 : 0;
    }

    private Ping.Listener listener(World world, Device device, PrintWriter out) {
        return new Ping.Listener() {
            @Override
            public void ended(Ping ping, PingResult result) {
                replies.add(PingJson.reply(world, device, result));
                print(world, device, json ? new PrintWriter(Writer.nullWriter()) : out, result);
            }

            @Override
            public void finished(Ping ping) {
                finished = true;
            }
        };
    }

    private void print(World world, Device device, PrintWriter out, PingResult result) {
        switch (result) {
            case PingResult.Reply reply -> {
                roundTrips.add(reply.roundTripNanos());
                out.printf(Locale.ROOT, "%d bytes from %s: icmp_seq=%d ttl=%d time=%s ms%n", reply.bytes(),
                        world.nameAndAddress(device, reply.from()), reply.sequence(), reply.ttl(),
                        milliseconds(reply.roundTripNanos()));
            }
            case PingResult.Failure failure -> {
                errors++;
                out.printf("From %s icmp_seq=%d %s%n",
                        world.nameAndAddress(device, failure.from()), failure.sequence(),
                        IcmpText.of(failure.icmpType(), failure.icmpCode()));
            }
            case PingResult.NoRoute _ -> out.println("ping: connect: Network is unreachable");
            case PingResult.Silence _ -> {
                // ping says nothing of a request without an answer; the statistics do.
            }
        }
    }

    /// Three significant digits, as ping prints times.
    private static String milliseconds(long nanos) {
        double value = nanos / 1e6;
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private void end(PrintWriter out, IpAddress address, int sent, long nanos) {
        if (json) {
            JsonText.print(out,
                    PingJson.document(deviceName, target, address, replies, sent, roundTrips, nanos));
        } else {
            statistics(out, sent, nanos);
        }
    }

    private void statistics(PrintWriter out, int sent, long nanos) {
        int lost = sent - roundTrips.size();
        out.printf("%n--- %s ping statistics ---%n", target);
        out.printf(Locale.ROOT, "%d packets transmitted, %d received, %s%s%% packet loss, time %dms%n", sent,
                roundTrips.size(), errors == 0 ? "" : "+" + errors + " errors, ", percent(lost, sent),
                nanos / 1_000_000);
        if (roundTrips.isEmpty()) {
            return;
        }
        double average = roundTrips.stream().mapToLong(Long::longValue).average().orElse(0);
        double squares = roundTrips.stream().mapToDouble(time -> (time - average) * (time - average))
                .average()
                .orElse(0);
        out.printf(Locale.ROOT, "rtt min/avg/max/mdev = %.3f/%.3f/%.3f/%.3f ms%n",
                roundTrips.stream().mapToLong(Long::longValue).min().orElse(0) / 1e6, average / 1e6,
                roundTrips.stream().mapToLong(Long::longValue).max().orElse(0) / 1e6,
                Math.sqrt(squares) / 1e6);
    }

    private static String percent(int part, int whole) {
        double share = whole == 0 ? 0 : 100.0 * part / whole;
        return share == Math.rint(share)
                ? String.valueOf((int) share)
                : String.format(Locale.ROOT, "%.4f", share);
    }
}
