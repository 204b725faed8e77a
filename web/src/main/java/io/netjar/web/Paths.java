package io.netjar.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a site has at some of its paths besides content. Paths are decoded; one that ends with a slash stands for all
/// that begin with it, where that makes sense.
record Paths(Map<String, WebSocketProgram> sockets, Map<String, HttpProgram> pages,
        Map<String, String> redirects) {
    static final Paths NONE = new Paths(Map.of(), Map.of(), Map.of());

    Paths withSocket(String path, WebSocketProgram program) {
        return new Paths(with(sockets, path, program), pages, redirects);
    }

    Paths withPage(String path, HttpProgram program) {
        return new Paths(sockets, with(pages, path, program), redirects);
    }

    Paths withRedirect(String path, String target) {
        return new Paths(sockets, pages, with(redirects, path, target));
    }

    private static <T> Map<String, T> with(Map<String, T> map, String path, T what) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash: '" + path + "'");
        }
        Map<String, T> more = new TreeMap<>(map);
        more.put(path, what);
        return more;
    }

    Optional<WebSocketProgram> socket(String path) {
        return Optional.ofNullable(sockets.get(path));
    }

    Optional<HttpProgram> page(String path) {
        return key(pages, path).map(pages::get);
    }

    /// Where who asks for `target` is sent, if anywhere.
    Optional<String> redirect(RequestTarget target) {
        return key(redirects, target.path())
                .map(from -> redirects.get(from) + rest(target, from) + target.query());
    }

    /// What follows `from` in a path, as it was written if it was written plainly.
    private static String rest(RequestTarget target, String from) {
        return target.rawPath().startsWith(from)
                ? target.rawPath().substring(from.length())
                : encoded(target.path().substring(from.length()));
    }

    /// The path itself, else the longest one with a slash at its end under which it is.
    private static Optional<String> key(Map<String, ?> map, String path) {
        if (map.isEmpty() || map.containsKey(path)) {
            return map.isEmpty() ? Optional.empty() : Optional.of(path);
        }
        int slash = path.lastIndexOf('/');
        while (slash >= 0 && !map.containsKey(path.substring(0, slash + 1))) {
            slash = path.lastIndexOf('/', slash - 1);
        }
        return slash < 0 ? Optional.empty() : Optional.of(path.substring(0, slash + 1));
    }

    /// The rest of a path as it is written in a URL. RFC 3986 §2.1.
    private static String encoded(String rest) {
        try {
            return new URI(null, null, "/" + rest, null).toASCIIString().substring(1);
        } catch (URISyntaxException _) {
            throw new IllegalStateException("no path: " + rest);
        }
    }
}
