package io.netjar.web.client;

import io.netjar.netty.HostTransport;
import io.netjar.web.tls.TlsClient;
import io.netjar.wire.Endpoint;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Opens WebSockets from an emulated host: `ws:` addresses over TCP, `wss:` ones over TLS, each over a connection of its
/// own by HTTP/1.1. RFC 6455.
public final class WebSocketClient {
    private static final int SWITCHING = 101;

    private final HostTransport transport;
    private final NameLookup names;
    private final Optional<TlsClient> tls;
    private final Consumer<ClientEvent> steps;

    /// @param tls how `wss:` addresses are reached; without it, they are not
    /// @param steps is told of names, connections, TLS and the heads of the handshake
    public WebSocketClient(HostTransport transport, NameLookup names, Optional<TlsClient> tls,
            Consumer<ClientEvent> steps) {
        this.transport = transport;
        this.names = names;
        this.tls = tls;
        this.steps = steps;
    }

    /// Opens a WebSocket at `url` and tells `listener` what comes of it.
    ///
    /// @param offer what is asked for in the handshake
    public void open(URI url, WebSocketOffer offer, WebSocketListener listener) {
        Optional<Request> request = request(url, offer.headers());
        Optional<Origin> origin = request.flatMap(each -> Origin.of(each.url()))
                .filter(each -> !each.secure() || tls.isPresent());
        if (origin.isEmpty()) {
            listener.failed("no ws or wss address: " + url);
            return;
        }
        var settings = Connections.Settings.DEFAULT.withHttp2(false);
        var connections = new Connections(transport, names, settings, tls).telling(steps);
        new Opening(connections, new Opening.Taker() {
            @Override
            public void opened(Channel channel, Endpoint remote, String application, Steps done) {
                // A WebSocket may be silent for as long as it likes.
                channel.pipeline().remove(ReadTimeoutHandler.class);
                var socket = new ClientWebSocket(channel, remote, listener);
                channel.pipeline().addLast(new HttpClientCodec(),
                        new Joining(request.orElseThrow(), origin.get(), offer, socket, steps));
            }

            @Override
            public void failed(Mishap why, Steps done) {
                listener.failed(why.message());
            }
        }, origin.get()).begin();
    }

    /// RFC 6455 §3: the default ports of `ws` and `wss` are those of `http` and `https`.
    private static Optional<Request> request(URI url, List<Map.Entry<String, String>> headers) {
        String scheme = String.valueOf(url.getScheme());
        boolean secure = scheme.equalsIgnoreCase("wss");
        if (!secure && !scheme.equalsIgnoreCase("ws") || url.getHost() == null) {
            return Optional.empty();
        }
        try {
            String rest = url.toString().substring(scheme.length());
            return Optional.of(new Request(new URI((secure ? "https" : "http") + rest), headers,
                    Priority.HIGHEST));
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    /// Whether a status is the one that a handshake ends with.
    static boolean isSwitching(int status) {
        return status == SWITCHING;
    }
}
