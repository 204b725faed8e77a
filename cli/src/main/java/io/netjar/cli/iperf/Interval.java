package io.netjar.cli.iperf;

import java.util.List;

/// What all streams did in a time.
///
/// @param fromNanos since the beginning
/// @param toNanos since the beginning
public record Interval(long fromNanos, long toNanos, List<Row> rows) {
    public Interval {
        rows = List.copyOf(rows);
    }

    /// All streams together, as number 0.
    public Row sum() {
        return Row.sum(rows);
    }

    /// Payload bits of `row` in a second.
    public double bitsPerSecond(Row row) {
        return toNanos > fromNanos ? row.bytes() * 8e9 / (toNanos - fromNanos) : 0;
    }
}
