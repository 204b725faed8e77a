package io.netjar.net.link;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What a direction of a link counts.
final class LinkCounters {
    private static final long[] NONE = {};

    private long sentFrames;
    private long sentBytes;
    private long markedFrames;
    private int peakFrames;
    private long peakBytes;
    /// By reason; made at the first drop.
    private long[] dropped = NONE;

    void sent(int length) {
        sentFrames++;
        sentBytes += length;
    }

    void peak(long bytes, int frames) {
        peakBytes = Math.max(peakBytes, bytes);
        peakFrames = Math.max(peakFrames, frames);
    }

    void marked(boolean isMarked) {
        markedFrames += isMarked ? 1 : 0;
    }

    void dropped(DropReason reason) {
        if (dropped.length == 0) {
            dropped = new long[DropReason.values().length];
        }
        dropped[reason.ordinal()]++;
    }

    LinkStatistics statistics(long queuedBytes, int queuedFrames, long duplicated, long corrupted) {
        Map<DropReason, Long> reasons = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            if (dropped.length > 0 && dropped[reason.ordinal()] > 0) {
                reasons.put(reason, dropped[reason.ordinal()]);
            }
        }
        return new LinkStatistics(sentFrames, sentBytes, Collections.unmodifiableMap(reasons), markedFrames,
                duplicated, corrupted, queuedFrames, queuedBytes, peakFrames, peakBytes);
    }
}
