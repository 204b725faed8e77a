package io.netjar.net.link;

import java.util.Map;

/// What became of the frames of one direction of a link so far, and what waits before it.
///
/// @param sentFrames frames that left or are about to, those lost on the way included, copies not
/// @param sentBytes their bytes, without preamble, frame check sequence and gap
/// @param dropped how many frames came to nothing, by reason, before the link and on it; reasons that never occurred are left
///     out, the others stand in the order of [DropReason]
/// @param markedFrames frames marked with "congestion experienced" instead of dropped (RFC 3168)
/// @param duplicatedFrames frames sent twice, by [Impairments#duplication()]
/// @param corruptedFrames frames that arrived with a wrong bit, by [Impairments#corruption()], copies included
/// @param queuedFrames frames that wait now, the one being sent included
/// @param queuedBytes their bytes
/// @param peakFrames the most frames that ever waited
/// @param peakBytes the most bytes that ever waited
public record LinkStatistics(long sentFrames, long sentBytes, Map<DropReason, Long> dropped,
        long markedFrames, long duplicatedFrames, long corruptedFrames, int queuedFrames, long queuedBytes,
        int peakFrames, long peakBytes) {
    /// How many frames came to nothing, for whatever reason.
    public long droppedFrames() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }
}
