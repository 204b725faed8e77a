package io.netjar.web;

import java.util.List;
import java.util.Map;

/// Is told, on the engine's thread, how a request of an [HttpClient] goes.
@FunctionalInterface
public interface FetchEvents {
    /// The head of the answer is here. Not called for redirects that are followed.
    default void head(int status, List<Map.Entry<String, String>> headers) {
        // Known at the end, too.
    }

    /// More of the content is here; the array is the receiver's.
    default void content(byte[] piece) {
        // Counted at the end, too.
    }

    /// The request is over; called exactly once, last.
    void ended(Fetched fetched);
}
