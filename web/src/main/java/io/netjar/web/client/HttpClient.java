package io.netjar.web.client;

import io.netjar.netty.HostTransport;
import io.netjar.web.tls.TlsClient;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Fetches pages over HTTP/1.1 (RFC 9112) and HTTP/2 (RFC 9113) from an emulated host, as curl does: each
/// over connections of its own, no cookies, no compression, redirects only when asked.
///
/// ```java
/// var client = new HttpClient(laptop.transport(), laptop::lookup, HttpClient.Settings.DEFAULT).with(tls);
/// client.get(URI.create("https://www.shop.test/"), fetched -> show(fetched));
/// engine.runUntil(...);
/// ```
public final class HttpClient {
    /// What clients here call themselves. RFC 9110 §10.1.5.
    public static final String USER_AGENT = "netjar/0.1";

    private final HostTransport transport;
    private final NameLookup names;
    private final Settings settings;
    private final Optional<TlsClient> tls;
    private final Consumer<ClientEvent> listener;

    /// How patient a client is.
    ///
    /// @param connectTimeout how long one address may take to answer; the default of 130 s lets TCP itself give up
    ///        first (RFC 6298: six retransmitted SYNs, 127 s, as on Linux)
    /// @param idleTimeout how long nothing may come on a connection; 5 minutes by default (curl: no limit, but then
    ///        a request into the void would never end)
    /// @param maxRedirects how many redirects are followed; none by default, as curl
    /// @param http2 whether HTTP/2 is offered to `https:` addresses; it is by default
    public record Settings(Duration connectTimeout, Duration idleTimeout, int maxRedirects, boolean http2) {
        public static final Settings DEFAULT = new Settings(Duration.ofSeconds(130), Duration.ofMinutes(5),
                0, true);

        public Settings {
            if (connectTimeout.toMillis() < 1 || idleTimeout.toMillis() < 1 || maxRedirects < 0) {
                throw new IllegalArgumentException("timeouts are at least 1 ms, redirects at least 0");
            }
        }

        public Settings withMaxRedirects(int redirects) {
            return new Settings(connectTimeout, idleTimeout, redirects, http2);
        }

        public Settings withIdleTimeout(Duration timeout) {
            return new Settings(connectTimeout, timeout, maxRedirects, http2);
        }

        private Connections.Settings connections() {
            return new Connections.Settings(connectTimeout, idleTimeout, 1, http2);
        }

        public Settings withConnectTimeout(Duration timeout) {
            return new Settings(timeout, idleTimeout, maxRedirects, http2);
        }

        public Settings withHttp2(boolean offered) {
            return new Settings(connectTimeout, idleTimeout, maxRedirects, offered);
        }
    }

    /// A client without TLS: `https:` addresses are none to it.
    public HttpClient(HostTransport transport, NameLookup names, Settings settings) {
        this(transport, names, settings, Optional.empty(), _ -> {
            // Nobody wants to know.
        });
    }

    private HttpClient(HostTransport transport, NameLookup names, Settings settings,
            Optional<TlsClient> tls, Consumer<ClientEvent> listener) {
        this.transport = transport;
        this.names = names;
        this.settings = settings;
        this.tls = tls;
        this.listener = listener;
    }

    /// This client with TLS for `https:` addresses, which trusts whom `client` trusts.
    public HttpClient with(TlsClient client) {
        return new HttpClient(transport, names, settings, Optional.of(client), listener);
    }

    /// This client, which tells `told` of each of its steps.
    public HttpClient telling(Consumer<ClientEvent> told) {
        return new HttpClient(transport, names, settings, tls, told);
    }

    /// Sends a GET for `url`, an `http:` or `https:` address, and tells `events` what comes of it.
    public void get(URI url, FetchEvents events) {
        send(new Request(url, List.of(), Priority.HIGHEST), events);
    }

    /// Sends `request`, and tells `events` what comes of it.
    public void send(Request request, FetchEvents events) {
        new Fetch(new Connections(transport, names, settings.connections(), tls).telling(listener),
                settings.maxRedirects(), request, events).begin();
    }
}
