package io.netjar.web.browser;

import io.netjar.web.client.Fetched;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How loading a page went. A part that could not be fetched is one of its resources, with the reason; the page is loaded without.
///
/// @param url what was asked for first
/// @param began when, by the emulated calendar
/// @param beganNanos when, on the engine's clock
/// @param resources all requests, in the order in which they were wanted
/// @param milestones what was reached when
public record Page(URI url, Instant began, long beganNanos, List<Resource> resources, Milestones milestones) {
    /// When, from the beginning on, something was reached: in the words of the W3C's Navigation Timing. Empty if it never
    /// was, because the document did not come.
    ///
    /// @param firstByte `responseStart` of the document: its head was here
    /// @param domContentLoaded the document was here and its scripts that are not `async`, and the style sheets
    ///        that such a script waits for
    /// @param load the same, and all that delays the load event: all but lazy images and the icon
    /// @param quiet nothing was under way any more
    public record Milestones(Optional<Duration> firstByte, Optional<Duration> domContentLoaded,
            Optional<Duration> load, Duration quiet) {}

    public Page {
        resources = List.copyOf(resources);
    }

    /// The document that is shown: the answer after all redirects, or the failure that ended them.
    public Resource document() {
        return resources.stream().filter(each -> each.kind() == Kind.DOCUMENT)
                .reduce((_, last) -> last).orElseThrow();
    }

    /// Whether the document came, whatever its status and whatever became of its parts.
    public boolean isLoaded() {
        return milestones.load().isPresent();
    }

    /// What could not be fetched, or has a status of 400 or more.
    public List<Resource> failures() {
        return resources.stream().filter(Resource::failed).toList();
    }

    /// The resource at `url`; the last one if there are several.
    public Optional<Resource> resource(String url) {
        return resources.stream().filter(each -> each.url().toString().equals(url))
                .reduce((_, last) -> last);
    }

    /// How many requests went over the network.
    public long requests() {
        return resources.stream().filter(each -> each.source() != Resource.Source.CACHE).count();
    }

    /// How many connections carried them.
    public long connections() {
        return resources.stream().flatMap(each -> each.via().stream()).map(Fetched.Via::connection)
                .distinct()
                .count();
    }

    /// How many bytes came over the network, by [Resource#transferSize].
    public long transferSize() {
        return resources.stream().mapToLong(Resource::transferSize).sum();
    }
}
