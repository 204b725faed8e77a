package io.netjar.net.link;

import io.netjar.wire.Packet;
import org.jspecify.annotations.Nullable;

/// CoDel's state and law for one queue. RFC 8289 §5; the names are those of its pseudocode.
final class CoDelLaw {
    private static final long NOT_ABOVE = -1;
    /// RFC 8289 §5.6 takes up the last dropping rate if the last dropping ended less than 16 intervals ago.
    private static final int MEMORY_INTERVALS = 16;

    private final CoDelOutlet outlet;
    private long target;
    private long interval;
    private int maxPacket;
    private boolean ecn;

    private long firstAboveTime = NOT_ABOVE;
    private long dropNext;
    private int count;
    private int lastCount;
    private boolean dropping;
    private boolean okToDrop;

    CoDelLaw(CoDelOutlet outlet) {
        this.outlet = outlet;
    }

    /// Sets the figures; the state stays.
    void figures(long targetNanos, long intervalNanos, boolean marks, int maxFrameBytes) {
        target = targetNanos;
        interval = intervalNanos;
        ecn = marks;
        maxPacket = maxFrameBytes;
    }

    /// The frame that leaves `queue` now; those before it that the law chose are dropped. Null if none is left.
    @Nullable
    Packet dequeue(FrameFifo queue, long now) {
        Packet frame = take(queue, now);
        if (dropping) {
            return goOn(frame, queue, now);
        }
        return okToDrop && frame != null ? begin(frame, queue, now) : frame;
    }

    /// RFC 8289 §5.5: takes a frame and judges by its sojourn time whether one may be dropped.
    private @Nullable Packet take(FrameFifo queue, long now) {
        okToDrop = false;
        if (queue.size() == 0) {
            firstAboveTime = NOT_ABOVE;
            return null;
        }
        long sojourn = now - queue.firstTime();
        Packet frame = outlet.take(queue);
        // Went below the target, or less than a full frame is left: stay below for at least an interval.
        if (sojourn < target || queue.bytes() <= maxPacket) {
            firstAboveTime = NOT_ABOVE;
        } else if (firstAboveTime == NOT_ABOVE) {
            firstAboveTime = now + interval;
        } else {
            okToDrop = now >= firstAboveTime;
        }
        return frame;
    }

    /// In the dropping state: it ends when the sojourn time is below the target; until then frames are dropped whenever their
    /// time has come, several at once if the last turns were long.
    private @Nullable Packet goOn(@Nullable Packet first, FrameFifo queue, long now) {
        Packet frame = first;
        dropping = okToDrop;
        while (dropping && frame != null && now >= dropNext) {
            count++;
            if (isMarked(frame)) {
                dropNext = controlLaw(dropNext);
                return frame;
            }
            outlet.drop(frame);
            frame = take(queue, now);
            dropping = okToDrop;
            if (dropping) {
                dropNext = controlLaw(dropNext);
            }
        }
        return frame;
    }

    /// Enters the dropping state with a drop.
    private @Nullable Packet begin(Packet first, FrameFifo queue, long now) {
        Packet frame = first;
        if (!isMarked(first)) {
            outlet.drop(first);
            frame = take(queue, now);
        }
        dropping = true;
        // RFC 8289 §5.6: if the sojourn time went above the target soon after it last went below, the drop rate that
        // controlled the queue then is a good one to begin with.
        int delta = count - lastCount;
        count = delta > 1 && now - dropNext < MEMORY_INTERVALS * interval ? delta : 1;
        dropNext = controlLaw(now);
        lastCount = count;
        return frame;
    }

    private boolean isMarked(Packet frame) {
        return ecn && outlet.mark(frame);
    }

    /// RFC 8289 §5.3: the next drop is an interval divided by the root of the number of drops after `time`.
    private long controlLaw(long time) {
        return time + (long) (interval / Math.sqrt(count));
    }
}
