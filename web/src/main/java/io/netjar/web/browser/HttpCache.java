package io.netjar.web.browser;

import java.net.URI;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one browser keeps of answers, in memory: a private cache (RFC 9111). When it is full, what was not used for
/// longest goes.
final class HttpCache {
    /// One answer may take this part of the whole, as in Chromium.
    private static final int LARGEST_PART = 8;

    private final long capacity;
    private final Map<URI, List<Stored>> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long size;

    /// @param capacity in bytes; with 0 nothing is kept
    HttpCache(long capacity) {
        this.capacity = capacity;
    }

    /// The longest content that is kept, in bytes.
    long largest() {
        return capacity / LARGEST_PART;
    }

    /// The stored answer to a GET of `url` with these headers, fresh or not. RFC 9111 §4.
    Optional<Stored> find(URI url, List<Map.Entry<String, String>> headers) {
        List<Stored> variants = entries.get(url);
        return variants == null
                ? Optional.empty()
                : variants.stream().filter(each -> each.answers(headers)).findFirst();
    }

    /// Keeps an answer, in place of what it had for the same request, if it may be kept and there is room.
    void put(URI url, Stored answer) {
        remove(url, answer);
        if (!answer.mayBeStored() || answer.body().length > largest() || answer.weight() > capacity) {
            return;
        }
        entries.computeIfAbsent(url, _ -> new ArrayList<>()).addFirst(answer);
        size += answer.weight();
        Iterator<List<Stored>> eldest = entries.values().iterator();
        while (size > capacity) {
            eldest.next().forEach(each -> size -= each.weight());
            eldest.remove();
        }
    }

    private void remove(URI url, Stored like) {
        List<Stored> variants = entries.get(url);
        if (variants == null) {
            return;
        }
        for (Stored each : List.copyOf(variants)) {
            if (each.answers(like.sent())) {
                variants.remove(each);
                size -= each.weight();
            }
        }
        if (variants.isEmpty()) {
            entries.remove(url);
        }
    }

    void clear() {
        entries.clear();
        size = 0;
    }

    /// How many bytes it holds.
    long size() {
        return size;
    }
}
