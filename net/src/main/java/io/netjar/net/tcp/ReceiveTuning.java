package io.netjar.net.tcp;

/// How large a receive buffer has to be so that it does not hold the peer back: twice what the program reads in a round
/// trip, so that a sender in slow start always finds room. Fisk and Feng: "Dynamic right-sizing in TCP", 2001, as Linux
/// does it (tcp_moderate_rcvbuf).
final class ReceiveTuning {
    /// What Linux adds for the start of a connection: 16 segments.
    private static final int SLACK = 16 * 1460;

    /// For a buffer whose size the program chose.
    static final ReceiveTuning NONE = new ReceiveTuning(0);

    private final int most;
    private long roundStart;
    private long copied;

    ReceiveTuning(int most) {
        this.most = most;
    }

    /// The program read `count` bytes at `now`. Returns how large the buffer should be at least.
    int read(int count, long now, long rttNanos) {
        copied += count;
        if (now - roundStart < rttNanos) {
            return 0;
        }
        long wanted = Math.min(2 * copied + SLACK, most);
        roundStart = now;
        copied = 0;
        return (int) wanted;
    }
}
