package io.netjar.dns;

import io.netjar.engine.Timer;
import io.netjar.net.host.Host;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.Endpoint;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A query by UDP, from a port of its own.
final class UdpInquiry implements UdpSocket.Receiver {
    private final Host host;
    private final Inquiry inquiry;
    private final Timer timeout;
    private @Nullable UdpSocket socket;
    private long sentAt;

    UdpInquiry(Host host, Endpoint server, byte[] query, Consumer<QueryOutcome> done) {
        this.host = host;
        this.inquiry = new Inquiry(server, query, done);
        this.timeout = new Timer(host.engine(), _ -> end(QueryOutcome.Reason.TIMED_OUT));
    }

    void start(long timeoutNanos) {
        sentAt = host.engine().now();
        UdpSocket bound = host.udp().bind(0, this);
        socket = bound;
        timeout.armIn(timeoutNanos);
        byte[] query = inquiry.query();
        if (!bound.send(inquiry.server(), query, 0, query.length)) {
            end(QueryOutcome.Reason.UNREACHABLE);
        }
    }

    @Override
    public void received(UdpSocket from, Endpoint sender, byte[] data, int offset, int length) {
        if (inquiry.isOver() || !sender.equals(inquiry.server())) {
            return;
        }
        byte[] wire = Arrays.copyOfRange(data, offset, offset + length);
        inquiry.match(wire).ifPresent(message -> {
            release();
            long roundTrip = host.engine().now() - sentAt;
            inquiry.answered(new QueryOutcome.Response(message, wire, sender, false, roundTrip));
        });
    }

    @Override
    public void failed(UdpSocket from, Endpoint to, int icmpType, int icmpCode) {
        if (to.equals(inquiry.server()) && isHard(icmpCode)) {
            end(QueryOutcome.Reason.UNREACHABLE);
        }
    }

    // Linux tells a program of those errors only that RFC 1122 §3.2.2.1 does not call hints: a network or host may be
    // reachable again in a moment (codes 0, 1, 5, 11 and 12), a closed port or a filter will stay.
    private static boolean isHard(int icmpCode) {
        return icmpCode != 0 && icmpCode != 1 && icmpCode != 5 && icmpCode != 11 && icmpCode != 12;
    }

    private void end(QueryOutcome.Reason reason) {
        release();
        inquiry.unanswered(reason);
    }

    private void release() {
        timeout.cancel();
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
