package io.netjar.net.ip;

/// How many ICMP errors a host sends: so many in all, and so many to each destination, so that nobody can use it to
/// flood somebody else. RFC 1812 §4.3.2.8; the figures are Linux's.
final class ErrorLimits {
    /// Linux's icmp_msgs_per_sec and icmp_msgs_burst.
    private static final int PER_SECOND = 1000;
    private static final int AT_ONCE = 50;
    /// Linux's icmp_ratelimit of one a second to each destination, six of which may be saved up.
    static final int PER_SECOND_TO_ONE = 1;
    static final int AT_ONCE_TO_ONE = 6;
    /// A flood with forged sources may not fill the memory.
    private static final int MAX_DESTINATIONS = 1024;

    private final TokenBucket all = new TokenBucket(PER_SECOND, AT_ONCE);
    private IntMap<TokenBucket> destinations = new IntMap<>();

    /// Whether an error may go to `destination` now.
    boolean allows(int destination, long now) {
        if (!all.take(now)) {
            return false;
        }
        TokenBucket one = destinations.get(destination);
        if (one == null) {
            destinations = destinations.size() >= MAX_DESTINATIONS ? new IntMap<>() : destinations;
            one = new TokenBucket(PER_SECOND_TO_ONE, AT_ONCE_TO_ONE);
            destinations.put(destination, one);
        }
        return one.take(now);
    }
}
