package io.netjar.net.tcp;

import io.netjar.wire.Endpoint;
import java.time.Duration;

/// Takes a connection's state down as [TcpInfo].
final class Snapshot {
    private Snapshot() {}

    static TcpInfo.Connected of(Connection connection, TcpSettings settings) {
        Sender sender = connection.sender;
        return new TcpInfo.Connected(connection.state(), connection.socket.local(),
                connection.socket.remote(),
                connection.receiver.readable(), sender.buffer.length(),
                agreement(connection.negotiated, settings),
                timing(connection, settings), sizes(connection), sender.board.flight(),
                counts(connection.traffic), sender.rate.info());
    }

    static TcpInfo.Resting of(TimeWait rest, long now) {
        return new TcpInfo.Resting(Endpoint.v4(rest.localAddress, rest.localPort),
                Endpoint.v4(rest.remoteAddress, rest.remotePort), Duration.ofNanos(rest.deadline - now));
    }

    private static TcpInfo.Agreement agreement(Negotiated negotiated, TcpSettings settings) {
        return new TcpInfo.Agreement(negotiated.timestamps, negotiated.sack, negotiated.ecn.isAgreed(),
                negotiated.scaling, negotiated.peerShift,
                negotiated.ownShift, settings.congestionControl());
    }

    private static TcpInfo.Timing timing(Connection connection, TcpSettings settings) {
        RttEstimator rtt = connection.sender.rtt;
        Traffic traffic = connection.traffic;
        long least = rtt.minimum() == Long.MAX_VALUE ? 0 : rtt.minimum();
        return new TcpInfo.Timing(Duration.ofNanos(rtt.timeout()), Duration.ofNanos(rtt.srtt()),
                Duration.ofNanos(rtt.variation()), Duration.ofNanos(least),
                since(traffic.lastSent, connection),
                since(traffic.lastReceived, connection), since(traffic.lastAck, connection),
                connection.sender.retries(),
                traffic.dataSegmentsIn > 0 ? settings.delayedAck() : Duration.ZERO,
                Duration.ofNanos(connection.receiver.roundTrip.nanos()),
                Duration.ofNanos(connection.sender.waiting.total(connection.now())));
    }

    /// How long ago `time` was, or the connection's beginning if it never came to that.
    private static Duration since(long time, Connection connection) {
        return Duration.ofNanos(connection.now() - Math.max(time, connection.openedAt()));
    }

    private static TcpInfo.Sizes sizes(Connection connection) {
        Sender sender = connection.sender;
        int threshold = sender.window.ssthresh();
        return new TcpInfo.Sizes(connection.segmentBytes(), connection.mtu(),
                connection.receiver.fullSegment(),
                sender.window.cwnd(), threshold == CongestionWindow.LARGEST ? Integer.MAX_VALUE : threshold,
                sender.sndWnd(), connection.receiver.bufferLimit(), connection.receiver.space(),
                sender.unsent(), sender.board.pipe());
    }

    private static TcpInfo.Counts counts(Traffic traffic) {
        return new TcpInfo.Counts(traffic.bytesSent, traffic.bytesRetransmitted, traffic.bytesAcked,
                traffic.bytesReceived, traffic.segmentsOut, traffic.segmentsIn, traffic.dataSegmentsOut,
                traffic.dataSegmentsIn, traffic.retransmissions, traffic.duplicates);
    }
}
