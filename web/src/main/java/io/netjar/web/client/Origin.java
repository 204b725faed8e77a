package io.netjar.web.client;

import io.netjar.wire.IpAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Who is asked: scheme, host and port. RFC 9110 §4.3.1. Connections are shared by requests of one origin only.
///
/// @param secure whether it is reached over TLS
/// @param host a name in lower case, or an IPv4 address
/// @param port TCP port, 1 to 65535
public record Origin(boolean secure, String host, int port) {
    /// The origin of an `http:` or `https:` address; empty if it is none.
    public static Optional<Origin> of(URI url) {
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        boolean plain = "http".equalsIgnoreCase(url.getScheme());
        if (!secure && !plain || url.getHost() == null || url.getPort() > 65535 || url.getPort() == 0) {
            return Optional.empty();
        }
        int port = url.getPort() < 0 ? usualPort(secure) : url.getPort();
        return Optional.of(new Origin(secure, url.getHost().toLowerCase(Locale.ROOT), port));
    }

    /// The port that an address means if it names none. RFC 9110 §4.2.
    private static int usualPort(boolean secure) {
        return secure ? 443 : 80;
    }

    /// The host, and the port if it is not the usual one: what `Host` and `:authority` carry.
    public String authority() {
        return port == usualPort(secure) ? host : host + ":" + port;
    }

    /// The host, if it is written as an IPv4 address.
    Optional<IpAddress> address() {
        return IpAddress.parse(host);
    }

    /// As an address is written: `https://www.shop.test`.
    @Override
    public String toString() {
        return (secure ? "https://" : "http://") + authority();
    }
}
