package io.netjar.web.browser;

import io.netjar.web.WebClock;
import io.netjar.web.client.Fetched;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// An answer in the cache, with what is needed to judge it. Times are milliseconds of the emulated calendar. RFC 9111 §4.
///
/// @param sent the headers of the request it answered
/// @param body the content as it was sent, that is, encoded
/// @param asked when the request was sent, or sent again to revalidate
/// @param answered when the head of the answer was here
record Stored(List<Map.Entry<String, String>> sent, Fetched.Response response, byte[] body, long asked,
        long answered) {
    /// What may be kept without being told so. RFC 9110 §15.1, without 206, as parts are not asked for.
    private static final Set<Integer> HEURISTICALLY = Set.of(200, 203, 204, 300, 301, 308, 404, 405, 410, 414,
            501);
    /// Which of them Chromium keeps for ever if nothing is said.
    private static final Set<Integer> PERMANENT = Set.of(300, 301, 308, 410);
    /// RFC 9111 §4.2.2: "A typical setting of this fraction might be 10%."
    private static final int HEURISTIC_FRACTION = 10;
    /// RFC 9111 §3.2: fields that a 304 does not change, since they say how long the content is and how it is coded.
    private static final Set<String> OF_CONTENT = Set.of("content-length", "content-encoding", "content-type",
            "content-range", "transfer-encoding");

    /// Whether it may be kept at all, by a cache of one user. RFC 9111 §3.
    boolean mayBeStored() {
        CacheControl control = control();
        return response.status() != 206 && response.status() != 304 && !control.has("no-store")
                && !vary().contains("*")
                && (control.has("max-age") || control.has("public") || control.has("private")
                        || !response.header("Expires").isEmpty()
                        || HEURISTICALLY.contains(response.status()));
    }

    private CacheControl control() {
        return CacheControl.of(response.headers());
    }

    private Set<String> vary() {
        return response.headers().stream().filter(field -> field.getKey().equalsIgnoreCase("Vary"))
                .flatMap(field -> List.of(field.getValue().split(",", -1)).stream()).map(String::strip)
                .filter(name -> !name.isEmpty()).map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whether it answers a request with these headers. RFC 9111 §4.1.
    boolean answers(List<Map.Entry<String, String>> headers) {
        return vary().stream().allMatch(name -> values(headers, name).equals(values(sent, name)));
    }

    private static List<String> values(List<Map.Entry<String, String>> headers, String name) {
        return headers.stream().filter(field -> field.getKey().equalsIgnoreCase(name))
                .map(field -> field.getValue().strip()).toList();
    }

    /// Whether it may be used at `now` without asking the server. RFC 9111 §4.2.
    boolean isFresh(long now) {
        // RFC 9111 §5.2.2.4: with no-cache, it may not be used without validation.
        return !control().has("no-cache") && lifetime() > age(now);
    }

    /// For how long it is fresh, in milliseconds. RFC 9111 §4.2.1.
    long lifetime() {
        OptionalLong maxAge = control().maxAge();
        if (maxAge.isPresent()) {
            return maxAge.getAsLong() * 1000;
        }
        String expires = response.header("Expires");
        if (!expires.isEmpty()) {
            // RFC 9111 §5.3: what is no date, like "0", is in the past.
            long until = WebClock.parseHttpDate(expires);
            return until < 0 ? 0 : Math.max(0, until * 1000 - date());
        }
        return heuristicLifetime();
    }

    private long heuristicLifetime() {
        if (PERMANENT.contains(response.status())) {
            return Long.MAX_VALUE;
        }
        long modified = WebClock.parseHttpDate(response.header("Last-Modified"));
        return modified < 0 || !HEURISTICALLY.contains(response.status())
                ? 0
                : Math.max(0, date() - modified * 1000) / HEURISTIC_FRACTION;
    }

    /// When the answer was made, as the server says, or else when it came.
    private long date() {
        long seconds = WebClock.parseHttpDate(response.header("Date"));
        return seconds < 0 ? answered : seconds * 1000;
    }

    /// How old it is at `now`, in milliseconds. RFC 9111 §4.2.3.
    long age(long now) {
        long apparent = Math.max(0, answered - date());
        long corrected = CacheControl.seconds(response.header("Age").strip()) * 1000 + (answered - asked);
        return Math.max(apparent, corrected) + (now - answered);
    }

    /// What a request says to ask whether it has changed; empty if that cannot be asked. RFC 9111 §4.3.1.
    List<Map.Entry<String, String>> conditions() {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        String tag = response.header("ETag");
        String modified = response.header("Last-Modified");
        if (!tag.isEmpty()) {
            fields.add(Map.entry("if-none-match", tag));
        }
        if (!modified.isEmpty()) {
            fields.add(Map.entry("if-modified-since", modified));
        }
        return fields;
    }

    /// This one after a 304: with the headers of that, and new life. RFC 9111 §4.3.4.
    Stored refreshed(Fetched.Response notModified, long askedAgain, long answeredAgain) {
        Set<String> named = notModified.headers().stream()
                .map(field -> field.getKey().toLowerCase(Locale.ROOT))
                .filter(name -> !OF_CONTENT.contains(name)).collect(Collectors.toUnmodifiableSet());
        List<Map.Entry<String, String>> headers = new ArrayList<>(response.headers());
        headers.removeIf(field -> named.contains(field.getKey().toLowerCase(Locale.ROOT)));
        notModified.headers().stream()
                .filter(field -> named.contains(field.getKey().toLowerCase(Locale.ROOT)))
                .forEach(headers::add);
        var updated = new Fetched.Response(response.url(), response.remote(), response.status(),
                response.reason(), headers, response.bytes(), response.timings(), response.via());
        return new Stored(sent, updated, body, askedAgain, answeredAgain);
    }

    /// What it takes in memory, in bytes, nearly: two for each character of the headers.
    long weight() {
        long weight = body.length + 200L;
        for (Map.Entry<String, String> field : response.headers()) {
            weight += 2L * (field.getKey().length() + field.getValue().length()) + 100;
        }
        return weight;
    }
}
