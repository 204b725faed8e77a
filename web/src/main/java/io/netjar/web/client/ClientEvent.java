package io.netjar.web.client;

import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;

/// A step of a client on its way to an answer, as `curl -v` tells them: told on the engine's thread, at the time when
/// it happens.
public sealed interface ClientEvent {
    /// The addresses of a name are asked for.
    record Asked(String host) implements ClientEvent {}

    /// They are known.
    record Named(String host, List<IpAddress> addresses) implements ClientEvent {}

    /// Nobody could tell them, for this reason.
    record Unnamed(String host, String reason) implements ClientEvent {}

    /// A connection is begun.
    record Connecting(String host, Endpoint remote) implements ClientEvent {}

    /// It came to nothing, for this reason; perhaps another address is tried.
    record Unconnected(String host, Endpoint remote, String reason) implements ClientEvent {}

    /// It stands.
    record Connected(String host, Endpoint local, Endpoint remote) implements ClientEvent {}

    /// TLS stands on it.
    ///
    /// @param version as the JDK calls it, like `TLSv1.3`
    /// @param cipher as IANA's registry calls it, like `TLS_AES_256_GCM_SHA384`
    /// @param application what ALPN agreed on (RFC 7301), like `h2`; empty if on nothing
    /// @param certificate the server's own, which was found to be right
    record Secured(String host, String version, String cipher, List<String> offered, String application,
            X509Certificate certificate) implements ClientEvent {}

    /// A request goes out.
    ///
    /// @param connection its number among the connections of the client, from 1
    /// @param protocol what is spoken, as ALPN names it: `http/1.1` or `h2`
    /// @param headers all of them, in their order; in HTTP/2 without those whose names begin with a colon
    record Sent(int connection, String protocol, String method, String target, String authority,
            List<Map.Entry<String, String>> headers) implements ClientEvent {}

    /// The head of its answer is here, redirects among them.
    ///
    /// @param reason the words after the status; empty in HTTP/2
    record Answered(String protocol, int status, String reason,
            List<Map.Entry<String, String>> headers) implements ClientEvent {}
}
