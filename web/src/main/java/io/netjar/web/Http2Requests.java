package io.netjar.web;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Requests and answers as HTTP/2 writes them: what HTTP/1.1 has in its first lines are header fields here whose names begin
/// with a colon. RFC 9113 §8.3.
final class Http2Requests {
    private static final String VERSION = "HTTP/2.0";
    /// What is said of a connection and not of a request. RFC 9113 §8.2.2.
    private static final Set<String> OF_CONNECTIONS = Set.of("connection", "proxy-connection", "keep-alive",
            "transfer-encoding", "upgrade");

    private Http2Requests() {}

    /// A request; empty if it is malformed, so that its stream is to be reset. RFC 9113 §8.1.1.
    static Optional<Request> read(Http2Headers fields) {
        String method = only(fields, PseudoHeaderName.METHOD);
        String scheme = only(fields, PseudoHeaderName.SCHEME);
        String path = only(fields, PseudoHeaderName.PATH);
        String protocol = only(fields, PseudoHeaderName.PROTOCOL);
        if (method == null || method.isEmpty() || fields.contains(PseudoHeaderName.STATUS.value())) {
            return Optional.empty();
        }
        boolean connect = method.equals("CONNECT");
        // RFC 9113 §8.5: "The ":scheme" and ":path" pseudo-header fields MUST be omitted." RFC 8441 §4: "On requests that
        // contain the :protocol pseudo-header field, the :scheme and :path pseudo-header fields of the target URI MUST also be
        // included."
        boolean tunnel = connect && protocol == null;
        boolean placed = scheme != null && !scheme.isEmpty() && path != null && !path.isEmpty();
        if (tunnel ? scheme != null || path != null : !placed || protocol != null && !connect) {
            return Optional.empty();
        }
        return headers(fields).map(headers -> {
            Optional<String> authority = authority(only(fields, PseudoHeaderName.AUTHORITY), headers);
            authority.ifPresent(named -> headers.set(HttpHeaderNames.HOST, named));
            HttpMethod asked = HttpMethod.valueOf(method);
            String uri = path == null ? "" : path;
            return new Request(asked, uri, VERSION, Request.target(asked, uri), authority, headers,
                    "websocket".equals(protocol));
        });
    }

    /// The value of a pseudo-header field; null if there is none, empty if there are several.
    private static @Nullable String only(Http2Headers fields, PseudoHeaderName name) {
        var values = fields.getAll(name.value());
        return values.isEmpty() ? null : values.size() == 1 ? values.getFirst().toString() : "";
    }

    private static Optional<HttpHeaders> headers(Http2Headers fields) {
        var headers = new DefaultHttpHeaders();
        var cookies = new StringBuilder();
        for (Map.Entry<CharSequence, CharSequence> field : fields) {
            String name = field.getKey().toString();
            String value = field.getValue().toString();
            // RFC 9113 §8.2.2: "The only exception to this is the TE header field, which MAY be present in an HTTP/2 request;
            // when it is, it MUST NOT contain any value other than "trailers"."
            if (OF_CONNECTIONS.contains(name)
                    || name.equals("te") && !value.equalsIgnoreCase("trailers")) {
                return Optional.empty();
            }
            if (name.equals("cookie")) {
                // RFC 9113 §8.2.3: they "MUST be concatenated into a single octet string using the two-octet delimiter of
                // 0x3b, 0x20 (the ASCII string "; ")"
                cookies.append(cookies.isEmpty() ? "" : "; ").append(value);
            } else if (!name.startsWith(":")) {
                headers.add(name, value);
            }
        }
        if (!cookies.isEmpty()) {
            headers.set(HttpHeaderNames.COOKIE, cookies.toString());
        }
        return Optional.of(headers);
    }

    /// What a request names as its site: `:authority`, else Host; empty if it names none, or two.
    private static Optional<String> authority(@Nullable String authority, HttpHeaders headers) {
        var hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1 || authority == null && hosts.isEmpty()) {
            return Optional.empty();
        }
        String named = authority == null ? hosts.getFirst() : authority;
        // RFC 9113 §8.3.1: "A server SHOULD treat a request as malformed if it contains a Host header field that identifies an
        // entity that differs from the entity in the ":authority" pseudo-header field."
        boolean same = hosts.isEmpty() || hosts.getFirst().equalsIgnoreCase(named);
        return same && !named.isEmpty() && VirtualHosts.isAuthority(named)
                ? Optional.of(named)
                : Optional.empty();
    }

    /// The head of an answer.
    static Http2Headers head(HttpResponseStatus status, HttpHeaders headers) {
        Http2Headers fields = new DefaultHttp2Headers().status(status.codeAsText());
        for (Map.Entry<String, String> header : headers) {
            // RFC 9113 §8.2: "Field names MUST be converted to lowercase when constructing an HTTP/2 message."
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!OF_CONNECTIONS.contains(name)) {
                fields.add(name, header.getValue());
            }
        }
        return fields;
    }
}
