package io.netjar.gateway;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a request to a proxy asks for, and how it looks when forwarded.
sealed interface ProxyRequest {
    /// A tunnel to `target` (RFC 9110 §9.3.6).
    record Tunnel(Target target) implements ProxyRequest {}

    /// A resource of the origin server `target`; `originForm` is the path and query to ask it for.
    record Forward(Target target, String originForm) implements ProxyRequest {}

    /// Nothing a proxy can do, and what to answer.
    record Wrong(HttpResponseStatus status, String text) implements ProxyRequest {}

    int HTTP_PORT = 80;

    Pattern AFTER_SCHEME = Pattern.compile(
            "(?<host>[^/?#@:\\[\\]]+)(:(?<port>[0-9]{0,5}))?(?<path>(?:/[^?#]*)?)(?<query>\\?[^#]*)?(#.*)?",
            Pattern.DOTALL);

    /// Reads the request target (RFC 9112 §3.2).
    static ProxyRequest of(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            return unreadable(request.decoderResult().cause());
        }
        if (request.method().equals(HttpMethod.CONNECT)) {
            return tunnel(request.uri());
        }
        if (request.uri().startsWith("/") || request.uri().equals("*")) {
            return new Wrong(HttpResponseStatus.BAD_REQUEST,
                    "this is a proxy into an emulated Internet, not a web site: "
                            + "set it as the HTTP proxy of your program (curl -x http://127.0.0.1:8118 http://www.shop.test/)");
        }
        return forward(request.method(), request.uri());
    }

    private static Wrong unreadable(Throwable cause) {
        return switch (cause) {
            case TooLongHttpLineException _ -> new Wrong(HttpResponseStatus.REQUEST_URI_TOO_LONG,
                    "a request line has " + RequestDecoder.MAX_LINE_BYTES + " octets at most");
            case TooLongHttpHeaderException _ -> new Wrong(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
                    "all header fields together have " + RequestDecoder.MAX_HEADER_BYTES
                            + " octets at most");
            default -> new Wrong(HttpResponseStatus.BAD_REQUEST, "this is no HTTP request");
        };
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

    /// Takes `http://host:port/path?query#fragment` apart (RFC 3986 §3). Programs send characters in paths and queries
    /// that the RFC does not allow; they are the origin's to judge.
    private static ProxyRequest forward(HttpMethod method, String uri) {
        int colon = uri.indexOf("://");
        if (colon <= 0) {
            return new Wrong(HttpResponseStatus.BAD_REQUEST, "not an address: " + uri);
        }
        if (!uri.substring(0, colon).equalsIgnoreCase("http")) {
            return new Wrong(HttpResponseStatus.NOT_IMPLEMENTED,
                    "only http: is forwarded; use CONNECT for others");
        }
        Matcher parts = AFTER_SCHEME.matcher(uri.substring(colon + 3));
        if (!parts.matches() || !isPort(port(parts))) {
            return new Wrong(HttpResponseStatus.BAD_REQUEST,
                    "the address has no host, or more than a host and a port, before its path: " + uri);
        }
        return new Forward(new Target(parts.group("host"), port(parts)),
                originForm(method, parts.group("path"), parts.group("query")));
    }

    private static int port(Matcher parts) {
        String port = parts.group("port");
        return port == null || port.isEmpty() ? HTTP_PORT : Integer.parseInt(port);
    }

    private static String originForm(HttpMethod method, String path, @Nullable String query) {
        if (!path.isEmpty()) {
            return query == null ? path : path + query;
        }
        // RFC 9112 §3.2.4: "If a proxy receives an OPTIONS request with an absolute-form of request-target in which the URI
        // has an empty path and no query component, then the last proxy on the request chain MUST send a request-target
        // of "*" when it forwards the request to the indicated origin server."
        return query != null ? "/" + query : method.equals(HttpMethod.OPTIONS) ? "*" : "/";
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
        // RFC 9110 §7.6.3: a Via has "the received protocol's name and version".
        HttpVersion received = request.protocolVersion();
        request.headers().add(HttpHeaderNames.VIA,
                received.majorVersion() + "." + received.minorVersion() + " netjar");
        request.setProtocolVersion(HttpVersion.HTTP_1_1);
    }

    /// Prepares an origin server's response for the visitor.
    static void toVisitor(HttpResponse response) {
        removeHopByHop(response.headers());
        HttpVersion received = response.protocolVersion();
        response.headers().add(HttpHeaderNames.VIA,
                received.majorVersion() + "." + received.minorVersion() + " netjar");
    }

    /// An answer of the proxy itself, the last on its connection.
    static FullHttpResponse failure(HttpResponseStatus status, String text, boolean toHead) {
        byte[] bytes = ("netjar: " + text + "\n").getBytes(StandardCharsets.UTF_8);
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status,
                toHead ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, bytes.length)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        return response;
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
