package io.netjar.dns;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/// What a resolver remembers: sets of records, and that names or types do not exist (RFC 2308), until their TTL has
/// run down. When it is full, what was not used for longest goes. Times are the engine's nanoseconds.
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
    private final LinkedHashMap<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

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
        record Records(RecordSet set) implements Cached {}

        /// The name exists, without such records. `authority` is what the answer had to say so: the SOA, in a signed
        /// zone NSEC or NSEC3 records and signatures too.
        record NoData(List<Record> authority) implements Cached {}

        record NoSuchName(List<Record> authority) implements Cached {}

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
        return answer(name, type, now, Long.MIN_VALUE);
    }

    /// As [#answer(Name, int, long)], as far as it was remembered at `since` or later.
    Optional<Cached> answer(Name name, int type, long now, long since) {
        Entry gone = usable(name, NO_SUCH_NAME, now);
        if (gone != null && gone.storedAt >= since) {
            return Optional.of(aged(gone, now));
        }
        Entry entry = usable(name, type, now);
        if (entry == null || entry.trust.compareTo(Trust.ANSWER) < 0) {
            Key failed = failureKey(name, type);
            entry = usable(failed.name, failed.type, now);
        }
        return entry == null || entry.storedAt < since ? Optional.empty() : Optional.of(aged(entry, now));
    }

    /// The records of `name` and `type` of whatever trust, for the resolver's own way: servers and their addresses.
    List<Record> known(Name name, int type, long now) {
        Entry entry = usable(name, type, now);
        return entry != null && entry.what instanceof Cached.Records(RecordSet set)
                ? set.records()
                : List.of();
    }

    /// As [#known], with the TTLs that are left: for additional sections.
    List<Record> knownAged(Name name, int type, long now) {
        Entry entry = usable(name, type, now);
        return entry != null && aged(entry, now) instanceof Cached.Records(RecordSet set)
                ? set.records()
                : List.of();
    }

    /// Remembers `set`. Nothing happens if better data is there.
    ///
    /// What a zone says of its own servers lives no longer than what its parent said, so that a zone which is taken away
    /// cannot keep itself alive in caches for ever ("ghost domain names").
    void store(RecordSet set, int type, Trust trust, long now) {
        Name name = set.first().getName();
        long ttl = Math.min(MAX_TTL_SECONDS, set.ttl());
        Entry delegation = type == Type.NS && trust != Trust.REFERRAL ? usable(name, type, now) : null;
        if (delegation != null && !name.equals(Name.root)) {
            ttl = Math.min(ttl, delegation.secondsLeft(now));
        }
        put(new Key(name, type), new Cached.Records(set), trust, now, ttl);
        if (trust.compareTo(Trust.ANSWER) >= 0) {
            entries.remove(new Key(name, NO_SUCH_NAME));
        }
    }

    /// Remembers that `name` has no records of `type`, since `authority` says so.
    void storeNoData(Name name, int type, List<Record> authority, long now) {
        put(new Key(name, type), new Cached.NoData(List.copyOf(authority)), Trust.AUTHORITATIVE, now,
                negativeTtl(authority));
    }

    /// Remembers that `name` does not exist, since `authority` says so.
    void storeNoSuchName(Name name, List<Record> authority, long now) {
        put(new Key(name, NO_SUCH_NAME), new Cached.NoSuchName(List.copyOf(authority)), Trust.AUTHORITATIVE,
                now, negativeTtl(authority));
    }

    /// Remembers for `seconds` that nobody could answer. RFC 9520 §3.2: at least a second, at most five minutes.
    void storeFailure(Name name, int type, long seconds, long now) {
        put(failureKey(name, type), new Cached.Failure(), Trust.ANSWER, now, seconds);
    }

    /// Forgets what is known of `name` and `type`, which turned out to be wrong.
    void forget(Name name, int type) {
        entries.remove(new Key(name, type));
        entries.remove(new Key(name, NO_SUCH_NAME));
    }

    /// Forgets that `name` has no DS records if only a referral said so: enough for the validator, but an answer to those
    /// who ask needs the zone's SOA (RFC 2308 §2.2), which a referral has not.
    void forgetProofOfReferral(Name name) {
        var key = new Key(name, Type.DS);
        Entry entry = entries.get(key);
        if (entry != null && entry.what instanceof Cached.NoData(List<Record> authority)
                && authority.stream().noneMatch(SOARecord.class::isInstance)) {
            entries.remove(key);
        }
    }

    /// Everything usable at `now`, what was used last at the end.
    List<CacheEntry> entries(long now) {
        List<CacheEntry> all = new ArrayList<>();
        entries.forEach((key, entry) -> {
            if (entry.isUsable(now)) {
                all.add(entry(key, entry, now));
            }
        });
        return all;
    }

    private static CacheEntry entry(Key key, Entry entry, long now) {
        String type = key.type == NO_SUCH_NAME ? "ANY" : Type.string(Math.abs(key.type));
        List<Record> records = switch (entry.what) {
            case Cached.Records(RecordSet set) -> set.records();
            case Cached.NoData(List<Record> authority) -> authority;
            case Cached.NoSuchName(List<Record> authority) -> authority;
            case Cached.Failure _ -> List.of();
        };
        boolean isPositive = entry.what instanceof Cached.Records;
        boolean isSigned = entry.what instanceof Cached.Records(RecordSet set)
                ? !set.signatures().isEmpty()
                : CacheEntry.isSigned(records);
        return new CacheEntry(key.name.toString(), type, CacheEntry.kind(entry.what, entry.trust),
                entry.secondsLeft(now), (entry.expiresAt - entry.storedAt) / SECOND,
                isPositive ? CacheEntry.data(records) : CacheEntry.soa(records), isSigned);
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
            case Cached.Records(RecordSet set) -> new Cached.Records(set.withTtl(left));
            case Cached.NoData(List<Record> authority) ->
                new Cached.NoData(RecordSet.withTtl(authority, left));
            case Cached.NoSuchName(List<Record> authority) ->
                new Cached.NoSuchName(RecordSet.withTtl(authority, left));
            case Cached.Failure failure -> failure;
        };
    }

    // RFC 2308 §5: the lower of the SOA's TTL and its MINIMUM field; RFC 9077 §3 has the same rule for NSEC and NSEC3,
    // which a server may not know yet. An answer with
    // neither is used for the transaction in progress only.
    private static long negativeTtl(List<Record> authority) {
        long ttl = authority.isEmpty() ? 0 : RecordSet.lowestTtl(authority);
        for (Record record : authority) {
            if (record instanceof SOARecord soa) {
                ttl = Math.min(ttl, RecordSet.sane(soa.getMinimum()));
            }
        }
        return Math.min(MAX_NEGATIVE_TTL_SECONDS, ttl);
    }
}
