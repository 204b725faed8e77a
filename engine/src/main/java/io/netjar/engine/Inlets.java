package io.netjar.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// The ways by which something can come into a partition.
final class Inlets {
    private static final long UNKNOWN = -1;

    private final List<LongSupplier> delays = new ArrayList<>();
    private long leastDelay = Engine.NEVER;

    void add(LongSupplier delay) {
        delays.add(delay);
        leastDelay = UNKNOWN;
    }

    void changed() {
        leastDelay = UNKNOWN;
    }

    /// How many nanoseconds something takes at least to come in, or [Engine#NEVER] if there is no way.
    long leastDelay() {
        if (leastDelay == UNKNOWN) {
            leastDelay = Engine.NEVER;
            for (LongSupplier delay : delays) {
                leastDelay = Math.min(leastDelay, delay.getAsLong());
            }
        }
        return leastDelay;
    }
}
