package io.netjar.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntSupplier;

/// What becomes true on another thread.
final class Eventually {
    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private Eventually() {}

    static void equal(IntSupplier actual, int expected) {
        long start = System.nanoTime();
        while (actual.getAsInt() != expected && System.nanoTime() - start < PATIENCE_NANOS) {
            Thread.onSpinWait();
        }
        assertThat(actual.getAsInt()).isEqualTo(expected);
    }
}
