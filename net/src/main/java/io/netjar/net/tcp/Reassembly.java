package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.after;
import static io.netjar.net.tcp.SequenceNumbers.atOrBefore;
import static io.netjar.net.tcp.SequenceNumbers.before;
import static io.netjar.net.tcp.SequenceNumbers.earlier;
import static io.netjar.net.tcp.SequenceNumbers.later;

import java.util.Arrays;

/// Which bytes beyond RCV.NXT have come: ranges in order, apart from each other. The bytes themselves stand at their
/// places in the receive buffer already. RFC 9293 §3.10.7.4, seventh step; RFC 2018 §4.
final class Reassembly {
    private static final int[] NONE = {};
    private static final int FIRST_RANGES = 4;

    private int[] lefts = NONE;
    private int[] rights = NONE;
    /// When each range last grew, as a count, so that the newest can be reported first.
    private int[] stamps = NONE;
    private int size;
    private int clock;

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    int left(int range) {
        return lefts[range];
    }

    int right(int range) {
        return rights[range];
    }

    /// Adds [left, right), joined with what it touches. Returns whether part of it was here already.
    boolean add(int left, int right) {
        int from = 0;
        while (from < size && before(rights[from], left)) {
            from++;
        }
        int to = from;
        int newLeft = left;
        int newRight = right;
        boolean overlaps = false;
        while (to < size && atOrBefore(lefts[to], right)) {
            overlaps |= after(rights[to], left) && before(lefts[to], right);
            newLeft = earlier(newLeft, lefts[to]);
            newRight = later(newRight, rights[to]);
            to++;
        }
        replace(from, to);
        lefts[from] = newLeft;
        rights[from] = newRight;
        stamps[from] = ++clock;
        return overlaps;
    }

    /// Given that everything before `seq` has come, where the first gap starts now. Forgets the ranges before it.
    int advance(int seq) {
        int next = seq;
        int covered = 0;
        while (covered < size && atOrBefore(lefts[covered], next)) {
            next = later(next, rights[covered]);
            covered++;
        }
        remove(0, covered);
        return next;
    }

    /// The range that grew last among those whose stamp is below `stamp`, or -1. RFC 2018 §4: the first block "MUST
    /// specify the contiguous block of data containing the segment which triggered this ACK", the others go back
    /// in time.
    int newestBefore(int stamp) {
        int best = -1;
        for (int i = 0; i < size; i++) {
            if (stamps[i] < stamp && (best < 0 || stamps[i] > stamps[best])) {
                best = i;
            }
        }
        return best;
    }

    int stamp(int range) {
        return stamps[range];
    }

    /// Makes one free place at `from` out of the ranges from there to `to`, exclusive.
    private void replace(int from, int to) {
        if (to > from) {
            remove(from + 1, to);
            return;
        }
        if (size == lefts.length) {
            int room = Math.max(FIRST_RANGES, 2 * size);
            lefts = Arrays.copyOf(lefts, room);
            rights = Arrays.copyOf(rights, room);
            stamps = Arrays.copyOf(stamps, room);
        }
        move(from, from + 1, size - from);
        size++;
    }

    private void remove(int from, int to) {
        if (to > from) {
            move(to, from, size - to);
            size -= to - from;
        }
    }

    private void move(int from, int to, int count) {
        System.arraycopy(lefts, from, lefts, to, count);
        System.arraycopy(rights, from, rights, to, count);
        System.arraycopy(stamps, from, stamps, to, count);
    }
}
