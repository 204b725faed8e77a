package io.netjar.engine;

/// How well an Internet kept step with the clock on the wall during about a second: by how much its events came later
/// than they should have. Times are nanoseconds of the wall clock, rounded up by a sixteenth at most.
///
/// @param events how many events there were, letters of other threads among them
/// @param p50Nanos half of them were no later than this
/// @param p99Nanos 99 of 100 were no later than this
/// @param maxNanos how late the latest was
/// @param slippedNanos for how long the clock inside stood because it had fallen too far behind to catch up
public record Lateness(long events, long p50Nanos, long p99Nanos, long maxNanos, long slippedNanos) {
    static final Lateness NONE = new Lateness(0, 0, 0, 0, 0);
}
