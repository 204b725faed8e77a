package io.netjar.dns;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/// What a resolver remembers: sets of records, and that names or types do not exist (RFC 2308), until their TTL has
/// run down. When it is full the oldest entry goes. Times are the engine's nanoseconds.
///
/// An entry may be used at the very instant it came in, whatever its TTL: "Zero values are interpreted to mean that the
/// RR can only be used for the transaction in progress" (RFC 1035 §3.2.1).
final class RecordCache {
    private static final long SECOND = 1_000_000_000L;
    /// Unbound's cache-max-ttl; RFC 8767 §4 lets the cap be days.
    private static final long MAX_TTL_SECONDS = 86_400;
    /// RFC 2308 §5: "Values of one to three hours have been found to work well"; BIND's max-ncache-ttl.
    private static final long MAX_NEGATIVE_TTL_SECONDS = 10_800;
    /// The type under which it is remembered that a name does not exist; no query can ask for it.
    private static final int NO_SUCH_NAME = 0;

    private final int capacity;
    private final LinkedHashMap<Key, Entry> entries = new LinkedHashMap<>();

    private record Key(Name name, int type) {}

    private record Entry(Cached what, Trust trust, long storedAt, long expiresAt) {
        boolean isUsable(long now) {
            return now < expiresAt || now == storedAt;
        }

        long secondsLeft(long now) {
            return Math.max(0, (expiresAt - now) / SECOND);
        }
    }

    /// What is remembered; TTLs are those left.
    sealed interface Cached {
        record Records(List<Record> records) implements Cached {}

        /// The name exists, without such records. `soa` has one record or none.
        record NoData(List<Record> soa) implements Cached {}

        record NoSuchName(List<Record> soa) implements Cached {}

        /// The question could not be answered a moment ago (RFC 9520).
        record Failure() implements Cached {}
    }

    RecordCache(int capacity) {
        this.capacity = capacity;
    }

    int size() {
        return entries.size();
    }

    void clear() {
        entries.clear();
    }

    /// What may be answered about `name` and `type`.
    Optional<Cached> answer(Name name, int type, long now) {
        Entry gone = usable(name, NO_SUCH_NAME, now);
        if (gone != null) {
            return Optional.of(aged(gone, now));
        }
        Entry entry = usable(name, type, now);
        if (entry == null || entry.trust.compareTo(Trust.ANSWER) < 0) {
            Key failed = failureKey(name, type);
            entry = usable(failed.name, failed.type, now);
        }
        return entry == null ? Optional.empty() : Optional.of(aged(entry, now));
    }

    /// The records of `name` and `type` of whatever trust, for the resolver's own way: servers and their addresses.
    List<Record> known(Name name, int type, long now) {
        Entry entry = usable(name, type, now);
        return entry != null && entry.what instanceof Cached.Records(List<Record> records)
                ? records
                : List.of();
    }

    /// As [#known], with the TTLs that are left: for additional sections.
    List<Record> knownAged(Name name, int type, long now) {
        Entry entry = usable(name, type, now);
        return entry != null && aged(entry, now) instanceof Cached.Records(List<Record> records)
                ? records
                : List.of();
    }

    /// Remembers `records`, which have one name and type. Nothing happens if better data is there.
    void store(List<Record> records, int type, Trust trust, long now) {
        long ttl = MAX_TTL_SECONDS;
        for (Record record : records) {
            // RFC 2181 §5.2: differing TTLs in one set are an error; the lowest is to be taken
            ttl = Math.min(ttl, sane(record.getTTL()));
        }
        Name name = records.getFirst().getName();
        put(new Key(name, type), new Cached.Records(List.copyOf(records)), trust, now, ttl);
        if (trust.compareTo(Trust.ANSWER) >= 0) {
            entries.remove(new Key(name, NO_SUCH_NAME));
        }
    }

    /// Remembers that `name` has no records of `type`.
    void storeNoData(Name name, int type, @Nullable SOARecord soa, long now) {
        put(new Key(name, type), new Cached.NoData(listOf(soa)), Trust.AUTHORITATIVE, now, negativeTtl(soa));
    }

    /// Remembers that `name` does not exist.
    void storeNoSuchName(Name name, @Nullable SOARecord soa, long now) {
        put(new Key(name, NO_SUCH_NAME), new Cached.NoSuchName(listOf(soa)), Trust.AUTHORITATIVE, now,
                negativeTtl(soa));
    }

    /// Remembers for `seconds` that nobody could answer. RFC 9520 §3.2: at least a second, at most five minutes.
    void storeFailure(Name name, int type, long seconds, long now) {
        put(failureKey(name, type), new Cached.Failure(), Trust.ANSWER, now, seconds);
    }

    /// Everything usable at `now` in master file lines, oldest first: for people who want to look into the cache.
    List<String> dump(long now) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<Key, Entry> entry : entries.entrySet()) {
            if (entry.getValue().isUsable(now)) {
                lines.addAll(lines(entry.getKey(), entry.getValue(), now));
            }
        }
        return lines;
    }

    private static List<String> lines(Key key, Entry entry, long now) {
        String head = key.name + "\t" + entry.secondsLeft(now) + "\t";
        return switch (aged(entry, now)) {
            case Cached.Records(List<Record> records) -> records.stream().map(Record::toString).toList();
            case Cached.NoData _ -> List.of(head + "IN\t" + Type.string(key.type) + "\t; no such records");
            case Cached.NoSuchName _ -> List.of(head + "IN\tANY\t; no such name");
            case Cached.Failure _ -> List.of(head + "IN\t" + Type.string(-key.type) + "\t; failed");
        };
    }

    private @Nullable Entry usable(Name name, int type, long now) {
        var key = new Key(name, type);
        Entry entry = entries.get(key);
        if (entry != null && !entry.isUsable(now)) {
            entries.remove(key);
            return null;
        }
        return entry;
    }

    private void put(Key key, Cached what, Trust trust, long now, long ttlSeconds) {
        Entry old = usable(key.name, key.type, now);
        if (old != null && old.what instanceof Cached.Records && old.trust.compareTo(trust) > 0) {
            return;
        }
        entries.remove(key);
        if (entries.size() >= capacity) {
            Iterator<Key> oldest = entries.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        entries.put(key, new Entry(what, trust, now, now + ttlSeconds * SECOND));
    }

    /// Failures stand beside what is known, since glue for the same name and type stays useful.
    private static Key failureKey(Name name, int type) {
        return new Key(name, -type);
    }

    private static Cached aged(Entry entry, long now) {
        long left = entry.secondsLeft(now);
        return switch (entry.what) {
            case Cached.Records(List<Record> records) -> new Cached.Records(aged(records, left));
            case Cached.NoData(List<Record> soa) -> new Cached.NoData(aged(soa, left));
            case Cached.NoSuchName(List<Record> soa) -> new Cached.NoSuchName(aged(soa, left));
            case Cached.Failure failure -> failure;
        };
    }

    private static List<Record> aged(List<Record> records, long ttl) {
        return records.stream().map(record -> MessageBytes.withTtl(record, ttl)).toList();
    }

    private static long negativeTtl(@Nullable SOARecord soa) {
        return soa == null
                ? 0
                : Math.min(MAX_NEGATIVE_TTL_SECONDS, Math.min(sane(soa.getTTL()), sane(soa.getMinimum())));
    }

    // RFC 2181 §8: "Implementations should treat TTL values received with the most significant bit set as if the entire
    // value received was zero."
    private static long sane(long ttl) {
        return ttl > Integer.MAX_VALUE ? 0 : ttl;
    }

    private static List<Record> listOf(@Nullable SOARecord soa) {
        return soa == null ? List.of() : List.of(soa);
    }
}
