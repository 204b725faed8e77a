package io.netjar.net.tcp;

/// What is kept of each of a connection's segments in flight: a row of numbers side by side for each of consecutive segment
/// numbers, in a ring that grows as needed. A connection that has sent nothing yet has no rows.
final class SegmentRows {
    private static final int FIRST_CAPACITY = 8;
    /// The sequence number and the length.
    private static final int BYTES = 0;
    private static final int TIME = 1;
    /// The flags, and the run's end.
    private static final int STATE = 2;
    private static final int EARLIER = 3;
    private static final int LATER = 4;
    private static final int WORDS = 5;
    private static final int FLAG_BITS = 8;
    private static final long FLAGS = (1 << FLAG_BITS) - 1;
    private static final long LENGTH = 0xffff_ffffL;
    private static final long[] NONE = {};

    private long[] rows = NONE;
    private int capacity;

    int capacity() {
        return capacity;
    }

    /// The sequence number of its first byte.
    int seq(long segment) {
        return (int) (rows[row(segment)] >>> Integer.SIZE);
    }

    int length(long segment) {
        return (int) rows[row(segment)];
    }

    /// Its bytes are `length` from `seq` on.
    void bytes(long segment, int seq, int length) {
        rows[row(segment)] = (long) seq << Integer.SIZE | length & LENGTH;
    }

    /// When it was last sent.
    long time(long segment) {
        return rows[row(segment) + TIME];
    }

    void time(long segment, long time) {
        rows[row(segment) + TIME] = time;
    }

    int flags(long segment) {
        return (int) (rows[row(segment) + STATE] & FLAGS);
    }

    void flags(long segment, int flags) {
        int at = row(segment) + STATE;
        rows[at] = rows[at] & ~FLAGS | flags;
    }

    /// Of a SACKed one: all from it up to this one are SACKed.
    long runEnd(long segment) {
        return rows[row(segment) + STATE] >> FLAG_BITS;
    }

    void runEnd(long segment, long end) {
        int at = row(segment) + STATE;
        rows[at] = end << FLAG_BITS | rows[at] & FLAGS;
    }

    /// Which one was sent before it, and which after, as [TransmissionOrder] has it.
    long earlier(long segment) {
        return rows[row(segment) + EARLIER];
    }

    void earlier(long segment, long other) {
        rows[row(segment) + EARLIER] = other;
    }

    long later(long segment) {
        return rows[row(segment) + LATER];
    }

    void later(long segment, long other) {
        rows[row(segment) + LATER] = other;
    }

    /// Begins the row of a segment that is sent for the first time.
    void begin(long segment, int seq, int length, long now, int flags) {
        int row = row(segment);
        rows[row + BYTES] = (long) seq << Integer.SIZE | length & LENGTH;
        rows[row + TIME] = now;
        rows[row + STATE] = flags;
    }

    /// Makes room for one more than those from `first` to `end` - 1.
    void makeRoom(long first, long end) {
        if (end - first < capacity) {
            return;
        }
        long[] old = rows;
        int oldMask = capacity - 1;
        capacity = Math.max(FIRST_CAPACITY, 2 * capacity);
        rows = new long[WORDS * capacity];
        for (long segment = first; segment < end; segment++) {
            System.arraycopy(old, WORDS * ((int) segment & oldMask), rows, row(segment), WORDS);
        }
    }

    /// Gives all rows up.
    void free() {
        rows = NONE;
        capacity = 0;
    }

    /// Doubles the row of `segment`, for which there must be room: the numbers above it, up to `end` - 1, grow by one, wherever
    /// they are written.
    void insertAfter(long segment, long end) {
        for (long moved = end; moved > segment; moved--) {
            System.arraycopy(rows, row(moved - 1), rows, row(moved), WORDS);
        }
        for (int row = 0; row < rows.length; row += WORDS) {
            long state = rows[row + STATE];
            rows[row + STATE] += state >> FLAG_BITS > segment ? 1 << FLAG_BITS : 0;
            rows[row + EARLIER] += rows[row + EARLIER] > segment ? 1 : 0;
            rows[row + LATER] += rows[row + LATER] > segment ? 1 : 0;
        }
    }

    private int row(long segment) {
        return WORDS * ((int) segment & capacity - 1);
    }
}
