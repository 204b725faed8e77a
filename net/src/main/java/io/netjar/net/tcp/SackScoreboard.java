package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.after;
import static io.netjar.net.tcp.SequenceNumbers.atOrBefore;
import static io.netjar.net.tcp.SequenceNumbers.before;

/// The segments that were sent and not yet cumulatively acknowledged, oldest first, and what is known of each: when
/// it was sent, whether the peer has it (SACK), whether it counts as lost. RFC 6675 §3 and §4 speak of bytes; this
/// keeps segments, as they were sent.
///
/// Segments have consecutive numbers from [#first()] to [#end()] - 1. Those in the network are also linked in the
/// [order][#order()] in which they were sent, and of a run of SACKed ones the first knows the last, so that nothing
/// that an acknowledgement asks for takes a walk over the whole flight.
final class SackScoreboard {
    static final int SACKED = 1;
    static final int LOST = 2;
    /// A copy was sent again and may still be on its way.
    static final int RESENT = 4;
    /// It was sent more than once, so its acknowledgement says nothing about the round trip (Karn).
    static final int AMBIGUOUS = 8;
    static final int FIN = 16;

    /// RFC 6675 §2: "DupThresh […] 3 is the default".
    static final int DUP_THRESH = 3;

    /// More rows than this are given up when nothing is in flight.
    private static final int KEPT_ROWS = 64;

    private final SegmentRows rows = new SegmentRows();
    private final TransmissionOrder order = new TransmissionOrder(rows);
    private long first;
    private long end;

    private int outstandingBytes;
    private int sackedBytes;
    private int lostBytes;
    private int resentBytes;
    private int sackedSegments;
    /// No segment before this one waits to be sent again.
    private long nextLost;

    long first() {
        return first;
    }

    long end() {
        return end;
    }

    boolean isEmpty() {
        return first == end;
    }

    int seq(long segment) {
        return rows.seq(segment);
    }

    /// Its length in sequence numbers: a FIN counts.
    int length(long segment) {
        return rows.length(segment);
    }

    /// The sequence number after its last.
    int end(long segment) {
        return rows.seq(segment) + rows.length(segment);
    }

    /// When it was last sent.
    long time(long segment) {
        return rows.time(segment);
    }

    boolean is(long segment, int flag) {
        return (rows.flags(segment) & flag) != 0;
    }

    /// Sent and not cumulatively acknowledged: RFC 5681's FlightSize.
    int outstandingBytes() {
        return outstandingBytes;
    }

    int sackedBytes() {
        return sackedBytes;
    }

    int sackedSegments() {
        return sackedSegments;
    }

    /// What is in the network, as far as is known, by the time when it was last sent.
    TransmissionOrder order() {
        return order;
    }

    /// RFC 6675 §4: "pipe", an estimate of what is in the network.
    int pipe() {
        return outstandingBytes - sackedBytes - lostBytes + resentBytes;
    }

    /// What was sent again and may still be on its way.
    int resentBytes() {
        return resentBytes;
    }

    /// The same in segments, counted one by one.
    TcpInfo.Flight flight() {
        int lost = 0;
        int again = 0;
        for (long segment = first; segment < end; segment++) {
            lost += is(segment, LOST) ? 1 : 0;
            again += is(segment, RESENT) ? 1 : 0;
        }
        return new TcpInfo.Flight((int) (end - first), sackedSegments, lost, again);
    }

    /// How many segments the peer has of all that were ever sent, in order or not.
    long delivered() {
        return first + sackedSegments;
    }

    boolean hasLost() {
        return lostBytes > 0;
    }

    /// Whether anything that was sent again may still be on its way.
    boolean hasResent() {
        return resentBytes > 0;
    }

    void add(int seq, int length, long now, boolean fin) {
        rows.makeRoom(first, end);
        rows.begin(end, seq, length, now, fin ? FIN : 0);
        order.begin(end);
        end++;
        outstandingBytes += length;
    }

    /// A copy of `segment` was sent again.
    void resent(long segment, long now) {
        int flags = rows.flags(segment);
        if ((flags & RESENT) == 0) {
            resentBytes += rows.length(segment);
        }
        rows.flags(segment, flags | RESENT | AMBIGUOUS);
        rows.time(segment, now);
        order.sent(segment);
    }

    /// Takes off what `ack` covers, and tells `news` of what had not been SACKed.
    void acknowledge(int ack, Acknowledgement news) {
        while (first < end && before(rows.seq(first), ack)) {
            int seq = rows.seq(first);
            int length = rows.length(first);
            int flags = rows.flags(first);
            int covered = Math.min(ack - seq, length);
            if ((flags & SACKED) == 0) {
                news.delivers(covered, rows.time(first), seq + covered, (flags & AMBIGUOUS) != 0);
            }
            count(flags, -covered);
            if (covered < length) {
                rows.bytes(first, ack, length - covered);
                break;
            }
            sackedSegments -= (flags & SACKED) / SACKED;
            order.remove(first);
            first++;
        }
        nextLost = Math.max(nextLost, first);
        if (isEmpty() && rows.capacity() > KEPT_ROWS) {
            rows.free();
        }
    }

    /// Marks what lies within a block as SACKed, and tells `news` of what was not.
    void sack(int left, int right, Acknowledgement news) {
        long start = firstAtOrAfter(left);
        long segment = start;
        while (segment < end) {
            if (after(end(segment), right)) {
                break;
            }
            int flags = rows.flags(segment);
            if ((flags & SACKED) == 0) {
                news.delivers(rows.length(segment), rows.time(segment), end(segment),
                        (flags & AMBIGUOUS) != 0);
                mark(segment, flags & ~(LOST | RESENT) | SACKED);
                order.remove(segment);
                rows.runEnd(segment, segment + 1);
            }
            segment = rows.runEnd(segment);
        }
        if (segment > start) {
            rows.runEnd(start, segment);
        }
    }

    void markLost(long segment) {
        mark(segment, rows.flags(segment) & ~RESENT | LOST);
        order.remove(segment);
        nextLost = Math.min(nextLost, segment);
    }

    /// Takes the peer's word back, all of it: nothing counts as SACKed any more.
    void forgetSacks() {
        for (long segment = first; segment < end; segment++) {
            if (is(segment, SACKED)) {
                mark(segment, rows.flags(segment) & ~SACKED | LOST);
                nextLost = Math.min(nextLost, segment);
            }
        }
    }

    /// Everything the peer has not SACKed counts as lost.
    void markAllLost() {
        for (long segment = first; segment < end; segment++) {
            if (!is(segment, SACKED)) {
                markLost(segment);
            }
        }
    }

    /// Nothing is lost after all: what was held for it is in the network still.
    void forgetLosses() {
        for (long segment = end - 1; segment >= first; segment--) {
            if (is(segment, LOST)) {
                boolean wasOut = !is(segment, RESENT);
                mark(segment, rows.flags(segment) & ~LOST);
                if (wasOut) {
                    order.insert(segment);
                }
            }
        }
    }

    /// The oldest segment that is lost and was not sent again since, or -1. RFC 6675 §4 NextSeg() rule 1.
    long nextLost() {
        while (nextLost < end) {
            int state = rows.flags(nextLost) & (LOST | RESENT | SACKED);
            if (state == LOST) {
                return nextLost;
            }
            nextLost++;
        }
        return -1;
    }

    /// Cuts `segment` in two, the first of `bytes`, because the path no longer carries it whole.
    void split(long segment, int bytes) {
        rows.makeRoom(first, end);
        rows.insertAfter(segment, end);
        order.shifted(segment);
        int seq = rows.seq(segment);
        rows.bytes(segment + 1, seq + bytes, rows.length(segment) - bytes);
        rows.bytes(segment, seq, bytes);
        rows.flags(segment, rows.flags(segment) & ~FIN);
        end++;
    }

    private void mark(long segment, int newFlags) {
        int oldFlags = rows.flags(segment);
        count(oldFlags, -rows.length(segment));
        sackedSegments += (newFlags & SACKED) / SACKED - (oldFlags & SACKED) / SACKED;
        rows.flags(segment, newFlags);
        count(newFlags, rows.length(segment));
    }

    /// Adds `bytes` to the sums that a segment with these flags is part of.
    private void count(int state, int bytes) {
        outstandingBytes += bytes;
        sackedBytes += (state & SACKED) != 0 ? bytes : 0;
        lostBytes += (state & LOST) != 0 ? bytes : 0;
        resentBytes += (state & RESENT) != 0 ? bytes : 0;
    }

    private long firstAtOrAfter(int seq) {
        long low = first;
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (atOrBefore(seq, rows.seq(middle))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
