package io.netjar.cli.bench;

import java.util.Locale;
import java.util.function.Supplier;

/// What one run of a benchmark came to.
///
/// @param hops transmissions of a packet by a device
/// @param deliveredBytes payload bytes that arrived
/// @param simulatedNanos how much time passed inside
/// @param wallNanos how much time passed outside
/// @param cpuNanos how much of it the engine's thread had a processor
public record Measurement(String name, long hops, long deliveredBytes, long simulatedNanos, long wallNanos,
        long cpuNanos) {
    /// For the compiler's sake a round runs at least once, and again until the thread has worked for so long.
    private static final int MOST_ROUNDS = 1000;
    private static final long WARM_UP_NANOS = 5_000_000_000L;

    /// Measures `round`, which sets everything up anew each time, after others to warm up.
    static Measurement warmed(Supplier<Measurement> round) {
        long worked = 0;
        while (worked < WARM_UP_NANOS) {
            worked += Math.max(WARM_UP_NANOS / MOST_ROUNDS, round.get().cpuNanos());
        }
        return round.get();
    }

    /// One line, the same for all benchmarks.
    public String line() {
        return String.format(Locale.ROOT,
                "%s hops=%d delivered_bytes=%d simulated_s=%.6f wall_s=%.6f hops_per_s=%.0f", name, hops,
                deliveredBytes, simulatedNanos / 1e9, wallNanos / 1e9, hops * 1e9 / wallNanos);
    }

    /// The line with the thread's CPU time at its end, the better measure on a busy machine.
    public String lineWithCpu() {
        return line() + String.format(Locale.ROOT, " cpu_s=%.6f", cpuNanos / 1e9);
    }
}
