package io.netjar.web;

/// The streams that a client has opened on an HTTP/2 connection, the newest of them: which it has ended, and which numbers it
/// has passed over. RFC 9113 §5.1, §5.1.1.
final class StreamHistory {
    /// How many are remembered. More may not be open at once.
    private static final int REMEMBERED = 2 * Http2Codec.MAX_STREAMS;

    private final int[] streams = new int[REMEMBERED];
    private final boolean[] ended = new boolean[REMEMBERED];
    private int opened;

    /// What HEADERS mean to a stream.
    enum Verdict {
        /// They open it, or are its trailers.
        WELCOME,
        /// The client had said before that nothing more would come.
        AFTER_THE_END,
        /// A stream with a higher number is open, or was, and this one never.
        PASSED_OVER
    }

    /// HEADERS came.
    ///
    /// @param last whether nothing is to follow them
    Verdict headers(int stream, boolean last) {
        if (opened == 0 || stream > streams[slot(opened - 1)]) {
            streams[slot(opened)] = stream;
            ended[slot(opened)] = last;
            opened++;
            return Verdict.WELCOME;
        }
        int place = place(stream);
        if (place < 0) {
            boolean forgotten = opened >= REMEMBERED && stream < streams[slot(opened)];
            return forgotten ? Verdict.AFTER_THE_END : Verdict.PASSED_OVER;
        }
        if (ended[place]) {
            return Verdict.AFTER_THE_END;
        }
        ended[place] = last;
        return Verdict.WELCOME;
    }

    /// The client has said that nothing more comes on `stream`.
    void ended(int stream) {
        int place = place(stream);
        if (place >= 0) {
            ended[place] = true;
        }
    }

    /// Where it is remembered, or -1. What is looked for is mostly new.
    private int place(int stream) {
        for (int back = 1; back <= Math.min(opened, REMEMBERED); back++) {
            int slot = slot(opened - back);
            if (streams[slot] <= stream) {
                return streams[slot] == stream ? slot : -1;
            }
        }
        return -1;
    }

    private static int slot(int count) {
        return count % REMEMBERED;
    }
}
