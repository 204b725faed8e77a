package io.netjar.web.client;

import io.netjar.wire.Endpoint;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The connections to one origin, and the requests that wait for one.
///
/// A request goes to a connection that has room, if there is one. If not, it waits, those of higher priority first and
/// of one priority in the order in which they came, and a connection is opened for it, if there may be more. Whichever
/// has room first, the new one or one that has become free, takes the first that waits, as in Chromium.
final class OriginPool implements Opening.Taker {
    private final Connections client;
    private final Origin origin;
    private final List<Exchange> waiting = new ArrayList<>();
    private final List<ClientConnection> open = new ArrayList<>();
    private int opening;
    private boolean knownForHttp1;

    OriginPool(Connections client, Origin origin) {
        this.client = client;
        this.origin = origin;
    }

    void add(Exchange exchange) {
        int at = waiting.size();
        while (at > 0
                && waiting.get(at - 1).request().priority().compareTo(exchange.request().priority()) > 0) {
            at--;
        }
        waiting.add(at, exchange);
        assign();
    }

    private void assign() {
        for (ClientConnection free = free(); !waiting.isEmpty() && free != null; free = free()) {
            free.send(waiting.removeFirst());
        }
        while (opening < waiting.size() && open.size() + opening < limit()) {
            opening++;
            new Opening(client, this, origin).begin();
        }
    }

    /// The connection with room that was used last: its congestion window is the widest.
    private @Nullable ClientConnection free() {
        for (int i = open.size() - 1; i >= 0; i--) {
            if (open.get(i).hasRoom()) {
                return open.get(i);
            }
        }
        return null;
    }

    /// How many connections there may be: one, as long as it may turn out to be of HTTP/2.
    private int limit() {
        // RFC 9113 §9.1: "Clients SHOULD NOT open more than one HTTP/2 connection to a given host and port pair"
        boolean mayBeShared = origin.secure() && client.settings().http2() && !knownForHttp1;
        return mayBeShared ? 1 : client.settings().perOrigin();
    }

    // RFC 7301: a server that does not choose speaks what it would without, HTTP/1.1.
    @Override
    public void opened(Channel channel, Endpoint remote, String application, Steps steps) {
        if (application.equals(ApplicationProtocolNames.HTTP_2)) {
            var connection = new Http2Connection(this, client.nextId(), remote, steps);
            connection.begin(channel);
            opened(connection);
        } else {
            var connection = new Http1Connection(this, client.nextId(), remote, steps);
            channel.pipeline().addLast(new HttpClientCodec(), connection);
            opened(connection);
        }
    }

    private void opened(ClientConnection connection) {
        opening--;
        knownForHttp1 = connection.protocol().equals(ApplicationProtocolNames.HTTP_1_1);
        open.add(connection);
        assign();
    }

    /// One that was to be opened does not. Requests wait on if there is another that they can have; if not, they fail.
    @Override
    public void failed(Mishap why, Steps steps) {
        opening--;
        if (opening > 0 || !open.isEmpty()) {
            return;
        }
        List<Exchange> lost = List.copyOf(waiting);
        waiting.clear();
        lost.forEach(exchange -> exchange.fail(why, steps));
    }

    /// A connection has room again.
    void freed() {
        assign();
    }

    /// A connection is gone.
    void closed(ClientConnection connection) {
        if (open.remove(connection)) {
            assign();
        }
    }

    /// A request is to be sent again, after the kept connection it was sent on turned out to be dead. Others that were kept are no
    /// better, so they are given up.
    void retry(Exchange exchange) {
        exchange.retry();
        for (ClientConnection each : List.copyOf(open)) {
            if (!each.isBusy()) {
                open.remove(each);
                each.close();
            }
        }
        waiting.addFirst(exchange);
        assign();
    }

    /// Closes all connections; what is under way or waits fails.
    void close() {
        Mishap closed = new Mishap(Fetched.Cause.BROKEN_OFF, "the client was closed");
        List<Exchange> lost = List.copyOf(waiting);
        waiting.clear();
        lost.forEach(exchange -> exchange.fail(closed));
        List.copyOf(open).forEach(ClientConnection::close);
    }
}
