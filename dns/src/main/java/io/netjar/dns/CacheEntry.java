package io.netjar.dns;

import java.util.List;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/// One thing that a resolver remembers, for people who look into its cache.
///
/// @param name the name in master file form, with the last dot
/// @param type the type's mnemonic; `ANY` if the name does not exist at all
/// @param secondsLeft the TTL that is left; for what is stale, how long ago it ran out, as a negative number
/// @param ttl the TTL with which it came in seconds; the bounds of the cache applied
/// @param data the records' data in master file form, without signatures; for a denial the SOA it stands on
/// @param signed whether DNSSEC signatures are kept with it
public record CacheEntry(String name, String type, Kind kind, long secondsLeft, long ttl, List<String> data,
        boolean signed) {
    /// What it is good for.
    public enum Kind {
        /// Records that an authority gave as an answer; may be given as one.
        ANSWER,
        /// Records that came beside what was asked for, at the end of an alias or as a referral's DS; may be given as an
        /// answer.
        BESIDE,
        /// Servers to which a parent zone has delegated a name; shows the way only.
        REFERRAL,
        /// Addresses of name servers that came with a referral; show the way only.
        GLUE,
        /// The name exists, but has no records of the type (RFC 2308).
        NO_DATA,
        /// There is no such name, whatever the type (RFC 2308).
        NO_SUCH_NAME,
        /// The question could not be answered a moment ago (RFC 9520).
        FAILURE,
        /// An answer whose time has run out, kept for when the servers cannot be reached (RFC 8767).
        STALE
    }

    public CacheEntry {
        data = List.copyOf(data);
    }

    static Kind kind(RecordCache.Cached what, Trust trust) {
        return switch (what) {
            case RecordCache.Cached.Records _ -> switch (trust) {
                case ADDITIONAL -> Kind.GLUE;
                case REFERRAL -> Kind.REFERRAL;
                case ANSWER -> Kind.BESIDE;
                case AUTHORITATIVE -> Kind.ANSWER;
            };
            case RecordCache.Cached.NoData _ -> Kind.NO_DATA;
            case RecordCache.Cached.NoSuchName _ -> Kind.NO_SUCH_NAME;
            case RecordCache.Cached.Failure _ -> Kind.FAILURE;
        };
    }

    /// The data of the records that mean something to people.
    static List<String> data(List<Record> records) {
        return records.stream().filter(record -> record.getType() != Type.RRSIG)
                .map(Record::rdataToString).toList();
    }

    static List<String> soa(List<Record> authority) {
        return data(authority.stream().filter(SOARecord.class::isInstance).toList());
    }

    static boolean isSigned(List<Record> records) {
        return records.stream().anyMatch(record -> record.getType() == Type.RRSIG);
    }
}
