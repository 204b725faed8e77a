package io.netjar.cli;

import io.netjar.cli.linux.LinuxComparison;
import io.netjar.cli.linux.Road;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `netjar bench linux`: Netjar's TCP senders beside Linux's.
@Command(name = "linux", description = "Send over emulated roads to this machine's kernel in real time, by Netjar's CUBIC and "
        + "NewReno and by Linux's cubic and reno, and print how much arrived (Mbit/s). Needs root on Linux.", mixinStandardHelpOptions = true, footer = {
                "",
                "With --json an object a line, one for each road: { benchmark, road, bitsPerSecond, roundTripMillis, lossShare, "
                        + "queuePackets, special, linuxCubicBitsPerSecond, netjarCubicBitsPerSecond, linuxRenoBitsPerSecond, "
                        + "netjarNewRenoBitsPerSecond, rfc9438BitsPerSecond, mathisBitsPerSecond, latenessMillis, late }.",
                "", "Examples:", "  netjar bench linux --seconds 5 --seeds 1 --road 2"})
final class LinuxBenchCommand implements Callable<Integer> {
    private static final int MEGA = 1_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ParentCommand
    private BenchCommand bench = new BenchCommand();

    @Option(names = "--seconds", paramLabel = "SECONDS", defaultValue = "20", description = "For how many seconds each sender is measured, after 5 that are not counted (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--seeds", paramLabel = "NUMBER", defaultValue = "3", description = "How many times, with different luck; the mean is "
            + "printed (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--road", paramLabel = "NUMBER", description = "Only the road of that number, from 1. Can be given again.")
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
            if (!bench.isJson()) {
                out.println(LinuxComparison.HEAD);
                out.flush();
            }
            for (int number : numbers.isEmpty()
                    ? IntStream.rangeClosed(1, all.size()).boxed().toList()
                    : numbers) {
                print(out, number, comparison.compare(all.get(number - 1)));
            }
            return 0;
        } catch (IOException e) {
            throw Failure.failed(String.valueOf(e.getMessage()));
        }
    }

    private void print(PrintWriter out, int number, LinuxComparison.Row row) {
        if (bench.isJson()) {
            JsonText.printLine(out, document(number, row));
        } else {
            out.println(row.line());
            out.flush();
        }
    }

    private static Map<String, Object> document(int number, LinuxComparison.Row row) {
        Road road = row.road();
        Map<String, Object> document = JsonText.object();
        document.put("benchmark", "linux");
        document.put("road", number);
        document.put("bitsPerSecond", (long) road.megabits() * MEGA);
        document.put("roundTripMillis", road.roundTripMillis());
        document.put("lossShare", JsonText.rounded(road.loss(), 9));
        document.put("queuePackets", road.queuePackets());
        document.put("special", road.special());
        document.put("linuxCubicBitsPerSecond", bits(row.linuxCubic()));
        document.put("netjarCubicBitsPerSecond", bits(row.netjarCubic()));
        document.put("linuxRenoBitsPerSecond", bits(row.linuxReno()));
        document.put("netjarNewRenoBitsPerSecond", bits(row.netjarNewReno()));
        if (road.hasModel()) {
            document.put("rfc9438BitsPerSecond", bits(road.rfc9438()));
            document.put("mathisBitsPerSecond", bits(road.mathis()));
        }
        document.put("latenessMillis", JsonText.rounded(row.latenessMillis(), 3));
        document.put("late", row.isLate());
        return document;
    }

    private static BigDecimal bits(double megabits) {
        return JsonText.rounded(megabits * MEGA, 0);
    }
}
