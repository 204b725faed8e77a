package io.netjar.web.client;

import java.util.List;
import java.util.Map;

/// Is told, on the engine's thread, how a request of an [HttpClient] goes.
@FunctionalInterface
public interface FetchEvents {
    /// The head of the answer is here. Not called for redirects that are followed.
    ///
    /// @param protocol what it came by, as ALPN names it: `http/1.1` or `h2`
    default void head(String protocol, int status, List<Map.Entry<String, String>> headers) {
        // Known at the end, too.
    }

    /// The answer was a redirect, and is followed.
    default void redirected(Fetched.Response response) {
        // What it leads to is what was asked for.
    }

    /// More of the content is here; the array is the receiver's.
    default void content(byte[] piece) {
        // Counted at the end, too.
    }

    /// The request is over; called exactly once, last.
    void ended(Fetched fetched);
}
