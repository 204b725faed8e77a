package io.netjar.net.link;

/// A bucket of tokens, one for a byte, that come at a rate: tells when it will hold enough for a frame.
final class TokenMeter {
    /// Tokens are counted in billionths of a bit, so that a nanosecond's worth is a whole number at any rate.
    private static final long PER_BYTE = 8_000_000_000L;

    private long bitsPerSecond;
    private long full;
    private long tokens;
    /// The time that `tokens` is right for: when the last frame began or will begin to leave.
    private long countedAt;

    /// A full bucket from the time `now` on.
    TokenMeter(long bitsPerSecond, int burstBytes, long now) {
        this.bitsPerSecond = bitsPerSecond;
        this.full = burstBytes * PER_BYTE;
        this.tokens = full;
        this.countedAt = now;
    }

    /// From `now` on tokens come at another rate, and the bucket holds another number of them at most.
    void change(long newBitsPerSecond, int burstBytes, long now) {
        count(Math.max(now, countedAt));
        bitsPerSecond = newBitsPerSecond;
        full = burstBytes * PER_BYTE;
        tokens = Math.min(tokens, full);
    }

    /// When a frame of `bytes` may begin to leave, from `from` on.
    long earliest(int bytes, long from) {
        count(from);
        long lacking = Math.max(0, bytes * PER_BYTE - tokens);
        return countedAt + (lacking + bitsPerSecond - 1) / bitsPerSecond;
    }

    /// A frame of `bytes` begins to leave at `time`.
    void take(int bytes, long time) {
        count(time);
        tokens -= bytes * PER_BYTE;
    }

    /// What was to leave later does not.
    void cut(long now) {
        countedAt = Math.min(countedAt, now);
    }

    /// Lets the tokens of the time until `time` into the bucket.
    private void count(long time) {
        if (time <= countedAt) {
            return;
        }
        long elapsed = time - countedAt;
        long nanosUntilFull = (full - tokens) / bitsPerSecond;
        tokens = elapsed > nanosUntilFull ? full : tokens + elapsed * bitsPerSecond;
        countedAt = time;
    }
}
