package io.netjar.web.client;

import java.net.URI;
import java.util.List;
import java.util.Map;

/// A request that is to be sent.
///
/// @param url an `http:` or `https:` address
/// @param method as in `GET`; RFC 9110 §9
/// @param headers names and values that go with it, besides `Host`, `User-Agent` and `Accept`, which are set if they are not here
/// @param content what it carries, perhaps nothing; not to be changed any more
/// @param priority its place among the requests that wait for a connection to the same origin
public record Request(URI url, String method, List<Map.Entry<String, String>> headers, byte[] content,
        Priority priority) {
    private static final byte[] NOTHING = {};

    public Request {
        headers = List.copyOf(headers);
    }

    /// A GET.
    public Request(URI url, List<Map.Entry<String, String>> headers, Priority priority) {
        this(url, "GET", headers, NOTHING, priority);
    }

    /// Path and query as they stand in the request. RFC 9112 §3.2.1: an empty path is sent as `/`.
    String target() {
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    /// RFC 9110 §9.2.2: PUT, DELETE, and the safe methods GET, HEAD, OPTIONS and TRACE.
    boolean isIdempotent() {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE" -> true;
            default -> false;
        };
    }

    /// The request that goes to `next` when this one was answered by a redirect.
    Request redirected(int status, URI next) {
        // RFC 9110 §15.4.2 to §15.4.4: "a user agent MAY change the request method from POST to GET" after 301 and 302, as
        // everybody does; after 303 any method but HEAD becomes GET.
        boolean fetches = status == 303 && !method.equals("HEAD")
                || (status == 301 || status == 302) && method.equals("POST");
        if (!fetches) {
            return new Request(next, method, headers, content, priority);
        }
        List<Map.Entry<String, String>> kept = headers.stream()
                .filter(field -> !field.getKey().regionMatches(true, 0, "Content-", 0, "Content-".length()))
                .toList();
        return new Request(next, kept, priority);
    }
}
