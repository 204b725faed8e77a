package io.netjar.cli;

import io.netjar.cli.linux.LinuxComparison;
import io.netjar.cli.linux.Road;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `netjar bench linux`: Netjar's TCP senders beside Linux's.
@Command(name = "linux", description = "Send over emulated roads to this machine's kernel in real time, by Netjar's CUBIC and "
        + "NewReno and by Linux's cubic and reno, and print how much arrived (Mbit/s). Needs root on Linux.", mixinStandardHelpOptions = true, footer = {
                "", "Examples:", "  netjar bench linux --seconds 5 --seeds 1 --road 2"})
final class LinuxBenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--seconds", defaultValue = "20", description = "For how many seconds each sender is measured, after 5 that are not counted (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--seeds", defaultValue = "3", description = "How many times, with different luck; the mean is "
            + "printed (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--road", paramLabel = "NUMBER", description = "Only the road of that number, from 1; may be given several times.")
    private List<Integer> numbers = List.of();

    @Override
    public Integer call() throws Failure {
        PrintWriter out = spec.commandLine().getOut();
        List<Road> all = Road.all();
        if (seconds < 1 || seeds < 1) {
            throw Failure.usage("--seconds and --seeds are numbers from 1");
        }
        for (int number : numbers) {
            if (number < 1 || number > all.size()) {
                throw Failure.usage("--road: there are roads 1 to " + all.size() + ", not " + number);
            }
        }
        try {
            var comparison = new LinuxComparison(seconds, seeds);
            comparison.warmUp();
            out.println(LinuxComparison.HEAD);
            out.flush();
            for (int number : numbers.isEmpty()
                    ? IntStream.rangeClosed(1, all.size()).boxed().toList()
                    : numbers) {
                out.println(comparison.line(all.get(number - 1)));
                out.flush();
            }
            return 0;
        } catch (IOException e) {
            throw Failure.failed(String.valueOf(e.getMessage()));
        }
    }
}
