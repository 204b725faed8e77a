package io.netjar.web.client;

import io.netjar.engine.Engine;
import io.netjar.netty.HostTransport;
import io.netjar.web.tls.TlsClient;
import io.netty.channel.Channel;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// All connections of one client on an emulated host: opened when requests need them, kept, and shared by the requests of one
/// origin. Used on the engine's thread.
public final class Connections implements AutoCloseable {
    private static final List<String> FIRST = List.of(ApplicationProtocolNames.HTTP_1_1);
    private static final List<String> BOTH = List.of(ApplicationProtocolNames.HTTP_2,
            ApplicationProtocolNames.HTTP_1_1);

    private final HostTransport transport;
    private final HostNames names;
    private final Settings settings;
    private final Optional<TlsClient> tls;
    private final Map<Origin, OriginPool> pools = new LinkedHashMap<>();
    private Consumer<ClientEvent> listener = _ -> {
        // Nobody wants to know.
    };
    private int opened;

    /// How a client holds its connections.
    ///
    /// @param connectTimeout how long one address may take to answer, at least 1 ms
    /// @param idleTimeout after how long without a byte a connection is given up, at least 1 ms: with a request under
    ///        way, which fails, or without; 5 minutes as in Chromium
    /// @param perOrigin most connections to one origin over HTTP/1.1, at least 1; 6 as in browsers
    /// @param http2 whether HTTP/2 is offered to `https:` origins; one that takes it has one connection
    public record Settings(Duration connectTimeout, Duration idleTimeout, int perOrigin, boolean http2) {
        /// As browsers.
        public static final Settings DEFAULT = new Settings(Duration.ofSeconds(130), Duration.ofMinutes(5), 6,
                true);

        public Settings {
            if (connectTimeout.toMillis() < 1 || idleTimeout.toMillis() < 1 || perOrigin < 1) {
                throw new IllegalArgumentException("timeouts are at least 1 ms, connections at least 1");
            }
        }

        public Settings withPerOrigin(int connections) {
            return new Settings(connectTimeout, idleTimeout, connections, http2);
        }

        public Settings withHttp2(boolean offered) {
            return new Settings(connectTimeout, idleTimeout, perOrigin, offered);
        }
    }

    /// No connections yet.
    ///
    /// @param tls how `https:` origins are reached; without it, they are not
    public Connections(HostTransport transport, NameLookup names, Settings settings,
            Optional<TlsClient> tls) {
        this.transport = transport;
        this.names = new HostNames(transport.loop().engine(), names);
        this.settings = settings;
        this.tls = tls;
    }

    /// Tells `told` of each step from now on.
    public Connections telling(Consumer<ClientEvent> told) {
        listener = told;
        return this;
    }

    /// Sends a request as soon as there is a connection for it, and tells `events` what comes of it. Redirects are answers
    /// like others.
    public void send(Request request, FetchEvents events) {
        Optional<Origin> origin = Origin.of(request.url()).filter(each -> !each.secure() || tls.isPresent());
        if (origin.isEmpty()) {
            events.ended(new Fetched.Failure(request.url(), Fetched.Cause.UNSUPPORTED_URL,
                    "no http or https address: " + request.url(), 0,
                    Steps.waited(engine().now(), engine().now()), Optional.empty()));
            return;
        }
        pools.computeIfAbsent(origin.get(), each -> new OriginPool(this, each))
                .add(new Exchange(engine(), request, origin.get(), events, listener));
    }

    /// Closes all connections. What is under way fails; what is sent later opens new ones.
    @Override
    public void close() {
        pools.values().forEach(OriginPool::close);
    }

    /// How many connections have stood since the beginning.
    public int opened() {
        return opened;
    }

    int nextId() {
        return ++opened;
    }

    void tell(ClientEvent event) {
        listener.accept(event);
    }

    Engine engine() {
        return transport.loop().engine();
    }

    HostTransport transport() {
        return transport;
    }

    HostNames names() {
        return names;
    }

    Settings settings() {
        return settings;
    }

    /// What encrypts `channel`, which is connected to `origin`.
    SslHandler tls(Channel channel, Origin origin) {
        return tls.orElseThrow().handler(channel, origin.host(),
                applications());
    }

    /// What is offered by ALPN. RFC 7301.
    List<String> applications() {
        return settings.http2() ? BOTH : FIRST;
    }
}
