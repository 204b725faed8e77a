package io.netjar.net.tcp;

import io.netjar.wire.TcpView;

/// What two endpoints have with each other: a connection, or the memory of one in TIME-WAIT. Addresses are IPv4 bits.
abstract sealed class Association permits Connection, TimeWait {
    /// Linux's tcp_invalid_ratelimit.
    private static final long ANSWER_GAP_NANOS = 500_000_000L;

    final int localAddress;
    final int localPort;
    final int remoteAddress;
    final int remotePort;
    Marking marking = Marking.DEFAULT;
    private long answeredAt = -ANSWER_GAP_NANOS;

    Association(int localAddress, int localPort, int remoteAddress, int remotePort) {
        this.localAddress = localAddress;
        this.localPort = localPort;
        this.remoteAddress = remoteAddress;
        this.remotePort = remotePort;
    }

    final boolean isBetween(int local, int lPort, int remote, int rPort) {
        return localPort == lPort && remotePort == rPort && remoteAddress == remote && localAddress == local;
    }

    /// Whether `segment`, which is not acceptable, may be answered with an ACK now. Two ends that hold each other's ACKs for
    /// unacceptable would answer each other for ever, so one without data or FIN is answered only now and then.
    final boolean mayAnswer(Segment segment, long now) {
        return segment.sequenceLength() > 0 && !segment.has(TcpView.SYN) || mayChallenge(now);
    }

    /// Whether a challenge ACK may go out now. RFC 5961 §7 recommends to throttle them; as in Linux each connection does so
    /// by itself, because who sees a counter that all share can tell what others' connections do. What is answered by
    /// [#mayAnswer] counts, too.
    final boolean mayChallenge(long now) {
        if (now - answeredAt < ANSWER_GAP_NANOS) {
            return false;
        }
        answeredAt = now;
        return true;
    }
}
