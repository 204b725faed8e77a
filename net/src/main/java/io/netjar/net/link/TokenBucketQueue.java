package io.netjar.net.link;

import io.netjar.wire.Packet;

/// [TokenBucket] at work: as frames leave in order, it knows when there will be tokens enough for the one that comes, and
/// has it wait in the direction's own queue until then.
final class TokenBucketQueue implements ManagedQueue {
    /// Tokens are counted in billionths of a bit, so that a nanosecond's worth is a whole number at any rate.
    private static final long PER_BYTE = 8_000_000_000L;

    private final LinkDirection direction;
    private TokenBucket bucket;
    private long tokens;
    /// The time that `tokens` is right for: when the last frame began or will begin to leave.
    private long countedAt;

    TokenBucketQueue(TokenBucket bucket, LinkDirection direction) {
        this.direction = direction;
        this.bucket = bucket;
        this.tokens = bucket.burstBytes() * PER_BYTE;
        this.countedAt = Math.max(direction.now(), direction.busyUntil());
    }

    @Override
    public boolean adopt(QueueDiscipline discipline, LinkSpec spec) {
        if (discipline instanceof TokenBucket changed) {
            count(Math.max(direction.now(), countedAt));
            bucket = changed;
            tokens = Math.min(tokens, changed.burstBytes() * PER_BYTE);
            return true;
        }
        return false;
    }

    @Override
    public void carry(Packet frame, long now) {
        count(Math.max(now, direction.busyUntil()));
        long needed = frame.length() * PER_BYTE;
        long lacking = Math.max(0, needed - tokens);
        long start = countedAt + (lacking + bucket.bitsPerSecond() - 1) / bucket.bitsPerSecond();
        if (!direction.isWithin(frame.length(), 1, start - now)) {
            direction.refuse(frame, DropReason.QUEUE_FULL);
            return;
        }
        count(start);
        tokens -= needed;
        direction.send(frame, start);
    }

    /// Lets the tokens of the time until `time` into the bucket.
    private void count(long time) {
        if (time <= countedAt) {
            return;
        }
        long full = bucket.burstBytes() * PER_BYTE;
        long elapsed = time - countedAt;
        long nanosUntilFull = (full - tokens) / bucket.bitsPerSecond();
        tokens = elapsed > nanosUntilFull ? full : tokens + elapsed * bucket.bitsPerSecond();
        countedAt = time;
    }

    @Override
    public void handOver(long now) {
        // What it let in waits in the direction's own queue.
    }

    @Override
    public Backlog backlog() {
        return Backlog.NONE;
    }

    @Override
    public void cut(long now) {
        countedAt = Math.min(countedAt, now);
    }
}
