package io.netjar.net.tcp;

/// The segments that are in the network, in the order in which they were last sent: a doubly linked list over segment
/// numbers, so that RACK finds what was sent longest ago without looking at all that is on its way.
final class TransmissionOrder {
    static final long NONE = -1;
    /// The link of a segment that is not in the list.
    private static final long OUT = -2;

    private final SegmentRows rows;
    private long oldest = NONE;
    private long newest = NONE;

    TransmissionOrder(SegmentRows rows) {
        this.rows = rows;
    }

    /// The segment that was sent longest ago, or [#NONE].
    long oldest() {
        return oldest;
    }

    /// The segment that was sent next after `segment`, or [#NONE].
    long after(long segment) {
        return rows.later(segment);
    }

    /// `segment` appears among the consecutive numbers, and was sent just now.
    void begin(long segment) {
        rows.earlier(segment, newest);
        rows.later(segment, NONE);
        if (newest == NONE) {
            oldest = segment;
        } else {
            rows.later(newest, segment);
        }
        newest = segment;
    }

    /// `segment` was sent again just now.
    void sent(long segment) {
        remove(segment);
        begin(segment);
    }

    /// `segment` is in the network no more, if it was.
    void remove(long segment) {
        long next = rows.later(segment);
        if (next == OUT) {
            return;
        }
        long previous = rows.earlier(segment);
        if (previous == NONE) {
            oldest = next;
        } else {
            rows.later(previous, next);
        }
        if (next == NONE) {
            newest = previous;
        } else {
            rows.earlier(next, previous);
        }
        rows.later(segment, OUT);
    }

    /// `segment`, which was not in the list, is in the network after all.
    void insert(long segment) {
        long previous = NONE;
        long next = oldest;
        while (next != NONE && rows.time(next) < rows.time(segment)) {
            previous = next;
            next = rows.later(next);
        }
        rows.earlier(segment, previous);
        rows.later(segment, next);
        if (previous == NONE) {
            oldest = segment;
        } else {
            rows.later(previous, segment);
        }
        if (next == NONE) {
            newest = segment;
        } else {
            rows.earlier(next, segment);
        }
    }

    /// The rows above `segment` moved up by one; the one that became free belongs to no list.
    void shifted(long segment) {
        rows.later(segment + 1, OUT);
        oldest += oldest > segment ? 1 : 0;
        newest += newest > segment ? 1 : 0;
    }
}
