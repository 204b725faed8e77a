package io.netjar.web.browser;

import io.netjar.web.client.Fetched;
import io.netjar.web.client.Priority;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One request of a page and what came of it, in the words of the W3C's Resource Timing. A redirect is a resource of its own.
///
/// @param initiator what named it: the document, a style sheet, or the address that redirected here; empty for what was typed
/// @param sent the headers of the request that the browser chose
/// @param fetched the answer; of one from the cache, the stored one, with no time but when it was wanted
/// @param decodedBytes length of the content, after decoding
public record Resource(URI url, Kind kind, Priority priority, Optional<URI> initiator, Source source,
        List<Map.Entry<String, String>> sent, Fetched fetched, long decodedBytes) {
    /// What the Resource Timing specification reckons for the head of an answer, in bytes, so that it tells nothing of
    /// it: https://www.w3.org/TR/resource-timing/#dom-performanceresourcetiming-transfersize
    private static final int HEAD_BYTES = 300;

    /// Where the content came from.
    public enum Source {
        /// From the server, or it was to come from there.
        NETWORK,
        /// From the browser's cache, without asking.
        CACHE,
        /// From the cache, after the server said that it has not changed (304).
        REVALIDATED
    }

    public Resource {
        sent = List.copyOf(sent);
    }

    /// The status of the answer: 304 for what was revalidated, 0 if there was none.
    public int status() {
        return response().map(Fetched.Response::status).orElse(0);
    }

    /// The answer, if there was one.
    public Optional<Fetched.Response> response() {
        return fetched instanceof Fetched.Response response ? Optional.of(response) : Optional.empty();
    }

    /// Why there was no answer, for people; empty if there was one.
    public Optional<String> problem() {
        return fetched instanceof Fetched.Failure failure ? Optional.of(failure.message()) : Optional.empty();
    }

    /// Whether the content is not what was wanted: no answer, or a status of 400 or more.
    public boolean failed() {
        return status() == 0 || status() >= 400;
    }

    /// The connection it went over; empty if it went over none.
    public Optional<Fetched.Via> via() {
        return source == Source.CACHE ? Optional.empty() : switch (fetched) {
            case Fetched.Response response -> Optional.of(response.via());
            case Fetched.Failure failure -> failure.via();
        };
    }

    /// Where its time went.
    public Fetched.Timings timings() {
        return fetched.timings();
    }

    /// From when it was wanted to its last byte.
    public Duration duration() {
        return Duration.ofNanos(timings().total());
    }

    /// Length of the content as it was sent over the network now; 0 for what came from the cache.
    public long encodedBytes() {
        return source == Source.NETWORK ? bytes() : 0;
    }

    private long bytes() {
        return switch (fetched) {
            case Fetched.Response response -> response.bytes();
            case Fetched.Failure failure -> failure.bytes();
        };
    }

    /// `transferSize` of Resource Timing: 300 for the head, and the content as it was sent; 0 from the cache.
    public long transferSize() {
        return source == Source.CACHE || status() == 0 ? encodedBytes() : HEAD_BYTES + encodedBytes();
    }

    /// The media type, without parameters; empty if it is not known.
    public String mediaType() {
        return response().map(response -> response.header("Content-Type").split(";", 2)[0].strip())
                .orElse("");
    }
}
