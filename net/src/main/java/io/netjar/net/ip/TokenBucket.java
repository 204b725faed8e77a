package io.netjar.net.ip;

/// A rate limit: so many at once, so many in a second after that. RFC 1812 §4.3.2.8.
final class TokenBucket {
    private final long intervalNanos;
    private final long fullNanos;
    private long creditNanos;
    private long updated;

    /// @param perSecond tokens that come in a second
    /// @param burst tokens the bucket holds
    TokenBucket(int perSecond, int burst) {
        this.intervalNanos = 1_000_000_000L / perSecond;
        this.fullNanos = burst * intervalNanos;
        this.creditNanos = fullNanos;
    }

    /// Takes a token, if there is one.
    boolean take(long now) {
        creditNanos = Math.min(fullNanos, creditNanos + (now - updated));
        updated = now;
        if (creditNanos < intervalNanos) {
            return false;
        }
        creditNanos -= intervalNanos;
        return true;
    }
}
