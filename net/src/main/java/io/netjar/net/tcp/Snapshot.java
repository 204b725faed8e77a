package io.netjar.net.tcp;

import io.netjar.engine.Engine;
import io.netjar.net.tcp.TcpInfo.Awaited;
import io.netjar.wire.Endpoint;
import java.time.Duration;

/// Takes a connection's state down as [TcpInfo].
final class Snapshot {
    private Snapshot() {}

    static TcpInfo.Connected of(Connection connection, TcpSettings settings) {
        Sender sender = connection.sender;
        return new TcpInfo.Connected(connection.state(), connection.socket.local(),
                connection.socket.remote(), unread(connection.receiver), unacknowledged(connection),
                deadline(connection), agreement(connection.negotiated, settings),
                timing(connection, settings), sizes(connection), flight(connection),
                counts(connection), sender.rate.info());
    }

    static TcpInfo.Resting of(TimeWait rest, long now) {
        return new TcpInfo.Resting(Endpoint.v4(rest.localAddress, rest.localPort),
                Endpoint.v4(rest.remoteAddress, rest.remotePort), Duration.ofNanos(rest.deadline - now));
    }

    private static boolean isOpening(Connection connection) {
        return connection.state() == TcpState.SYN_SENT || connection.state() == TcpState.SYN_RECEIVED;
    }

    /// A program that has read all data is told of the FIN at once.
    private static int unread(Receiver receiver) {
        return receiver.readable() + (receiver.isFinished() && receiver.readable() > 0 ? 1 : 0);
    }

    private static int unacknowledged(Connection connection) {
        Sender sender = connection.sender;
        boolean fin = sender.isFinQueued() && !sender.isFinAcknowledged();
        return sender.buffer.length() + (fin ? 1 : 0) + (connection.state() == TcpState.SYN_SENT ? 1 : 0);
    }

    private static TcpInfo.Deadline deadline(Connection connection) {
        RetransmissionTimer timer = connection.sender.timer;
        return switch (timer.purpose()) {
            case RETRANSMIT, TAIL_PROBE, REORDERING -> deadline(Awaited.ACKNOWLEDGEMENT, timer.deadline(),
                    connection.sender.retries(), connection);
            case PERSIST ->
                deadline(Awaited.WINDOW, timer.deadline(), connection.sender.persist.unanswered(),
                        connection);
            case LINGER -> deadline(Awaited.END, timer.deadline(), 0, connection);
            case NOTHING -> {
                Patience patience = connection.knownPatience();
                yield patience == null
                        ? deadline(Awaited.NOTHING, Engine.NEVER, 0, connection)
                        : deadline(Awaited.SIGN_OF_LIFE, patience.probeDeadline(), patience.probes(),
                                connection);
            }
        };
    }

    private static TcpInfo.Deadline deadline(Awaited awaited, long time, int tries, Connection connection) {
        return time == Engine.NEVER
                ? new TcpInfo.Deadline(Awaited.NOTHING, Duration.ZERO, 0)
                : new TcpInfo.Deadline(awaited, Duration.ofNanos(Math.max(0, time - connection.now())),
                        tries);
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
                Math.max(connection.sender.retries(), connection.sender.persist.backOff()),
                traffic.dataSegmentsIn > 0 || connection.receiver.isFinished()
                        ? settings.delayedAck()
                        : Duration.ZERO,
                Duration.ofNanos(connection.receiver.roundTrip.nanos()),
                Duration.ofNanos(connection.sender.waiting.total(connection.now())));
    }

    /// How long ago `time` was, or the connection's beginning if it never came to that.
    private static Duration since(long time, Connection connection) {
        return Duration.ofNanos(connection.now() - Math.max(time, connection.openedAt()));
    }

    private static TcpInfo.Sizes sizes(Connection connection) {
        Sender sender = connection.sender;
        boolean opening = isOpening(connection);
        int threshold = sender.window.ssthresh();
        return new TcpInfo.Sizes(connection.segmentBytes(), connection.mtu(),
                connection.receiver.fullSegment(), connection.advertisedBytes(),
                opening ? openingWindow(sender) : sender.window.cwnd(),
                threshold == CongestionWindow.LARGEST ? Integer.MAX_VALUE : threshold,
                sender.sndWnd(), connection.receiver.bufferLimit(),
                opening ? 0 : connection.receiver.space(),
                sender.unsent(), sender.board.pipe());
    }

    /// The window with which a connection will start that is being opened.
    private static int openingWindow(Sender sender) {
        return sender.retries() > 0 ? sender.window.mss() : sender.window.initialWindow();
    }

    /// What is out of the stream, or the SYN.
    private static TcpInfo.Flight flight(Connection connection) {
        if (!isOpening(connection)) {
            return connection.sender.board.flight();
        }
        int again = connection.sender.retries() > 0 ? 1 : 0;
        return new TcpInfo.Flight(1, 0, again, again);
    }

    private static TcpInfo.Counts counts(Connection connection) {
        Traffic traffic = connection.traffic;
        Sender sender = connection.sender;
        boolean opening = isOpening(connection);
        // As in Linux, what has a sequence number counts as a byte.
        int syn = opening || connection.listener() != null ? 0 : 1;
        int fin = sender.isFinAcknowledged() ? 1 : 0;
        return new TcpInfo.Counts(traffic.bytesSent, traffic.bytesRetransmitted,
                traffic.bytesAcked + syn + fin,
                traffic.bytesReceived + (connection.receiver.isFinished() ? 1 : 0), traffic.segmentsOut,
                traffic.segmentsIn, traffic.dataSegmentsOut, traffic.dataSegmentsIn, traffic.retransmissions,
                traffic.duplicates, opening ? 0 : 1 + delivered(sender.board, traffic));
    }

    /// As Linux counts, a repair that turned out to be needless was delivered, too, but not what the network doubled.
    private static long delivered(SackScoreboard board, Traffic traffic) {
        return board.delivered() + Math.min(traffic.duplicates, traffic.retransmissions);
    }
}
