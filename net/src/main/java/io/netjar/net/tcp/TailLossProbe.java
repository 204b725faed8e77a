package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.atOrAfter;

/// TLP, tail loss probe: when the end of what was sent stays unacknowledged for two round trips, one more segment is
/// sent, new or the last one again, whose acknowledgement lets RACK find what is lost well before the retransmission
/// timer would. RFC 8985 §7.
final class TailLossProbe {
    /// RFC 8985 §7.2, TLP.max_ack_delay: how long a peer may delay the acknowledgement of a lone segment. Linux takes
    /// the same 200 ms.
    private static final long MOST_ACK_DELAY = 200_000_000L;
    /// As Linux with a clock of 1 ms, so that short paths do not send two of everything.
    private static final long LEAST_MARGIN = 2_000_000L;
    /// RFC 8985 §7.2: the timeout while no round trip was measured.
    private static final long UNMEASURED = 1_000_000_000L;
    private static final long NEVER = -1;

    private boolean outstanding;
    private boolean resent;
    /// TLP.end_seq: SND.NXT when the probe was sent.
    private int end;
    private long sentAt = NEVER;
    /// When the probe timeout last began: with new data sent or acknowledged.
    private long start;

    /// New data were sent or acknowledged.
    void restart(long now) {
        start = now;
    }

    /// When the probe should go out. RFC 8985 §7.2, TLP_calc_PTO().
    long deadline(long srttNanos, boolean loneSegment) {
        if (srttNanos == 0) {
            return start + UNMEASURED;
        }
        // "PTO = 2 * SRTT", and for "If FlightSize is one segment: PTO += TLP.max_ack_delay".
        return start + 2 * srttNanos + (loneSegment ? MOST_ACK_DELAY : LEAST_MARGIN);
    }

    /// Whether a probe is on its way. RFC 8985 §7.3: one at a time.
    boolean isOutstanding() {
        return outstanding;
    }

    /// When a segment was sent again as a probe that is still on its way, or -1.
    long resentAt() {
        return outstanding && resent ? sentAt : NEVER;
    }

    /// A probe was sent, after which SND.NXT is `sndNxt`.
    void sent(long now, int sndNxt, boolean again) {
        outstanding = true;
        resent = again;
        end = sndNxt;
        sentAt = now;
    }

    /// A recovery began, which answers what the probe was to find.
    void stop() {
        outstanding = false;
    }

    /// Whether the D-SACK of `news` tells that the probe came twice, so that nothing was lost.
    boolean isDuplicate(Acknowledgement news) {
        return outstanding && resent && news.hasDuplicate() && news.duplicateRight() == end;
    }

    /// RFC 8985 §7.4.2, TLP_process_ack(): an acknowledgement came. Returns whether it shows that the probe repaired
    /// a loss, which congestion control has to hear of.
    boolean repaired(Acknowledgement news) {
        if (!outstanding || !atOrAfter(news.number(), end)) {
            return false;
        }
        if (!resent || isDuplicate(news)) {
            outstanding = false;
            return false;
        }
        if (news.number() != end) {
            // The acknowledgement is for more than the probe, and no D-SACK came: there was a loss.
            outstanding = false;
            return true;
        }
        if (news.acked() == 0 && !news.hasBlocks()) {
            // A duplicate acknowledgement without SACK: the peer got the last segment twice.
            outstanding = false;
        }
        return false;
    }
}
