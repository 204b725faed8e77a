package io.netjar.net.tcp;

/// The segments that are in the network, in the order in which they were last sent: a doubly linked list over segment
/// numbers, so that RACK finds what was sent longest ago without looking at all that is on its way.
final class TransmissionOrder {
    static final long NONE = -1;
    /// The link of a segment that is not in the list.
    private static final long OUT = -2;

    private long[] earlier;
    private long[] later;
    private long oldest = NONE;
    private long newest = NONE;

    /// @param capacity how many consecutive segment numbers are told apart, a power of two
    TransmissionOrder(int capacity) {
        earlier = new long[capacity];
        later = new long[capacity];
    }

    /// The segment that was sent longest ago, or [#NONE].
    long oldest() {
        return oldest;
    }

    /// The segment that was sent next after `segment`, or [#NONE].
    long after(long segment) {
        return later[slot(segment)];
    }

    /// `segment` appears among the consecutive numbers, not in the list yet.
    void begin(long segment) {
        later[slot(segment)] = OUT;
    }

    /// `segment` was sent just now.
    void sent(long segment) {
        remove(segment);
        earlier[slot(segment)] = newest;
        later[slot(segment)] = NONE;
        if (newest == NONE) {
            oldest = segment;
        } else {
            later[slot(newest)] = segment;
        }
        newest = segment;
    }

    /// `segment` is in the network no more, if it was.
    void remove(long segment) {
        long next = later[slot(segment)];
        if (next == OUT) {
            return;
        }
        long previous = earlier[slot(segment)];
        if (previous == NONE) {
            oldest = next;
        } else {
            later[slot(previous)] = next;
        }
        if (next == NONE) {
            newest = previous;
        } else {
            earlier[slot(next)] = previous;
        }
        later[slot(segment)] = OUT;
    }

    /// `segment`, which was not in the list, is in the network after all; `times` tells when each was sent, by slot.
    void insert(long segment, long[] times) {
        long previous = NONE;
        long next = oldest;
        while (next != NONE && times[slot(next)] < times[slot(segment)]) {
            previous = next;
            next = later[slot(next)];
        }
        earlier[slot(segment)] = previous;
        later[slot(segment)] = next;
        if (previous == NONE) {
            oldest = segment;
        } else {
            later[slot(previous)] = segment;
        }
        if (next == NONE) {
            newest = segment;
        } else {
            earlier[slot(next)] = segment;
        }
    }

    /// Makes room for `capacity` consecutive numbers; those in use are `first` to `end` - 1.
    void resize(int capacity, long first, long end) {
        long[] oldEarlier = earlier;
        long[] oldLater = later;
        earlier = new long[capacity];
        later = new long[capacity];
        for (long segment = first; segment < end; segment++) {
            int from = (int) segment & oldLater.length - 1;
            earlier[slot(segment)] = oldEarlier[from];
            later[slot(segment)] = oldLater[from];
        }
    }

    /// All numbers above `segment`, up to `end` - 1, grow by one; the one that becomes free belongs to no list.
    void shift(long segment, long end) {
        for (long moved = end; moved > segment + 1; moved--) {
            earlier[slot(moved)] = earlier[slot(moved - 1)];
            later[slot(moved)] = later[slot(moved - 1)];
        }
        later[slot(segment + 1)] = OUT;
        shiftLinks(earlier, segment);
        shiftLinks(later, segment);
        oldest += oldest > segment ? 1 : 0;
        newest += newest > segment ? 1 : 0;
    }

    private static void shiftLinks(long[] links, long segment) {
        for (int i = 0; i < links.length; i++) {
            links[i] += links[i] > segment ? 1 : 0;
        }
    }

    private int slot(long segment) {
        return (int) segment & later.length - 1;
    }
}
