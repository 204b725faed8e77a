package io.netjar.net.tcp;

/// When received data are acknowledged: at once, or with what goes the other way, or after a while. RFC 9293 §3.8.6.3,
/// RFC 5681 §4.2.
final class DelayedAck {
    /// Linux acknowledges the first 16 segments at once, so that the peer's slow start is not slowed further.
    private static final int QUICK_ACKS = 16;

    private int quickAcks = QUICK_ACKS;
    private int unacknowledged;
    private boolean dueNow;
    private boolean dueLater;
    private int lastAckSent;

    /// An acknowledgement must go out now.
    void now() {
        dueNow = true;
    }

    /// `count` bytes came in order.
    void inOrder(int count, int fullSegment) {
        unacknowledged += count;
        if (quickAcks > 0) {
            quickAcks--;
            dueNow = true;
        }
        // RFC 9293 §3.8.6.3: "an ACK SHOULD be generated for at least every second full-sized segment". As Linux does,
        // more than one full segment is enough.
        if (unacknowledged > fullSegment) {
            dueNow = true;
        }
        dueLater = true;
    }

    boolean isDueNow() {
        return dueNow;
    }

    boolean isDueLater() {
        return dueLater;
    }

    /// A segment that acknowledges everything up to `ack` was sent.
    void sent(int ack) {
        dueNow = false;
        dueLater = false;
        unacknowledged = 0;
        lastAckSent = ack;
    }

    int lastAckSent() {
        return lastAckSent;
    }
}
