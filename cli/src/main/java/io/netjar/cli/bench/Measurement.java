package io.netjar.cli.bench;

import java.util.Locale;

/// What one run of a benchmark came to.
///
/// @param hops transmissions of a packet by a device
/// @param deliveredBytes payload bytes that arrived
/// @param simulatedNanos how much time passed inside
/// @param wallNanos how much time passed outside
public record Measurement(String name, long hops, long deliveredBytes, long simulatedNanos, long wallNanos) {
    /// One line, the same for all benchmarks.
    public String line() {
        return String.format(Locale.ROOT,
                "%s hops=%d delivered_bytes=%d simulated_s=%.6f wall_s=%.6f hops_per_s=%.0f", name, hops,
                deliveredBytes, simulatedNanos / 1e9, wallNanos / 1e9, hops * 1e9 / wallNanos);
    }
}
