package io.netjar.cli.linux;

import io.netjar.cli.linux.Lane.Outcome;
import io.netjar.cli.linux.Lane.Sender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Netjar's senders beside Linux's: the same roads, the same luck, the same receiving kernel, in real time. The four
/// senders of a road run at the same time, each on a road of its own, so that they meet the same machine.
public final class LinuxComparison {
    /// The head of the table.
    public static final String HEAD = """
            | road: rate, round trip, loss, queue | Linux cubic | Netjar CUBIC | ratio | Linux reno | Netjar NewReno | ratio | RFC 9438 | Mathis | worst lateness |
            |---|---|---|---|---|---|---|---|---|---|""";
    /// Beyond this the emulated round trip is not what it says: a tenth of the shortest one's.
    private static final double LATE_MILLIS = 1;
    private static final int WARM_UP_SECONDS = 3;
    /// How often a road is tried again because the machine was too busy.
    private static final int TRIES = 2;

    private final int seconds;
    private final int seeds;

    /// @param seconds how long each sender sends
    /// @param seeds how many times, with different luck; the table shows the mean
    public LinuxComparison(int seconds, int seeds) {
        this.seconds = seconds;
        this.seeds = seeds;
    }

    /// What arrived on one road, in Mbit/s, the mean of all runs.
    ///
    /// @param linuxCubic by Linux's cubic
    /// @param netjarCubic by Netjar's CUBIC
    /// @param linuxReno by Linux's reno
    /// @param netjarNewReno by Netjar's NewReno
    /// @param latenessMillis by how much the worst second of the worst lane was late
    public record Row(Road road, double linuxCubic, double netjarCubic, double linuxReno,
            double netjarNewReno,
            double latenessMillis) {
        /// A line of the table.
        public String line() {
            return String.format(Locale.ROOT,
                    "| %s | %.2f | %.2f | %.0f %% | %.2f | %.2f | %.0f %% | %s | %s | %.1f ms%s |",
                    road, linuxCubic, netjarCubic, 100 * netjarCubic / linuxCubic, linuxReno, netjarNewReno,
                    100 * netjarNewReno / linuxReno, model(road, road.rfc9438()), model(road, road.mathis()),
                    latenessMillis, isLate() ? " (!)" : "");
        }

        /// Whether the machine was too busy for the figures to say anything.
        public boolean isLate() {
            return latenessMillis > LATE_MILLIS;
        }
    }

    /// Lets the compiler see the code that is to be measured, for no longer than is measured.
    public void warmUp() throws IOException {
        var comparison = new LinuxComparison(Math.min(WARM_UP_SECONDS, seconds), 1);
        comparison.once(Road.all().get(7), 99);
    }

    /// Compares the senders on one road.
    ///
    /// @throws IOException if namespaces or TUN devices cannot be made
    public Row compare(Road road) throws IOException {
        double[] sums = new double[Sender.values().length];
        double late = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            List<Outcome> outcomes = once(road, seed);
            for (int i = 1; i < TRIES && worst(outcomes) > LATE_MILLIS; i++) {
                List<Outcome> again = once(road, seed);
                outcomes = worst(again) < worst(outcomes) ? again : outcomes;
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] += outcomes.get(i).megabits() / seeds;
            }
            late = Math.max(late, worst(outcomes));
        }
        return new Row(road, sums[Sender.LINUX_CUBIC.ordinal()], sums[Sender.NETJAR_CUBIC.ordinal()],
                sums[Sender.LINUX_RENO.ordinal()], sums[Sender.NETJAR_NEW_RENO.ordinal()], late);
    }

    private static String model(Road road, double megabits) {
        return road.hasModel() ? String.format(Locale.ROOT, "%.2f", megabits) : "–";
    }

    private static double worst(List<Outcome> outcomes) {
        return outcomes.stream().mapToDouble(Outcome::latenessMillis).max().orElse(0);
    }

    private List<Outcome> once(Road road, long seed) throws IOException {
        try (ExecutorService lanes = Executors.newFixedThreadPool(Sender.values().length)) {
            var futures = new ArrayList<Future<Outcome>>();
            for (Sender sender : Sender.values()) {
                futures.add(lanes.submit(new Lane(road, seed, sender, seconds)));
            }
            var outcomes = new ArrayList<Outcome>();
            for (Future<Outcome> future : futures) {
                outcomes.add(future.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
