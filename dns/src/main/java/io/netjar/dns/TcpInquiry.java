package io.netjar.dns;

import io.netjar.engine.Timer;
import io.netjar.net.host.Host;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Endpoint;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A query by TCP, on a connection of its own that is closed after the answer.
final class TcpInquiry implements TcpMessages.Listener, TcpEvents {
    private final Host host;
    private final Inquiry inquiry;
    private final Timer timeout;
    private @Nullable TcpSocket connection;
    private long startedAt;

    TcpInquiry(Host host, Endpoint server, byte[] query, Consumer<QueryOutcome> done) {
        this.host = host;
        this.inquiry = new Inquiry(server, query, done);
        this.timeout = new Timer(host.engine(), _ -> timedOut());
    }

    void start(long timeoutNanos) {
        startedAt = host.engine().now();
        timeout.armIn(timeoutNanos);
        connection = host.tcp().connect(inquiry.server(), this);
    }

    @Override
    public void connected(TcpSocket socket) {
        var stream = new TcpMessages(socket, this);
        socket.events(stream);
        stream.send(inquiry.query());
    }

    @Override
    public void connected(TcpMessages stream) {}

    @Override
    public void readable(TcpSocket socket) {}

    @Override
    public void writable(TcpSocket socket) {}

    @Override
    public void ended(TcpSocket socket, TcpEnd end) {
        ended(end);
    }

    @Override
    public void received(TcpMessages stream, byte[] message) {
        inquiry.match(message).ifPresent(parsed -> {
            timeout.cancel();
            stream.close();
            long roundTrip = host.engine().now() - startedAt;
            inquiry.answered(new QueryOutcome.Response(parsed, message, inquiry.server(), true, roundTrip));
        });
    }

    @Override
    public void peerFinished(TcpMessages stream) {
        stream.close();
        timeout.cancel();
        inquiry.unanswered(QueryOutcome.Reason.CONNECTION_LOST);
    }

    @Override
    public void ended(TcpEnd end) {
        timeout.cancel();
        inquiry.unanswered(switch (end) {
            case TIMED_OUT -> QueryOutcome.Reason.TIMED_OUT;
            case REFUSED, UNREACHABLE -> QueryOutcome.Reason.UNREACHABLE;
            case CLOSED, RESET, ABORTED -> QueryOutcome.Reason.CONNECTION_LOST;
        });
    }

    private void timedOut() {
        inquiry.unanswered(QueryOutcome.Reason.TIMED_OUT);
        if (connection != null) {
            connection.abort();
        }
    }
}
