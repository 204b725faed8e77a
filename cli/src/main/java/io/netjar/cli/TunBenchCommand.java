package io.netjar.cli;

import io.netjar.cli.linux.TunSpeed;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `netjar bench tun`: one stream between two kernels.
@Command(name = "tun", description = "One TCP stream between two kernels, through two TUN devices and a row of routers in "
        + "real time; a warm-up as long is not counted. Needs root on Linux.", mixinStandardHelpOptions = true, footer = {
                "", "Examples:", "  netjar bench tun 10"})
final class TunBenchCommand implements Callable<Integer> {
    private static final int MAX_ROUTERS = 200;

    @ParentCommand
    private BenchCommand bench = new BenchCommand();

    @Parameters(paramLabel = "ROUTERS", defaultValue = "10", description = "How many routers, 2 to "
            + MAX_ROUTERS
            + " (default: ${DEFAULT-VALUE}).")
    private int routers;

    @Option(names = "--seconds", paramLabel = "SECONDS", defaultValue = "5", description = "For how many seconds to measure (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Override
    public Integer call() throws Failure {
        if (routers < 2 || routers > MAX_ROUTERS || seconds < 1) {
            throw Failure.usage("ROUTERS is a number from 2 to " + MAX_ROUTERS + ", --seconds one from 1");
        }
        try {
            return bench.print(new TunSpeed(routers, seconds).run());
        } catch (IOException e) {
            throw Failure.failed(String.valueOf(e.getMessage()));
        }
    }
}
