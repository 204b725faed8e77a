package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.before;

/// The round trip time as a mere receiver sees it, which sends nothing that would be acknowledged: by what the peer echoes of
/// its timestamps, or else by how long a whole window of data takes to come. Fisk and Feng: "Dynamic right-sizing in TCP",
/// 2001, §2.2, as in Linux (rcv_rtt).
final class ReceiverRoundTrip {
    private long nanos;
    private int lastEcho;
    private boolean isMeasuring;
    private int windowEnd;
    private long windowStart;

    /// 0 while nothing was measured.
    long nanos() {
        return nanos;
    }

    /// A full segment came with data and the peer's echo of a timestamp of ours.
    void echoed(int echo, Negotiated negotiated, long now) {
        if (echo == lastEcho || echo == 0) {
            return;
        }
        lastEcho = echo;
        int millis = negotiated.timestamp(now) - echo;
        if (millis >= 0) {
            long sample = Math.max(1, millis) * 1_000_000L;
            nanos = nanos == 0 ? sample : nanos + (sample - nanos) / 8;
        }
    }

    /// Data came up to `rcvNxt`, with `window` bytes offered beyond that. Such a measurement is never too short, so the least
    /// counts.
    void received(int rcvNxt, int window, long now) {
        if (isMeasuring && before(rcvNxt, windowEnd)) {
            return;
        }
        if (isMeasuring) {
            nanos = nanos == 0 ? now - windowStart : Math.min(nanos, now - windowStart);
        }
        isMeasuring = true;
        windowEnd = rcvNxt + window;
        windowStart = now;
    }
}
