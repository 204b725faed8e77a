package io.netjar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.wire.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/// What bulk transfers reach on many roads: a table that is committed, so that a change of TCP shows what it changes.
/// `-Dupdate-golden=true` writes it anew.
class ThroughputTableTest {
    private static final Path GOLDEN = Path.of("src/test/resources/tcp/throughput.txt");
    private static final double SECONDS = 20;
    private static final int SEEDS = 3;
    /// What may change unnoticed, in per cent.
    private static final double SLACK = 5;

    /// A road: its rate, round trip time, loss and queue in units of rate times round trip time.
    private record Road(int megabits, int rttMillis, double loss, double queue) {
        double run(CongestionAlgorithm algorithm, long seed) {
            TcpSettings settings = TcpSettings.linuxLike().withCongestionControl(algorithm);
            var pair = new TransferTest.Pair(seed, settings, settings);
            for (FaultyPath path : List.of(pair.up, pair.down)) {
                path.delayNanos = rttMillis * 500_000L;
                path.bitsPerSecond = megabits * 1_000_000L;
            }
            pair.up.loss = loss;
            long fourPackets = 4 * 12_000 * 1000L / megabits;
            pair.up.queueNanos = Math.max((long) (queue * rttMillis * 1e6), fourPackets);
            var sink = new BulkSink();
            pair.server.listen(Endpoint.v4(0, 80), 5, socket -> socket.events(sink));
            pair.client.connect(Endpoint.v4(TransferTest.SERVER, 80), new BulkSource());
            pair.engine.runUntil((long) (SECONDS * 1e9));
            return sink.received() * 8 / SECONDS / 1e6;
        }

        double mean(CongestionAlgorithm algorithm) {
            int seeds = loss > 0 ? SEEDS : 1;
            double sum = 0;
            for (int seed = 1; seed <= seeds; seed++) {
                sum += run(algorithm, seed);
            }
            return sum / seeds;
        }

        String row() {
            return String.format(Locale.ROOT, "%4d %4d %6.3f %5.2f %8.3f %8.3f", megabits, rttMillis, loss,
                    queue,
                    mean(CongestionAlgorithm.CUBIC), mean(CongestionAlgorithm.NEW_RENO));
        }
    }

    private static List<String> table() {
        var rows = new ArrayList<String>();
        rows.add(
                "Mbit/s ms loss queue/BDP cubic new-reno (Mbit/s in the first 20 s, with loss the mean of three seeds)");
        for (int megabits : new int[]{1, 10, 50}) {
            for (int rtt : new int[]{5, 50, 200}) {
                for (double loss : new double[]{0, 0.001, 0.02}) {
                    rows.add(new Road(megabits, rtt, loss, 1).row());
                }
            }
            rows.add(new Road(megabits, 50, 0, 0.25).row());
            rows.add(new Road(megabits, 50, 0, 4).row());
        }
        return rows;
    }

    @Test
    void isWhatItWas() throws IOException {
        List<String> now = table();
        if (Boolean.getBoolean("update-golden")) {
            assertThat(table()).as("a second run").isEqualTo(now);
            Files.createDirectories(GOLDEN.getParent());
            Files.write(GOLDEN, now);
        }
        List<String> before = Files.readAllLines(GOLDEN);
        assertThat(now).hasSameSizeAs(before);
        for (int i = 1; i < now.size(); i++) {
            String[] cells = now.get(i).trim().split(" +", -1);
            String[] golden = before.get(i).trim().split(" +", -1);
            for (int cell = 0; cell < cells.length; cell++) {
                assertThat(Double.parseDouble(cells[cell])).as(now.get(i) + ", which was " + before.get(i))
                        .isCloseTo(Double.parseDouble(golden[cell]), Percentage.withPercentage(SLACK));
            }
        }
    }
}
