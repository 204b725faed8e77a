package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.after;
import static io.netjar.net.tcp.SequenceNumbers.atOrBefore;
import static io.netjar.net.tcp.SequenceNumbers.before;

import java.util.Arrays;

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

    private int[] seqs = new int[8];
    private int[] lengths = new int[8];
    private long[] times = new long[8];
    private byte[] flags = new byte[8];
    /// Of a SACKed segment: all from it up to this one are SACKed.
    private long[] runEnds = new long[8];
    private final TransmissionOrder order = new TransmissionOrder(8);
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
        return seqs[slot(segment)];
    }

    /// Its length in sequence numbers: a FIN counts.
    int length(long segment) {
        return lengths[slot(segment)];
    }

    /// The sequence number after its last.
    int end(long segment) {
        int slot = slot(segment);
        return seqs[slot] + lengths[slot];
    }

    /// When it was last sent.
    long time(long segment) {
        return times[slot(segment)];
    }

    boolean is(long segment, int flag) {
        return (flags[slot(segment)] & flag) != 0;
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
        if (end - first == seqs.length) {
            resize(2 * seqs.length);
        }
        int slot = slot(end);
        seqs[slot] = seq;
        lengths[slot] = length;
        times[slot] = now;
        flags[slot] = (byte) (fin ? FIN : 0);
        order.begin(end);
        order.sent(end);
        end++;
        outstandingBytes += length;
    }

    /// A copy of `segment` was sent again.
    void resent(long segment, long now) {
        int slot = slot(segment);
        if ((flags[slot] & RESENT) == 0) {
            resentBytes += lengths[slot];
        }
        flags[slot] |= RESENT | AMBIGUOUS;
        times[slot] = now;
        order.sent(segment);
    }

    /// Takes off what `ack` covers, and tells `news` of what had not been SACKed.
    void acknowledge(int ack, Acknowledgement news) {
        while (first < end && before(seqs[slot(first)], ack)) {
            int slot = slot(first);
            int covered = Math.min(ack - seqs[slot], lengths[slot]);
            if ((flags[slot] & SACKED) == 0) {
                news.delivers(covered, times[slot], seqs[slot] + covered, (flags[slot] & AMBIGUOUS) != 0);
            }
            if (covered < lengths[slot]) {
                cutFront(slot, covered);
                break;
            }
            count(slot, -lengths[slot]);
            sackedSegments -= (flags[slot] & SACKED) / SACKED;
            order.remove(first);
            first++;
        }
        nextLost = Math.max(nextLost, first);
        if (isEmpty() && seqs.length > 64) {
            resize(8);
        }
    }

    /// Marks what lies within a block as SACKed, and tells `news` of what was not.
    void sack(int left, int right, Acknowledgement news) {
        long start = firstAtOrAfter(left);
        long segment = start;
        while (segment < end) {
            int slot = slot(segment);
            if (after(seqs[slot] + lengths[slot], right)) {
                break;
            }
            if ((flags[slot] & SACKED) == 0) {
                news.delivers(lengths[slot], times[slot], seqs[slot] + lengths[slot],
                        (flags[slot] & AMBIGUOUS) != 0);
                mark(slot, flags[slot] & ~(LOST | RESENT) | SACKED);
                order.remove(segment);
                runEnds[slot] = segment + 1;
            }
            segment = runEnds[slot];
        }
        if (segment > start) {
            runEnds[slot(start)] = segment;
        }
    }

    void markLost(long segment) {
        int slot = slot(segment);
        mark(slot, flags[slot] & ~RESENT | LOST);
        order.remove(segment);
        nextLost = Math.min(nextLost, segment);
    }

    /// Takes the peer's word back, all of it: nothing counts as SACKed any more.
    void forgetSacks() {
        for (long segment = first; segment < end; segment++) {
            int slot = slot(segment);
            if ((flags[slot] & SACKED) != 0) {
                mark(slot, flags[slot] & ~SACKED | LOST);
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
            int slot = slot(segment);
            if ((flags[slot] & LOST) != 0) {
                boolean wasOut = (flags[slot] & RESENT) == 0;
                mark(slot, flags[slot] & ~LOST);
                if (wasOut) {
                    order.insert(segment, times);
                }
            }
        }
    }

    /// The oldest segment that is lost and was not sent again since, or -1. RFC 6675 §4 NextSeg() rule 1.
    long nextLost() {
        while (nextLost < end) {
            int state = flags[slot(nextLost)] & (LOST | RESENT | SACKED);
            if (state == LOST) {
                return nextLost;
            }
            nextLost++;
        }
        return -1;
    }

    /// Cuts `segment` in two, the first of `bytes`, because the path no longer carries it whole.
    void split(long segment, int bytes) {
        if (end - first == seqs.length) {
            resize(2 * seqs.length);
        }
        for (long moved = end; moved > segment + 1; moved--) {
            copySlot(slot(moved - 1), slot(moved));
        }
        int slot = slot(segment);
        int rest = slot(segment + 1);
        copySlot(slot, rest);
        seqs[rest] += bytes;
        lengths[rest] -= bytes;
        lengths[slot] = bytes;
        flags[slot] &= ~FIN;
        order.shift(segment, end);
        for (int i = 0; i < runEnds.length; i++) {
            runEnds[i] += runEnds[i] > segment ? 1 : 0;
        }
        end++;
    }

    private void cutFront(int slot, int bytes) {
        count(slot, -bytes);
        seqs[slot] += bytes;
        lengths[slot] -= bytes;
    }

    private void mark(int slot, int newFlags) {
        count(slot, -lengths[slot]);
        sackedSegments += (newFlags & SACKED) / SACKED - (flags[slot] & SACKED) / SACKED;
        flags[slot] = (byte) newFlags;
        count(slot, lengths[slot]);
    }

    /// Adds `bytes` to the sums that the segment's flags make it part of.
    private void count(int slot, int bytes) {
        int state = flags[slot];
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
            if (atOrBefore(seq, seqs[slot(middle)])) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int slot(long segment) {
        return (int) segment & seqs.length - 1;
    }

    private void copySlot(int from, int to) {
        seqs[to] = seqs[from];
        lengths[to] = lengths[from];
        times[to] = times[from];
        flags[to] = flags[from];
        runEnds[to] = runEnds[from];
    }

    private void resize(int capacity) {
        int[] oldSeqs = seqs;
        int[] oldLengths = lengths;
        long[] oldTimes = times;
        byte[] oldFlags = flags;
        long[] oldRunEnds = runEnds;
        seqs = new int[capacity];
        lengths = Arrays.copyOf(seqs, capacity);
        times = new long[capacity];
        flags = new byte[capacity];
        runEnds = new long[capacity];
        order.resize(capacity, first, end);
        for (long segment = first; segment < end; segment++) {
            int from = (int) segment & oldSeqs.length - 1;
            int to = slot(segment);
            seqs[to] = oldSeqs[from];
            lengths[to] = oldLengths[from];
            times[to] = oldTimes[from];
            flags[to] = oldFlags[from];
            runEnds[to] = oldRunEnds[from];
        }
    }
}
