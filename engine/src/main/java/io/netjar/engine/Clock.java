package io.netjar.engine;

import org.jspecify.annotations.Nullable;

/// What an engine and its partitions share: the time of the event that is firing, or fired last.
final class Clock {
    long now;
    /// How many timers have fired so far.
    long fired;
    /// The partition whose event is firing, or null.
    @Nullable
    Engine running;
}
