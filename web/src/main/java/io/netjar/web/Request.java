package io.netjar.web;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Optional;

/// One request as it came to a server, whichever version of HTTP brought it. RFC 9110 §6.
///
/// @param method as it was written, known or not
/// @param uri the request target as it was written
/// @param version like `HTTP/1.1`
/// @param target where the request wants to go; empty if `uri` breaks the grammar
/// @param authority the site it names, empty text if none was named and none needed to be; nothing if it had to name
///        one and did not, or named it twice, or in no form that names a host
/// @param headers its header fields
/// @param asksForWebSocket whether it wants to go on as a WebSocket
record Request(HttpMethod method, String uri, String version, Optional<RequestTarget> target,
        Optional<String> authority, HttpHeaders headers, boolean asksForWebSocket) {

    /// A request of HTTP/1.1 or 1.0.
    static Request of(HttpRequest request) {
        Optional<RequestTarget> target = target(request.method(), request.uri());
        return new Request(request.method(), request.uri(), request.protocolVersion().text(), target,
                target.flatMap(found -> VirtualHosts.authority(request, found)), request.headers(),
                WebSocketHandshake.isAsked(request));
    }

    /// What a request target means. RFC 9110 §9.3.7: that of OPTIONS may be an asterisk, for the server as a whole.
    static Optional<RequestTarget> target(HttpMethod method, String uri) {
        boolean aboutServer = method.equals(HttpMethod.OPTIONS) && uri.equals("*");
        return RequestTarget.parse(aboutServer ? "/" : uri);
    }

    /// Whether an answer to it has no content, whatever its headers say. RFC 9110 §9.3.2.
    boolean isHead() {
        return method.equals(HttpMethod.HEAD);
    }

    /// Its first line, as access logs tell it.
    String line() {
        return method + " " + uri + " " + version;
    }
}
