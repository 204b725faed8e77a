package io.netjar.engine;

import java.util.Arrays;

/// Counts how late events were, second by second, in a histogram of fixed size: 16 steps for each doubling.
final class LatenessGauge {
    private static final long PERIOD_NANOS = 1_000_000_000L;
    private static final int STEP_BITS = 4;
    private static final int STEPS = 1 << STEP_BITS;

    private final int[] counts = new int[(Long.SIZE - STEP_BITS) * STEPS];
    private Lateness last = Lateness.NONE;
    private long periodStart;
    private long events;
    private long max;
    private long slipped;

    /// Forgets everything; a period begins at `wall`.
    void restart(long wall) {
        last = Lateness.NONE;
        begin(wall);
    }

    /// Notes the time, which ends a period each second.
    void tick(long wall) {
        if (wall - periodStart >= PERIOD_NANOS) {
            last = wall - periodStart < 2 * PERIOD_NANOS ? sum() : Lateness.NONE;
            begin(wall);
        }
    }

    /// Counts an event that came `nanos` after its time.
    void late(long nanos) {
        long positive = Math.max(nanos, 0);
        counts[step(positive)]++;
        events++;
        max = Math.max(max, positive);
    }

    void slipped(long nanos) {
        slipped += nanos;
    }

    /// The last whole period, or what there is of the first.
    Lateness last() {
        return last.equals(Lateness.NONE) ? sum() : last;
    }

    private void begin(long wall) {
        periodStart = wall;
        Arrays.fill(counts, 0);
        events = 0;
        max = 0;
        slipped = 0;
    }

    private Lateness sum() {
        return new Lateness(events, percentile(50), percentile(99), max, slipped);
    }

    private long percentile(int percent) {
        long rank = (events * percent + 99) / 100;
        long seen = 0;
        for (int step = 0; step < counts.length && rank > 0; step++) {
            seen += counts[step];
            if (seen >= rank) {
                return Math.min(highest(step), max);
            }
        }
        return 0;
    }

    private static int step(long nanos) {
        if (nanos < STEPS) {
            return (int) nanos;
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - STEP_BITS;
        return (shift << STEP_BITS) + (int) (nanos >>> shift);
    }

    /// The highest number of nanoseconds that counts as `step`.
    private static long highest(int step) {
        if (step < 2 * STEPS) {
            return step;
        }
        int shift = (step >> STEP_BITS) - 1;
        return ((long) (step & STEPS - 1) + STEPS + 1 << shift) - 1;
    }
}
