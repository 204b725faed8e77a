package io.netjar.cli;

import io.netjar.cli.bench.Chain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar bench …`: benchmarks in virtual time, warm-up not counted; one line each.
@Command(name = "bench", description = "Measure how fast packets are carried, in virtual time, on one thread; "
        + "warm-up is not counted.", mixinStandardHelpOptions = true)
final class BenchCommand {
    private static final int MAX_ROUTERS = 10_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "chain", description = "One UDP flow of 1,000-byte payloads through a chain of routers; "
            + "10 Gbit/s, 1 ms links, a packet every 2 µs.", mixinStandardHelpOptions = true)
    int chain(
            @Parameters(paramLabel = "ROUTERS", description = "How many routers, 1 to " + MAX_ROUTERS
                    + ".") int routers,
            @Parameters(paramLabel = "PACKETS", description = "How many packets.") long packets)
            throws Failure {
        if (routers < 1 || routers > MAX_ROUTERS) {
            throw Failure.usage("ROUTERS is a number from 1 to " + MAX_ROUTERS + ", not " + routers);
        }
        if (packets < 1) {
            throw Failure.usage("PACKETS is a number from 1, not " + packets);
        }
        spec.commandLine().getOut().println(Chain.run(routers, packets).line());
        return 0;
    }
}
