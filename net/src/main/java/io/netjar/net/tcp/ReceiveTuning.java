package io.netjar.net.tcp;

/// How large a receive buffer has to be so that it does not hold the peer back: twice what the program reads in a round
/// trip, and more while that grows, so that a sender in slow start always finds room. Fisk and Feng: "Dynamic right-sizing
/// in TCP", 2001, as Linux does it (tcp_moderate_rcvbuf).
final class ReceiveTuning {
    private static final int SEGMENT = 1460;
    /// What Linux adds for the start of a connection: 16 segments.
    private static final int SLACK = 16 * SEGMENT;
    /// What a peer is supposed to send in the first round trip: its initial window (RFC 6928).
    private static final int INITIAL_SPACE = 10 * SEGMENT;

    /// For a buffer whose size the program chose.
    static final int NEVER = 0;

    private final int most;
    private long roundStart;
    private long copied;
    /// The most that was read in a round trip.
    private long space = INITIAL_SPACE;

    /// @param most the largest buffer, or [#NEVER]
    ReceiveTuning(int most) {
        this.most = most;
    }

    /// The most bytes that the program read in a round trip, or what is supposed at first.
    int space() {
        return (int) space;
    }

    /// The program read `count` bytes at `now`. Returns how large the buffer should be at least.
    int read(int count, long now, long rttNanos) {
        copied += count;
        if (now - roundStart < rttNanos) {
            return 0;
        }
        long wanted = 0;
        if (copied > space) {
            long window = 2 * copied + SLACK;
            // As in Linux: it grows by as much again as the program's reading did, twice.
            long growth = window * (copied - space) / space;
            wanted = Math.min(window + 2 * growth, most);
            space = Math.min(copied, Integer.MAX_VALUE);
        }
        roundStart = now;
        copied = 0;
        return (int) wanted;
    }
}
