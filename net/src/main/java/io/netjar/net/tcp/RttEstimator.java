package io.netjar.net.tcp;

/// The round trip time and the retransmission timeout that follows from it. RFC 6298. Times in nanoseconds.
final class RttEstimator {
    /// RFC 6298 §2.1: "the sender SHOULD set RTO <- 1 second".
    private static final long INITIAL = 1_000_000_000L;
    /// RFC 6298 §5.7: what the RTO is after a SYN was lost.
    private static final long AFTER_SYN_LOSS = 3_000_000_000L;
    private static final long GRANULARITY = 1_000_000L;

    private final long least;
    private final long greatest;
    private boolean measured;
    private long srtt;
    private long rttvar;
    private long minimum = Long.MAX_VALUE;
    private long timeout = INITIAL;

    RttEstimator(long leastNanos, long greatestNanos) {
        least = leastNanos;
        greatest = greatestNanos;
    }

    void sample(long rtt) {
        minimum = Math.min(minimum, rtt);
        if (!measured) {
            measured = true;
            // RFC 6298 §2.2: "SRTT <- R, RTTVAR <- R/2"
            srtt = rtt;
            rttvar = rtt / 2;
        } else {
            // RFC 6298 §2.3: "RTTVAR <- (1 - beta) * RTTVAR + beta * |SRTT - R'|; SRTT <- (1 - alpha) * SRTT +
            // alpha * R'" with alpha = 1/8 and beta = 1/4
            rttvar += (Math.abs(srtt - rtt) - rttvar) / 4;
            srtt += (rtt - srtt) / 8;
        }
        // Linux keeps 4 * RTTVAR at its minimum of 200 ms rather than the sum, so that a steady path has RTT + 200 ms.
        timeout = clamp(srtt + Math.max(least, Math.max(GRANULARITY, 4 * rttvar)));
    }

    /// RFC 6298 §5.5: "The host MUST set RTO <- RTO * 2 ("back off the timer")." Only a new [#sample] ends that, as §5
    /// says at its end; Karn's algorithm (§3) gives none for what was sent twice.
    void backOff() {
        timeout = clamp(timeout * 2);
    }

    /// RFC 6298 §5.7: "If the timer expires awaiting the ACK of a SYN segment and the TCP implementation is using an
    /// RTO less than 3 seconds, the RTO MUST be re-initialized to 3 seconds when data transmission begins".
    void synWasLost() {
        timeout = AFTER_SYN_LOSS;
    }

    long timeout() {
        return timeout;
    }

    /// The smoothed round trip time, 0 if nothing was measured yet.
    long srtt() {
        return srtt;
    }

    /// How much the round trip time varies: RTTVAR.
    long variation() {
        return rttvar;
    }

    /// The least round trip time seen, or `Long.MAX_VALUE`.
    long minimum() {
        return minimum;
    }

    private long clamp(long value) {
        return Math.clamp(value, least, greatest);
    }
}
