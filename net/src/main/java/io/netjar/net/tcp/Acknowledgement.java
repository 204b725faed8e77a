package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.after;
import static io.netjar.net.tcp.SequenceNumbers.atOrAfter;
import static io.netjar.net.tcp.SequenceNumbers.atOrBefore;
import static io.netjar.net.tcp.SequenceNumbers.before;

/// What one acknowledgement tells that was not known before. A sender has one of these, for one acknowledgement after
/// another.
final class Acknowledgement {
    private final Negotiated negotiated;
    private final Rack rack;
    private long now;
    private int number;
    private int acked;
    private int delivered;
    private boolean hasEcho;
    private int echo;
    private boolean hasBlocks;
    private boolean hasDuplicate;
    private int duplicateLeft;
    private int duplicateRight;
    private long sampleTime;
    private boolean hasRepair;
    private boolean echoesMark;
    private boolean hasOriginal;
    private int originalEnd;

    Acknowledgement(Negotiated negotiated, Rack rack) {
        this.negotiated = negotiated;
        this.rack = rack;
    }

    /// Begins with `segment`, which came when SND.UNA was `sndUna`.
    void read(Segment segment, int sndUna, long time) {
        now = time;
        number = segment.ack;
        acked = segment.ack - sndUna;
        delivered = 0;
        hasEcho = negotiated.timestamps && segment.hasTimestamps && segment.tsEcr != 0;
        echo = segment.tsEcr;
        hasBlocks = negotiated.sack && segment.sackCount > 0;
        hasOriginal = false;
        hasRepair = false;
        echoesMark = negotiated.ecn.isEchoedBy(segment);
        sampleTime = -1;
        hasDuplicate = hasBlocks && isDuplicate(segment);
        duplicateLeft = segment.sackLeft[0];
        duplicateRight = segment.sackRight[0];
    }

    /// RFC 2883 §4: whether the first block tells of data that came twice: what lies below the acknowledgement number,
    /// or within the second block.
    private static boolean isDuplicate(Segment segment) {
        int left = segment.sackLeft[0];
        int right = segment.sackRight[0];
        return atOrBefore(right, segment.ack)
                || segment.sackCount > 1 && atOrAfter(left, segment.sackLeft[1])
                        && atOrBefore(right, segment.sackRight[1]);
    }

    /// `bytes` of a segment that was last sent at `sentAt` and ends before `end` are with the peer now.
    void delivers(int bytes, long sentAt, int end, boolean resent) {
        delivered += bytes;
        if (!resent) {
            sampleTime = Math.max(sampleTime, sentAt);
            if (!hasOriginal || before(end, originalEnd)) {
                originalEnd = end;
            }
            hasOriginal = true;
        }
        hasRepair |= resent;
        rack.delivered(this, sentAt, end, resent);
    }

    long now() {
        return now;
    }

    /// SEG.ACK.
    int number() {
        return number;
    }

    /// By how many bytes SND.UNA moved.
    int acked() {
        return acked;
    }

    /// How many bytes it said for the first time the peer has, by SACK or in sequence.
    int delivered() {
        return delivered;
    }

    /// When that was sent which was sent last of all that was delivered so far.
    long newestSentAt() {
        return rack.sentAt();
    }

    /// Where it ends.
    int newestEnd() {
        return rack.end();
    }

    boolean hasBlocks() {
        return hasBlocks;
    }

    /// Whether it carries a D-SACK block (RFC 2883).
    boolean hasDuplicate() {
        return hasDuplicate;
    }

    int duplicateLeft() {
        return duplicateLeft;
    }

    int duplicateRight() {
        return duplicateRight;
    }

    /// Whether it was caused by a segment that left before `sentAt`, as its timestamp tells (RFC 3522 §3.2).
    boolean answersWhatWasSentBefore(long sentAt) {
        return hasEcho && before(echo, negotiated.timestamp(sentAt));
    }

    /// Whether it delivers data from before `limit` that were sent but once.
    boolean deliversOriginalBefore(int limit) {
        return hasOriginal && !after(originalEnd, limit);
    }

    /// Whether it says that a packet was marked on its way (ECE, RFC 3168 §6.1).
    boolean echoesMark() {
        return echoesMark;
    }

    /// Whether it delivers data that were sent again.
    boolean deliversRepair() {
        return hasRepair;
    }

    /// The round trip time it shows in nanoseconds, or -1.
    long roundTrip() {
        if (sampleTime >= 0) {
            return now - sampleTime;
        }
        if (acked <= 0 || !hasEcho) {
            return -1;
        }
        // RFC 7323 §4.1: a timestamp tells the round trip even of what was sent twice, in milliseconds here.
        int millis = negotiated.timestamp(now) - echo;
        return millis < 0 ? -1 : Math.max(1, millis) * 1_000_000L;
    }
}
