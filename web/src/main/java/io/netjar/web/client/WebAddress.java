package io.netjar.web.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// Addresses as pages and `Location` write them, resolved as browsers do (RFC 3986 §5, and the WHATWG's URL standard where people
/// write what RFC 3986 does not allow).
public final class WebAddress {
    private static final String NOT_IN_URIS = " \"<>\\^`{|}";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private WebAddress() {}

    /// The `http:` or `https:` address that `reference` means on a page at `base`, without its fragment; empty if it
    /// means none.
    ///
    /// @param base an absolute address
    public static Optional<URI> resolve(URI base, String reference) {
        String text = escaped(reference.strip());
        int fragment = text.indexOf('#');
        text = fragment < 0 ? text : text.substring(0, fragment);
        try {
            return Optional.of(normal(join(base, text))).filter(url -> Origin.of(url).isPresent());
        } catch (URISyntaxException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static URI join(URI base, String text) throws URISyntaxException {
        if (text.isEmpty() || text.startsWith("?")) {
            // RFC 3986 §5.2.2: the path is the base's; java.net.URI follows the older RFC 2396, which cut it.
            String query = text.isEmpty() && base.getRawQuery() != null ? "?" + base.getRawQuery() : text;
            return new URI(base.getScheme() + "://" + base.getRawAuthority() + base.getRawPath() + query);
        }
        URI root = base.getRawPath() == null || base.getRawPath().isEmpty() ? base.resolve("/") : base;
        return root.resolve(new URI(text));
    }

    /// Dot segments that lead out of the root are gone, and an empty path is the root.
    private static URI normal(URI url) throws URISyntaxException {
        if (url.getHost() == null) {
            return url;
        }
        String path = String.valueOf(url.normalize().getRawPath());
        while (path.startsWith("/../")) {
            path = path.substring(3);
        }
        path = path.isEmpty() || path.equals("/..") ? "/" : path;
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        return new URI(url.getScheme() + "://" + url.getRawAuthority() + path + query);
    }

    private static String escaped(String text) {
        var out = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char each = (char) (octet & 0xff);
            if (each == '\t' || each == '\n' || each == '\r') {
                continue;
            }
            if (each < 0x20 || each > 0x7e || NOT_IN_URIS.indexOf(each) >= 0) {
                out.append('%').append(HEX.toHexDigits(octet));
            } else {
                out.append(each);
            }
        }
        return out.toString();
    }

    /// Whether an answer of this status sends to another address. RFC 9110 §15.4.
    public static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }
}
