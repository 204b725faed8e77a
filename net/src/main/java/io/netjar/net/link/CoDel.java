package io.netjar.net.link;

import java.time.Duration;

/// Controlled delay (RFC 8289): first in, first out; when frames have waited longer than `targetNanos` for an
/// `intervalNanos` on end, one is dropped, or marked, at its turn, and further ones at shrinking distances until a frame has
/// waited less. It looks at the time a frame waited only, so that it suits any rate without being told it.
///
/// @param limit how much may wait at most, whatever the law says
/// @param targetNanos the wait that is acceptable for long, in nanoseconds, from 1 to `intervalNanos`
/// @param intervalNanos how long a wait above the target is a burst that may pass, up to a minute; about the round trips'
///     length
/// @param ecn whether frames that can bear it are marked instead of dropped (RFC 3168)
public record CoDel(QueueLimit limit, long targetNanos, long intervalNanos,
        boolean ecn) implements QueueDiscipline {
    /// RFC 8289 §4.3 and §4.4: a target of 5 ms and an interval of 100 ms suit the open Internet.
    static final long TARGET_NANOS = 5_000_000;
    static final long INTERVAL_NANOS = 100_000_000;

    public CoDel {
        requireTimes(targetNanos, intervalNanos);
    }

    static void requireTimes(long targetNanos, long intervalNanos) {
        Rule.require(intervalNanos >= 1 && intervalNanos <= 60_000_000_000L,
                "CoDel's interval is from 1 ns to a minute, not ", intervalNanos + " ns");
        Rule.require(targetNanos >= 1 && targetNanos <= intervalNanos,
                "CoDel's target is from 1 ns to its interval, not ", targetNanos + " ns");
    }

    /// 5 ms and 100 ms as RFC 8289 has them, 1,000 packets and no marks as Linux's `codel` has them.
    public static CoDel usual() {
        return new CoDel(QueueLimit.packets(1000), TARGET_NANOS, INTERVAL_NANOS, false);
    }

    public CoDel withLimit(QueueLimit newLimit) {
        return new CoDel(newLimit, targetNanos, intervalNanos, ecn);
    }

    public CoDel withTimes(Duration target, Duration interval) {
        return new CoDel(limit, target.toNanos(), interval.toNanos(), ecn);
    }

    public CoDel withEcn(boolean marks) {
        return new CoDel(limit, targetNanos, intervalNanos, marks);
    }
}
