package io.netjar.net.tcp;

import io.netjar.wire.TcpView;

/// What a connection has sent and received, and when last: the counters that `ss` shows (RFC 4898 names them all).
final class Traffic {
    long segmentsOut;
    long segmentsIn;
    long dataSegmentsOut;
    long dataSegmentsIn;
    /// Data, with what was sent again.
    long bytesSent;
    long bytesRetransmitted;
    long bytesAcked;
    long bytesReceived;
    long retransmissions;
    /// Segments of ours that came twice, as the peer says by D-SACK.
    long duplicates;
    long lastSent;
    long lastReceived;
    long lastAck;

    void sent(int length, long now) {
        segmentsOut++;
        if (length > 0) {
            dataSegmentsOut++;
            bytesSent += length;
            lastSent = now;
        }
    }

    /// The connection of a listening port is established: as Linux counts, the SYN is its own, but not the SYN-ACKs.
    void accepted() {
        segmentsOut = 0;
        segmentsIn = 2;
    }

    void sentAgain(int length) {
        retransmissions++;
        bytesRetransmitted += length;
    }

    /// A D-SACK block told of `bytes` that came twice, in segments of `mss`.
    void cameTwice(int bytes, int mss) {
        duplicates += Math.max(1, (bytes + mss - 1) / mss);
    }

    void received(Segment segment, long now) {
        segmentsIn++;
        if (segment.length > 0) {
            dataSegmentsIn++;
            lastReceived = now;
        }
        if (segment.has(TcpView.ACK)) {
            lastAck = now;
        }
    }
}
