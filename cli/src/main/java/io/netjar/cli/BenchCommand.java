package io.netjar.cli;

import io.netjar.cli.bench.Chain;
import io.netjar.cli.bench.Dumbbell;
import io.netjar.cli.bench.Measurement;
import io.netjar.cli.bench.Memory;
import io.netjar.cli.bench.RealTime;
import io.netjar.cli.bench.Routes;
import io.netjar.cli.bench.Star;
import io.netjar.cli.bench.Subscribers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `netjar bench …`: benchmarks, one line each; most of them in virtual time, warm-up not counted.
@Command(name = "bench", description = "Measure how fast packets are carried on one thread, how much memory hosts take, and "
        + "how well real time is held.", mixinStandardHelpOptions = true, footer = {"",
                "With --json each line is an object { benchmark, hops, deliveredBytes, simulatedSeconds, wallSeconds, "
                        + "hopsPerSecond, … } of the keys that the text has, their units in whole words.",
                "", "Examples:", "  netjar bench chain 10 1000000", "  netjar bench --cpu dumbbell 10 10",
                "  netjar bench memory 10000 --json"}, subcommands = {
                        LinuxBenchCommand.class,
                        TunBenchCommand.class})
final class BenchCommand {
    private static final int MAX_ROUTERS = 10_000;
    private static final int MAX_FLOWS = 1000;
    private static final int MAX_SECONDS = 1_000_000;
    private static final int MAX_REAL_SECONDS = 3600;
    private static final int MAX_HOSTS = 100_000;
    private static final int MAX_REQUESTS = 1_000_000;
    private static final int MAX_PREFIXES = 2_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--cpu", description = "Print the thread's CPU time as well, the better measure on a busy "
            + "machine.")
    private boolean withCpu;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON instead of text, one object a line.")
    private boolean json;

    @Command(name = "chain", description = "One UDP flow of 1,000-byte payloads through a chain of routers; "
            + "10 Gbit/s, 1 ms links, a packet every 2 µs.", mixinStandardHelpOptions = true, footer = {"",
                    "Examples:", "  netjar bench chain 10 1000000"})
    int chain(
            @Parameters(paramLabel = "ROUTERS", description = "How many routers, 1 to " + MAX_ROUTERS
                    + ".") int routers,
            @Parameters(paramLabel = "PACKETS", description = "How many packets.") long packets)
            throws Failure {
        check("ROUTERS", routers, MAX_ROUTERS);
        check("PACKETS", packets, Long.MAX_VALUE);
        return print(Chain.run(routers, packets));
    }

    @Command(name = "dumbbell", description = "Bulk TCP flows between hosts of their own through one link of "
            + "1 Gbit/s, 10 ms and a queue of 1,000 packets; 1 Gbit/s, 1 ms edges, 4 MiB buffers.", mixinStandardHelpOptions = true, footer = {
                    "", "Examples:", "  netjar bench dumbbell 10 10"})
    int dumbbell(
            @Parameters(paramLabel = "FLOWS", description = "How many flows, 1 to " + MAX_FLOWS
                    + ".") int flows,
            @Parameters(paramLabel = "SECONDS", description = "For how long inside.") int seconds)
            throws Failure {
        check("FLOWS", flows, MAX_FLOWS);
        check("SECONDS", seconds, MAX_SECONDS);
        return print(Dumbbell.run(flows, seconds));
    }

    @Command(name = "star", description = "Hosts that each open a TCP connection to one server, send 10,000 bytes "
            + "and close, again and again, 0.2 s apart; 100 Mbit/s, 5 ms edges.", mixinStandardHelpOptions = true, footer = {
                    "", "Examples:", "  netjar bench star 1000 10"})
    int star(
            @Parameters(paramLabel = "HOSTS", description = "How many hosts, 1 to " + MAX_HOSTS
                    + ".") int hosts,
            @Parameters(paramLabel = "REQUESTS", description = "How many connections each.") int requests)
            throws Failure {
        check("HOSTS", hosts, MAX_HOSTS);
        check("REQUESTS", requests, MAX_REQUESTS);
        return print(Star.run(hosts, requests));
    }

    @Command(name = "subscribers", description = "Devices that subscribe to an exchange's feed over WebSockets, "
            + "some ten messages a second to each; how much faster than real time that is.", mixinStandardHelpOptions = true, footer = {
                    "", "Examples:", "  netjar bench subscribers 1000 --seconds 5"})
    int subscribers(
            @Parameters(arity = "0..1", paramLabel = "DEVICES", defaultValue = "10000", description = "How many devices, 1 to "
                    + MAX_HOSTS + " (default: ${DEFAULT-VALUE}).") int devices,
            @Option(names = "--seconds", paramLabel = "SECONDS", defaultValue = "10", description = "For how long inside (default: ${DEFAULT-VALUE}).") int seconds)
            throws Failure {
        check("DEVICES", devices, MAX_HOSTS);
        check("SECONDS", seconds, MAX_SECONDS);
        return print(Subscribers.run(devices, seconds));
    }

    @Command(name = "routes", description = "Look-ups, insertions and removals in a routing table of random "
            + "prefixes, in CPU time.", mixinStandardHelpOptions = true, footer = {"", "Examples:",
                    "  netjar bench routes 1000000"})
    int routes(
            @Parameters(paramLabel = "PREFIXES", description = "How many prefixes, 1 to " + MAX_PREFIXES
                    + ".") int prefixes)
            throws Failure {
        check("PREFIXES", prefixes, MAX_PREFIXES);
        return print(Routes.run(prefixes));
    }

    @Command(name = "memory", description = "How much memory described hosts take that are up and idle: desks of "
            + "offices, then homes of a modem, a router, Wi-Fi and two devices.", mixinStandardHelpOptions = true, footer = {
                    "", "Examples:", "  netjar bench memory 10000"})
    int memory(
            @Parameters(paramLabel = "HOSTS", description = "How many hosts each time, 1 to " + MAX_HOSTS
                    + ".") int hosts)
            throws Failure {
        check("HOSTS", hosts, MAX_HOSTS);
        print(Memory.ofIdleHosts(hosts).line());
        return print(Memory.ofHomes(hosts).line());
    }

    @Command(name = "realtime", description = "How well real time is held with 1,000 hosts and 200 Mbit/s: how late "
            + "events are, and by how much a delay of 20 ms, timed from outside, is off.", mixinStandardHelpOptions = true, footer = {
                    "", "Examples:", "  netjar bench realtime 10"})
    int realTime(
            @Parameters(arity = "0..1", paramLabel = "SECONDS", defaultValue = "10", description = "For how long (default: ${DEFAULT-VALUE}).") int seconds)
            throws Failure, InterruptedException {
        check("SECONDS", seconds, MAX_REAL_SECONDS);
        return print(RealTime.run(seconds));
    }

    private static void check(String name, long value, long most) throws Failure {
        if (value < 1 || value > most) {
            String range = most == Long.MAX_VALUE ? "from 1" : "from 1 to " + most;
            throw Failure.usage(name + " is a number " + range + ", not " + value);
        }
    }

    private int print(Measurement measurement) {
        return print(withCpu ? measurement.lineWithCpu() : measurement.line());
    }

    /// Whether JSON is asked for, here or behind the benchmark's name.
    boolean isJson() {
        return json;
    }

    /// Prints the line of a benchmark, here and for those in classes of their own.
    int print(String line) {
        BenchText.print(spec.commandLine().getOut(), line, json);
        return 0;
    }
}
