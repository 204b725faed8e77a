package io.netjar.web;

import io.netjar.netty.HostTransport;
import java.net.URI;
import java.time.Duration;

/// Fetches pages over HTTP/1.1 (RFC 9110, RFC 9112) from an emulated host, as curl does: one connection for each
/// request, no cookies, no compression, redirects only when asked.
///
/// ```java
/// var client = new HttpClient(laptop.transport(), laptop::lookup, HttpClient.Settings.DEFAULT);
/// client.get(URI.create("http://www.shop.test/"), fetched -> show(fetched));
/// engine.runUntil(...);
/// ```
public final class HttpClient {
    /// What clients here call themselves. RFC 9110 §10.1.5.
    public static final String USER_AGENT = "netjar/0.1";

    private final HostTransport transport;
    private final NameLookup names;
    private final Settings settings;

    /// How patient a client is.
    ///
    /// @param connectTimeout how long one address may take to answer; the default of 130 s lets TCP itself give up
    ///        first (RFC 6298: six retransmitted SYNs, 127 s, as on Linux)
    /// @param idleTimeout how long nothing may come on a connection; 5 minutes by default (curl: no limit, but then
    ///        a request into the void would never end)
    /// @param maxRedirects how many redirects are followed; none by default, as curl
    public record Settings(Duration connectTimeout, Duration idleTimeout, int maxRedirects) {
        public static final Settings DEFAULT = new Settings(Duration.ofSeconds(130), Duration.ofMinutes(5),
                0);

        public Settings {
            if (connectTimeout.toMillis() < 1 || idleTimeout.toMillis() < 1 || maxRedirects < 0) {
                throw new IllegalArgumentException("timeouts are at least 1 ms, redirects at least 0");
            }
        }

        public Settings withMaxRedirects(int redirects) {
            return new Settings(connectTimeout, idleTimeout, redirects);
        }

        public Settings withIdleTimeout(Duration timeout) {
            return new Settings(connectTimeout, timeout, maxRedirects);
        }

        public Settings withConnectTimeout(Duration timeout) {
            return new Settings(timeout, idleTimeout, maxRedirects);
        }
    }

    public HttpClient(HostTransport transport, NameLookup names, Settings settings) {
        this.transport = transport;
        this.names = names;
        this.settings = settings;
    }

    /// Sends a GET for `url`, an `http:` address, and tells `events` what comes of it.
    public void get(URI url, FetchEvents events) {
        new Fetch(transport, names, settings, events).begin(url);
    }
}
