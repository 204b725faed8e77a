package io.netjar.dns.dnssec;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.Name;

/// What was proven about zone cuts and keys, until the records that prove it run out. What was not needed for longest goes
/// first when it is full.
final class LinkCache {
    private final int capacity;
    private final LinkedHashMap<Name, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    private record Entry(Trust.Link link, Instant until) {}

    LinkCache(int capacity) {
        this.capacity = capacity;
    }

    Optional<Trust.Link> find(Name name, Instant now) {
        Entry entry = entries.get(name);
        if (entry != null && !now.isBefore(entry.until)) {
            entries.remove(name);
            return Optional.empty();
        }
        return Optional.ofNullable(entry).map(Entry::link);
    }

    void store(Name name, Trust.Link link, Instant until) {
        entries.put(name, new Entry(link, until));
        if (entries.size() > capacity) {
            Map.Entry<Name, Entry> oldest = entries.firstEntry();
            entries.remove(oldest.getKey());
        }
    }

    void clear() {
        entries.clear();
    }
}
