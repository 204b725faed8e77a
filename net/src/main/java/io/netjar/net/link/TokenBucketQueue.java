package io.netjar.net.link;

import io.netjar.wire.Packet;
import org.jspecify.annotations.Nullable;

/// [TokenBucket] at work: as frames leave in order, it knows when there will be tokens enough for the one that comes, and
/// has it wait in the direction's own queue until then.
final class TokenBucketQueue implements ManagedQueue {
    private final LinkDirection direction;
    private final TokenMeter meter;
    /// Holds the longest frame only, so that frames leave one by one at the peak rate; null if there is none.
    private @Nullable TokenMeter peak;

    TokenBucketQueue(TokenBucket bucket, LinkSpec spec, LinkDirection direction) {
        this.direction = direction;
        this.meter = new TokenMeter(bucket.bitsPerSecond(), bucket.burstBytes(), begin());
        peak(bucket, spec);
    }

    private long begin() {
        return Math.max(direction.now(), direction.busyUntil());
    }

    private void peak(TokenBucket bucket, LinkSpec spec) {
        TokenMeter before = peak;
        if (bucket.peakBitsPerSecond() == 0) {
            peak = null;
        } else if (before == null) {
            peak = new TokenMeter(bucket.peakBitsPerSecond(), spec.maxFrameBytes(), begin());
        } else {
            before.change(bucket.peakBitsPerSecond(), spec.maxFrameBytes(), direction.now());
        }
    }

    @Override
    public boolean adopt(QueueDiscipline discipline, LinkSpec spec) {
        if (discipline instanceof TokenBucket changed) {
            meter.change(changed.bitsPerSecond(), changed.burstBytes(), direction.now());
            peak(changed, spec);
            return true;
        }
        return false;
    }

    @Override
    public void carry(Packet frame, long now) {
        int bytes = frame.length();
        TokenMeter fastest = peak;
        long turn = Math.max(now, direction.busyUntil());
        long start = meter.earliest(bytes, turn);
        if (fastest != null) {
            start = Math.max(start, fastest.earliest(bytes, turn));
        }
        if (!direction.isWithin(bytes, 1, start - now)) {
            direction.refuse(frame, DropReason.QUEUE_FULL);
            return;
        }
        meter.take(bytes, start);
        if (fastest != null) {
            fastest.take(bytes, start);
        }
        direction.send(frame, start);
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
        TokenMeter fastest = peak;
        meter.cut(now);
        if (fastest != null) {
            fastest.cut(now);
        }
    }
}
