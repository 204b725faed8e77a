package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.after;
import static io.netjar.net.tcp.SequenceNumbers.atOrBefore;
import static io.netjar.net.tcp.SequenceNumbers.before;

import java.util.Arrays;

/// The segments that were sent and not yet cumulatively acknowledged, oldest first, and what is known of each: when
/// it was sent, whether the peer has it (SACK), whether it counts as lost. RFC 6675 §3 and §4 speak of bytes; this
/// keeps segments, as they were sent.
///
/// Segments have consecutive numbers from [#first()] to [#end()] - 1.
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
    private long first;
    private long end;

    private int outstandingBytes;
    private int sackedBytes;
    private int lostBytes;
    private int resentBytes;
    /// One beyond the highest segment that is SACKed.
    private long sackedEnd;
    /// Segments before this one have been judged lost or not by [#findLost(int)].
    private long judgedEnd;
    /// No segment before this one waits to be sent again.
    private long nextLost;

    /// When the last segment to be acknowledged that was sent only once was sent, or -1: for the round trip time.
    private long sampleTime = -1;

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

    /// RFC 6675 §4: "pipe", an estimate of what is in the network.
    int pipe() {
        return outstandingBytes - sackedBytes - lostBytes + resentBytes;
    }

    boolean hasLost() {
        return lostBytes > 0;
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
    }

    /// Takes off what `ack` covers. Returns how many bytes that had not been SACKed were.
    int acknowledge(int ack) {
        sampleTime = -1;
        int delivered = 0;
        while (first < end && before(seqs[slot(first)], ack)) {
            int slot = slot(first);
            int covered = Math.min(ack - seqs[slot], lengths[slot]);
            if ((flags[slot] & SACKED) == 0) {
                delivered += covered;
            }
            if (covered < lengths[slot]) {
                cutFront(slot, covered);
                break;
            }
            if ((flags[slot] & (AMBIGUOUS | SACKED)) == 0) {
                sampleTime = times[slot];
            }
            count(slot, -lengths[slot]);
            first++;
        }
        judgedEnd = Math.max(judgedEnd, first);
        nextLost = Math.max(nextLost, first);
        if (isEmpty() && seqs.length > 64) {
            resize(8);
        }
        return delivered;
    }

    /// When the newest segment that the last acknowledgement newly covered was sent, if that tells the round trip
    /// time, or -1.
    long sampleTime() {
        return sampleTime;
    }

    /// Marks what lies within a block as SACKed. Returns how many bytes that is news of.
    int sack(int left, int right) {
        int news = 0;
        for (long segment = firstAtOrAfter(left); segment < end; segment++) {
            int slot = slot(segment);
            if (after(seqs[slot] + lengths[slot], right)) {
                break;
            }
            if ((flags[slot] & SACKED) == 0) {
                news += lengths[slot];
                count(slot, -lengths[slot]);
                if ((flags[slot] & AMBIGUOUS) == 0) {
                    sampleTime = Math.max(sampleTime, times[slot]);
                }
                flags[slot] = (byte) (flags[slot] & ~(LOST | RESENT) | SACKED);
                count(slot, lengths[slot]);
                sackedEnd = Math.max(sackedEnd, segment + 1);
            }
        }
        return news;
    }

    /// Marks as lost what RFC 6675 §4 IsLost() says is. Returns whether anything is newly so.
    boolean findLost(int mss) {
        long segment = Math.min(sackedEnd, end) - 1;
        int above = 0;
        int count = 0;
        // RFC 6675 §4: "The routine returns true when either DupThresh discontiguous SACKed sequences have arrived
        // above 'SeqNum' or more than (DupThresh - 1) * SMSS bytes with sequence numbers greater than 'SeqNum' have
        // been SACKed." Segments are counted here rather than sequences, as each was one arrival.
        while (segment >= judgedEnd && count < DUP_THRESH && above <= (DUP_THRESH - 1) * mss) {
            if (is(segment, SACKED)) {
                above += length(segment);
                count++;
            }
            segment--;
        }
        if (count < DUP_THRESH && above <= (DUP_THRESH - 1) * mss) {
            return false;
        }
        boolean news = false;
        long judged = Math.max(judgedEnd, segment + 1);
        for (; segment >= judgedEnd; segment--) {
            if (!is(segment, SACKED | LOST | RESENT)) {
                markLost(segment);
                news = true;
            }
        }
        judgedEnd = judged;
        return news;
    }

    void markLost(long segment) {
        int slot = slot(segment);
        count(slot, -lengths[slot]);
        flags[slot] = (byte) (flags[slot] & ~RESENT | LOST);
        count(slot, lengths[slot]);
        nextLost = Math.min(nextLost, segment);
    }

    /// Everything the peer has not SACKed counts as lost: the retransmission timer expired.
    void markAllLost() {
        // RFC 2018 §8: "After a retransmit timeout the data sender SHOULD turn off all of the SACKed bits, since the
        // timeout might indicate that the data receiver has reneged." As Linux does, only if it shows: the oldest
        // segment is SACKed, yet not acknowledged.
        boolean reneged = !isEmpty() && is(first, SACKED);
        for (long segment = first; segment < end; segment++) {
            int slot = slot(segment);
            if (reneged && (flags[slot] & SACKED) != 0) {
                count(slot, -lengths[slot]);
                flags[slot] &= ~SACKED;
                count(slot, lengths[slot]);
            }
            if ((flags[slot] & SACKED) == 0) {
                markLost(segment);
            }
        }
        nextLost = first;
        judgedEnd = end;
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
        end++;
        judgedEnd += judgedEnd > segment ? 1 : 0;
        sackedEnd += sackedEnd > segment + 1 ? 1 : 0;
    }

    private void cutFront(int slot, int bytes) {
        count(slot, -bytes);
        seqs[slot] += bytes;
        lengths[slot] -= bytes;
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
    }

    private void resize(int capacity) {
        int[] oldSeqs = seqs;
        int[] oldLengths = lengths;
        long[] oldTimes = times;
        byte[] oldFlags = flags;
        seqs = new int[capacity];
        lengths = Arrays.copyOf(seqs, capacity);
        times = new long[capacity];
        flags = new byte[capacity];
        for (long segment = first; segment < end; segment++) {
            int from = (int) segment & oldSeqs.length - 1;
            int to = slot(segment);
            seqs[to] = oldSeqs[from];
            lengths[to] = oldLengths[from];
            times[to] = oldTimes[from];
            flags[to] = oldFlags[from];
        }
    }
}
