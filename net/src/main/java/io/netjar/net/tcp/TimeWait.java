package io.netjar.net.tcp;

import org.jspecify.annotations.Nullable;

/// What is left of a connection in TIME-WAIT: enough to acknowledge the peer's FIN again and to know old segments from
/// a new connection. RFC 9293 §3.3.2, RFC 6191.
final class TimeWait extends Association {
    final int sndNxt;
    final int rcvNxt;
    final int window;
    final boolean timestamps;
    final int timestampOffset;
    int tsRecent;
    long since;
    long deadline;
    @Nullable
    TimeWait previous;
    @Nullable
    TimeWait next;

    TimeWait(Connection connection) {
        super(connection.localAddress, connection.localPort, connection.remoteAddress, connection.remotePort);
        marking = connection.marking;
        sndNxt = connection.sender.sndNxt();
        rcvNxt = connection.receiver.rcvNxt();
        window = connection.receiver.advertise();
        timestamps = connection.negotiated.timestamps;
        timestampOffset = connection.negotiated.timestampOffset;
        tsRecent = connection.negotiated.tsRecent;
    }
}
