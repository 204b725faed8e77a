package io.netjar.dns;

import java.util.List;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;

/// The records of one name and type (an RRset, RFC 2181 §5) with what DNSSEC says about them; without DNSSEC the last two
/// are empty.
///
/// @param records at least one
/// @param signatures the RRSIG records that cover them
/// @param proof if they were made from a wildcard, the NSEC or NSEC3 records which tell that no closer name exists, and
///        the signatures of those (RFC 4035 §3.1.3.3)
record RecordSet(List<Record> records, List<Record> signatures, List<Record> proof) {
    RecordSet {
        records = List.copyOf(records);
        signatures = List.copyOf(signatures);
        proof = List.copyOf(proof);
    }

    /// Records of a zone that is not signed.
    static RecordSet unsigned(List<Record> records) {
        return new RecordSet(records, List.of(), List.of());
    }

    Record first() {
        return records.getFirst();
    }

    /// For how long all of it holds, in seconds.
    long ttl() {
        return Math.min(lowestTtl(records), Math.min(lowestTtl(signatures), lowestTtl(proof)));
    }

    RecordSet withTtl(long ttl) {
        return new RecordSet(withTtl(records, ttl), withTtl(signatures, ttl), withTtl(proof, ttl));
    }

    /// Whether a signature has fewer labels than the records' name: then they were made from a wildcard.
    // RFC 4035 §5.3.4: "If the number of labels in an RRset's owner name is greater than the Labels field of the covering
    // RRSIG RR, then the RRset and its covering RRSIG RR were created as a result of wildcard expansion."
    boolean isFromWildcard() {
        int labels = first().getName().labels() - 1;
        int counted = first().getName().isWild() ? labels - 1 : labels;
        return signatures.stream()
                .anyMatch(each -> each instanceof RRSIGRecord signature && signature.getLabels() < counted);
    }

    static List<Record> withTtl(List<Record> records, long ttl) {
        return records.stream().map(record -> MessageBytes.withTtl(record, ttl)).toList();
    }

    /// The lowest TTL in seconds; very high if there are no records.
    // RFC 2181 §5.2: differing TTLs in one set are an error; the lowest is to be taken
    static long lowestTtl(List<Record> records) {
        return records.stream().mapToLong(record -> sane(record.getTTL())).min().orElse(Integer.MAX_VALUE);
    }

    // RFC 2181 §8: "Implementations should treat TTL values received with the most significant bit set as if the entire
    // value received was zero."
    static long sane(long ttl) {
        return ttl > Integer.MAX_VALUE ? 0 : ttl;
    }
}
