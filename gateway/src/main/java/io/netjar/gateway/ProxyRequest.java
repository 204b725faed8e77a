package io.netjar.gateway;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

/// What a request to a proxy asks for, and how it looks when forwarded.
sealed interface ProxyRequest {
    /// A tunnel to `target` (RFC 9110 §9.3.6).
    record Tunnel(Target target) implements ProxyRequest {}

    /// A resource of the origin server `target`; `originForm` is the path and query to ask it for.
    record Forward(Target target, String originForm) implements ProxyRequest {}

    /// Nothing a proxy can do, and what to answer.
    record Wrong(HttpResponseStatus status, String text) implements ProxyRequest {}

    int HTTP_PORT = 80;

    /// Reads the request target (RFC 9112 §3.2).
    static ProxyRequest of(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return new Wrong(HttpResponseStatus.BAD_REQUEST, "this is no HTTP request");
        }
        if (request.method().equals(HttpMethod.CONNECT)) {
            return tunnel(request.uri());
        }
        if (request.uri().startsWith("/") || request.uri().equals("*")) {
            return new Wrong(HttpResponseStatus.BAD_REQUEST,
                    "this is a proxy into an emulated Internet, not a web site: "
                            + "set it as the HTTP proxy of your program (curl -x http://127.0.0.1:8118 http://www.shop.test/)");
        }
        return forward(request.uri());
    }

    private static ProxyRequest tunnel(String authority) {
        int colon = authority.lastIndexOf(':');
        String port = authority.substring(colon + 1);
        if (colon <= 0 || !port.matches("[0-9]{1,5}") || !isPort(Integer.parseInt(port))) {
            return new Wrong(HttpResponseStatus.BAD_REQUEST,
                    "CONNECT needs a name and a port, like www.shop.test:443");
        }
        return new Tunnel(new Target(authority.substring(0, colon), Integer.parseInt(port)));
    }

    private static ProxyRequest forward(String uri) {
        try {
            URI parsed = new URI(uri);
            if (!"http".equalsIgnoreCase(parsed.getScheme())) {
                return new Wrong(HttpResponseStatus.NOT_IMPLEMENTED,
                        "only http: is forwarded; use CONNECT for others");
            }
            int port = parsed.getPort() == -1 ? HTTP_PORT : parsed.getPort();
            if (parsed.getHost() == null || parsed.getUserInfo() != null || !isPort(port)) {
                return new Wrong(HttpResponseStatus.BAD_REQUEST, "the address names no host: " + uri);
            }
            String path = parsed.getRawPath().isEmpty() ? "/" : parsed.getRawPath();
            String query = parsed.getRawQuery() == null ? "" : "?" + parsed.getRawQuery();
            return new Forward(new Target(parsed.getHost(), port), path + query);
        } catch (URISyntaxException e) {
            return new Wrong(HttpResponseStatus.BAD_REQUEST, "not an address: " + e.getMessage());
        }
    }

    private static boolean isPort(int port) {
        return port > 0 && port <= 65_535;
    }

    /// Turns a request in absolute form into the one the origin server gets.
    static void toOrigin(HttpRequest request, Forward forward) {
        removeHopByHop(request.headers());
        request.setUri(forward.originForm());
        // RFC 9112 §3.2.2: "a proxy MUST ignore the received Host header field (if any) and instead replace it with
        // the host information of the request-target."
        request.headers().set(HttpHeaderNames.HOST, forward.target().authority(HTTP_PORT));
        request.headers().add(HttpHeaderNames.VIA, "1.1 netjar");
    }

    /// Prepares an origin server's response for the visitor.
    static void toVisitor(HttpResponse response) {
        removeHopByHop(response.headers());
        response.headers().add(HttpHeaderNames.VIA, "1.1 netjar");
    }

    /// RFC 9110 §7.6.1: "Intermediaries MUST parse a received Connection header field before a message is forwarded
    /// and, for each connection-option in this field, remove any header or trailer field(s) from the message with
    /// the same name". Transfer-Encoding stays: the codecs frame by it.
    private static void removeHopByHop(HttpHeaders headers) {
        for (String options : headers.getAll(HttpHeaderNames.CONNECTION)) {
            for (String option : options.split(",", -1)) {
                String name = option.strip();
                if (!name.isEmpty() && !HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name)
                        && !HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) {
                    headers.remove(name);
                }
            }
        }
        for (CharSequence name : List.of(HttpHeaderNames.CONNECTION, "Proxy-Connection", "Keep-Alive",
                HttpHeaderNames.TE, HttpHeaderNames.UPGRADE, HttpHeaderNames.PROXY_AUTHORIZATION)) {
            headers.remove(name);
        }
    }
}
