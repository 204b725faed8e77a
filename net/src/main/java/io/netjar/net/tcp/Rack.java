package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.after;
import static io.netjar.net.tcp.SequenceNumbers.atOrAfter;
import static io.netjar.net.tcp.SequenceNumbers.before;

/// RACK, recent acknowledgment: a segment is lost if one that was sent later, by more than a reordering window, has
/// been delivered. It works by the time of each transmission, so that lost retransmissions are found as well.
/// RFC 8985 §6.
///
/// As in Linux it takes the place of RFC 6675's counting, to which RFC 8985 says it "is intended to be an alternative";
/// three segments SACKed beyond a hole still mean a loss at once as long as the path was not seen to reorder.
final class Rack {
    /// RFC 8985 §6.2 step 4: recoveries without a D-SACK after which the window is as small as at first.
    private static final int PERSISTENCE = 16;
    /// As in Linux: the window is at most so many quarters of the least round trip time.
    private static final int MOST_QUARTERS = 255;
    /// The reordering window of a path without any delay: the timer must run for some time.
    private static final long LEAST_WINDOW = 1000;

    private final SackScoreboard board;
    private final RttEstimator rtt;
    /// RACK.xmit_ts and RACK.end_seq: the segment sent last of those delivered.
    private long sentAt = -1;
    private int end;
    /// RACK.rtt.
    private long roundTrip;
    /// RACK.fack: the end of the highest segment delivered.
    private int highest;
    private boolean reorderingSeen;
    /// RACK.reo_wnd_mult.
    private int quarters = 1;
    /// RACK.reo_wnd_persist.
    private int persistence;
    private boolean inDuplicateRound;
    /// RACK.dsack_round: what was sent before this is of the round that had its D-SACK.
    private int duplicateRound;

    Rack(SackScoreboard board, RttEstimator rtt) {
        this.board = board;
        this.rtt = rtt;
    }

    void start(int iss) {
        highest = iss;
        end = iss;
    }

    /// RACK.xmit_ts, or -1.
    long sentAt() {
        return sentAt;
    }

    /// RACK.end_seq.
    int end() {
        return end;
    }

    /// RFC 8985 §6.2 steps 2 and 3: a segment that was last sent at `time` was delivered for the first time.
    void delivered(Acknowledgement news, long time, int segmentEnd, boolean resent) {
        detectReordering(segmentEnd, resent);
        long sample = news.now() - time;
        // Of a segment that was sent again the acknowledgement may be for the first copy: its timestamp may tell, or
        // that it came sooner than any round trip can be.
        if (resent && (news.answersWhatWasSentBefore(time) || sample < rtt.minimum())) {
            return;
        }
        roundTrip = sample;
        if (isSentAfter(time, segmentEnd, sentAt, end)) {
            sentAt = time;
            end = segmentEnd;
        }
    }

    private void detectReordering(int segmentEnd, boolean resent) {
        if (after(segmentEnd, highest)) {
            highest = segmentEnd;
        } else if (before(segmentEnd, highest) && !resent) {
            // RFC 8985 §6.2 step 3: "If a never-retransmitted segment that's below RACK.fack is (selectively or
            // cumulatively) acknowledged, it has been delivered out of order. The sender sets RACK.reordering_seen to
            // TRUE if such a segment is identified."
            reorderingSeen = true;
        }
    }

    private static boolean isSentAfter(long time, int segmentEnd, long otherTime, int otherEnd) {
        return time > otherTime || time == otherTime && after(segmentEnd, otherEnd);
    }

    /// RFC 8985 §6.2 step 4: a D-SACK came although nothing was lost, so the window was too small. It grows once in a
    /// round trip.
    void repairWasNeedless(int sndUna, int sndNxt) {
        if (inDuplicateRound && atOrAfter(sndUna, duplicateRound)) {
            inDuplicateRound = false;
        }
        if (!inDuplicateRound) {
            inDuplicateRound = true;
            duplicateRound = sndNxt;
            quarters = Math.min(MOST_QUARTERS, quarters + 1);
            persistence = PERSISTENCE;
        }
    }

    /// A recovery is over. RFC 8985 §6.2 step 4: after sixteen without D-SACKs the window is as at first.
    void recovered() {
        persistence--;
        if (persistence <= 0) {
            quarters = 1;
        }
    }

    boolean isReorderingSeen() {
        return reorderingSeen;
    }

    /// RFC 8985 §6.2 step 4: how much later than expected a segment may come and not count as lost, in nanoseconds.
    long reorderingWindow(boolean recovering) {
        if (!reorderingSeen && (recovering || board.sackedSegments() >= SackScoreboard.DUP_THRESH)) {
            return 0;
        }
        // "min(RACK.reo_wnd_mult * RACK.min_RTT / 4, SRTT)"
        long least = rtt.minimum() == Long.MAX_VALUE ? 0 : rtt.minimum();
        return Math.max(LEAST_WINDOW, Math.min(quarters * least / 4, rtt.srtt()));
    }

    /// RFC 8985 §6.2 step 5: marks as lost what should have come by now. Returns after how long there may be more to
    /// find, 0 if there will not be.
    long detectLosses(long now, boolean recovering) {
        long window = reorderingWindow(recovering);
        long timeout = 0;
        TransmissionOrder order = board.order();
        long segment = order.oldest();
        while (segment != TransmissionOrder.NONE && isSentAfter(sentAt, end, board.time(segment),
                board.end(segment))) {
            long next = order.after(segment);
            long remaining = remaining(segment, window, now);
            if (remaining <= 0) {
                board.markLost(segment);
            } else {
                timeout = Math.max(timeout, remaining);
            }
            segment = next;
        }
        return timeout;
    }

    /// RFC 8985 §6.3: the retransmission timer expired. The oldest segment is lost, and so is all that had the time to
    /// be acknowledged; what was sent just now is not.
    void timedOut(long now) {
        board.markLost(board.first());
        TransmissionOrder order = board.order();
        long segment = order.oldest();
        while (segment != TransmissionOrder.NONE && remaining(segment, 0, now) <= 0) {
            long next = order.after(segment);
            board.markLost(segment);
            segment = next;
        }
    }

    private long remaining(long segment, long window, long now) {
        return board.time(segment) + roundTrip + window - now;
    }
}
