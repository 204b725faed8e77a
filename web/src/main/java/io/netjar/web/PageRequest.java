package io.netjar.web;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.List;
import java.util.Optional;

/// A request as an [HttpProgram] sees it.
public final class PageRequest {
    private static final int MAX_PARAMETERS = 256;

    private final RequestTarget target;
    private final HttpHeaders headers;

    PageRequest(RequestTarget target, HttpHeaders headers) {
        this.target = target;
        this.headers = headers;
    }

    /// The path, percent-decoded, like `/candles/1m`.
    public String path() {
        return target.path();
    }

    /// What follows the question mark, as it came; empty if nothing does.
    public String query() {
        return target.query().isEmpty() ? "" : target.query().substring(1);
    }

    /// The first value of a parameter in the query, decoded as forms write it: `+` is a space.
    ///
    /// @param name as in `?name=value`
    public Optional<String> parameter(String name) {
        try {
            List<String> values = new QueryStringDecoder(target.query(),
                    java.nio.charset.StandardCharsets.UTF_8,
                    true, MAX_PARAMETERS).parameters().getOrDefault(name, List.of());
            return values.stream().findFirst();
        } catch (IllegalArgumentException _) {
            // A percent sign that begins nothing: such a query has no parameters.
            return Optional.empty();
        }
    }

    /// The first value of a header.
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
