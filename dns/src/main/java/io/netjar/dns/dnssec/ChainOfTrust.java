package io.netjar.dns.dnssec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// The way from a trust anchor down to a name, one label after the other: which zones begin there, and what their keys are.
/// RFC 4035 §5.1, §5.2 and §4.3; RFC 6840 §4.4.
final class ChainOfTrust {
    /// Unbound's cache-max-ttl, as for records.
    private static final long MAX_SECONDS = 86_400;

    private final TrustAnchors anchors;
    private final LinkCache cache;
    private final Signatures signatures;
    /// What was learned for this question: also what must not be remembered for others.
    private final Map<Name, Trust.Link> links = new LinkedHashMap<>();

    ChainOfTrust(TrustAnchors anchors, LinkCache cache, Signatures signatures) {
        this.anchors = anchors;
        this.cache = cache;
        this.signatures = signatures;
    }

    /// How the chain ends at `name`, or what has to be known first.
    Trust find(Name name, Instant now) {
        Optional<Name> anchor = anchors.above(name);
        if (anchor.isEmpty()) {
            return new Trust.Unsigned(List.of());
        }
        Name at = anchor.get();
        Trust.Link link = link(at, now);
        if (!(link instanceof Trust.Link.Zone(Trust trust))) {
            return new Trust.Wanted(at, Type.DNSKEY);
        }
        while (trust instanceof Trust.Signed && !at.equals(name)) {
            at = new Name(name, name.labels() - at.labels() - 1);
            switch (link(at, now)) {
                case Trust.Link.Zone(Trust next) -> trust = next;
                case Trust.Link.Promised _ -> {
                    return new Trust.Wanted(at, Type.DNSKEY);
                }
                case Trust.Link.Inside _ -> {
                }
                case Trust.Link.Nothing _ -> {
                    return trust;
                }
                case null -> {
                    return new Trust.Wanted(at, Type.DS);
                }
            }
        }
        return trust;
    }

    private Trust.@Nullable Link link(Name name, Instant now) {
        // What was once used for a question stays for it, even if its time runs out meanwhile.
        cache.find(name, now).ifPresent(found -> links.putIfAbsent(name, found));
        return links.get(name);
    }

    /// Takes what was [Trust.Wanted].
    void supply(Evidence evidence, Instant now) {
        Name name = evidence.name();
        if (evidence.type() == Type.DNSKEY) {
            learn(evidence, new Trust.Link.Zone(keys(evidence, now)), now);
        } else if (find(new Name(name, 1), now) instanceof Trust.Signed above) {
            learn(evidence, delegation(evidence, above, now), now);
        } else {
            throw new IllegalStateException("nobody wanted the DS records of " + name);
        }
    }

    private void learn(Evidence evidence, Trust.Link link, Instant now) {
        long seconds = seconds(evidence, now);
        if (links.put(evidence.name(), link) instanceof Trust.Link.Promised promised) {
            seconds = Math.min(seconds, promised.seconds());
        }
        boolean isForOthers = !(link instanceof Trust.Link.Promised)
                && !(link instanceof Trust.Link.Zone(Trust.Broken _));
        if (isForOthers) {
            cache.store(evidence.name(), link, now.plusSeconds(seconds));
        }
    }

    /// For how long what was learned from `evidence` holds: no record and no signature in it runs out earlier.
    private static long seconds(Evidence evidence, Instant now) {
        return Math.min(seconds(evidence.answer(), now), seconds(evidence.authority(), now));
    }

    private static long seconds(List<Record> records, Instant now) {
        long seconds = MAX_SECONDS;
        for (Record record : records) {
            seconds = Math.min(seconds, record.getTTL());
            if (record instanceof RRSIGRecord signature) {
                seconds = Math.min(seconds, signature.getExpire().getEpochSecond() - now.getEpochSecond());
            }
        }
        return seconds;
    }

    /// What the answer to the question for a zone's DNSKEY records says about the zone.
    private Trust keys(Evidence evidence, Instant now) {
        Name zone = evidence.name();
        Optional<RRset> set = first(evidence, Type.DNSKEY);
        if (set.isEmpty()) {
            return new Trust.Broken(evidence.rcode() == Rcode.SERVFAIL
                    ? Flaws.unreachable(zone, Type.DNSKEY)
                    : Flaws.noKey(zone, "at all"));
        }
        List<DNSKEYRecord> keys = set.get().rrs(false).stream().map(DNSKEYRecord.class::cast).toList();
        List<DNSKEYRecord> entries = entryPoints(zone, keys);
        if (entries.isEmpty()) {
            return anchorUnknown(zone)
                    .<Trust>map(note -> new Trust.Unsigned(List.of(note)))
                    .orElseGet(() -> new Trust.Broken(Flaws.noKey(zone, "that the digests above it name")));
        }
        // RFC 4035 §5.2: a key that a trusted DS record names has signed the set of keys
        return switch (signatures.check(set.get(), zone, entries, now)) {
            case Signatures.Checked.Good(int labels, _, _) when labels == Signatures.labels(set.get()) ->
                new Trust.Signed(zone, keys);
            case Signatures.Checked.Good _ -> new Trust.Broken(Flaws.wrongSignature(set.get()));
            case Signatures.Checked.Bad(var why) -> new Trust.Broken(why);
        };
    }

    /// Those of a zone's keys that are known from above: by DS records, or as trust anchors.
    private List<DNSKEYRecord> entryPoints(Name zone, List<DNSKEYRecord> keys) {
        boolean isAnchored = !(links.get(zone) instanceof Trust.Link.Promised);
        List<DSRecord> digests = links.get(zone) instanceof Trust.Link.Promised promised
                ? promised.digests()
                : Algorithms.usable(anchors.of(zone, Type.DS));
        List<Record> trusted = isAnchored ? anchors.of(zone, Type.DNSKEY) : List.of();
        return keys.stream()
                .filter(key -> trusted.contains(key)
                        || digests.stream().anyMatch(digest -> Algorithms.matches(digest, key)))
                .toList();
    }

    /// That none of the anchors of `zone` can be used.
    private Optional<ExtendedErrorCodeOption> anchorUnknown(Name zone) {
        List<Record> digests = anchors.of(zone, Type.DS);
        boolean isUnknown = !(links.get(zone) instanceof Trust.Link.Promised) && !digests.isEmpty()
                && Algorithms.usable(digests).isEmpty() && anchors.of(zone, Type.DNSKEY).isEmpty();
        return isUnknown ? Optional.of(Flaws.unknownAlgorithms(zone)) : Optional.empty();
    }

    /// What the answer to the question for the DS records of a name says about the name.
    private Trust.Link delegation(Evidence evidence, Trust.Signed above, Instant now) {
        Optional<RRset> set = first(evidence, Type.DS);
        if (set.isPresent()) {
            return signed(set.get(), above, now);
        }
        Optional<RRset> alias = first(evidence, Type.CNAME);
        if (alias.isPresent()) {
            return alias(evidence, alias.get(), above, now);
        }
        if (evidence.rcode() == Rcode.SERVFAIL) {
            return broken(Flaws.unreachable(evidence.name(), Type.DS));
        }
        return unsigned(evidence, above, now);
    }

    private Trust.Link signed(RRset set, Trust.Signed above, Instant now) {
        return switch (signatures.check(set, above.zone(), above.keys(), now)) {
            case Signatures.Checked.Good(int labels, _, long seconds) when labels == Signatures
                    .labels(set) -> {
                List<DSRecord> usable = Algorithms.usable(set.rrs(false));
                // RFC 4035 §5.2: "If the validator does not support any of the algorithms listed in an authenticated DS
                // RRset, then the resolver has no supported authentication path leading from the parent to the child. The
                // resolver should treat this case as it would the case of an authenticated NSEC RRset proving that no DS
                // RRset exists"
                yield usable.isEmpty()
                        ? new Trust.Link.Zone(new Trust.Unsigned(List.of(notUsable(set))))
                        : new Trust.Link.Promised(usable, seconds);
            }
            case Signatures.Checked.Good _ -> broken(Flaws.wrongSignature(set));
            case Signatures.Checked.Bad(var why) -> broken(why);
        };
    }

    private static ExtendedErrorCodeOption notUsable(RRset set) {
        return set.rrs(false).stream().anyMatch(ds -> Algorithms.isSupported(((DSRecord) ds).getAlgorithm()))
                ? Flaws.unknownDigests(set.getName())
                : Flaws.unknownAlgorithms(set.getName());
    }

    /// A name with an alias begins no zone.
    private Trust.Link alias(Evidence evidence, RRset alias, Trust.Signed above, Instant now) {
        for (RRset set : Evidence.sets(evidence.answer())) {
            boolean explains = set.getType() == Type.DNAME
                    && Aliases.isMadeFrom((DNAMERecord) set.first(), (CNAMERecord) alias.first());
            if (set.equals(alias) || explains) {
                return switch (signatures.check(set, above.zone(), above.keys(), now)) {
                    case Signatures.Checked.Good _ -> new Trust.Link.Inside();
                    case Signatures.Checked.Bad(var why) -> broken(why);
                };
            }
        }
        return broken(Flaws.unsigned(alias));
    }

    private Trust.Link unsigned(Evidence evidence, Trust.Signed above, Instant now) {
        Name name = evidence.name();
        List<Record> proofs = new ArrayList<>();
        ExtendedErrorCodeOption flaw = Flaws.noProof("nothing proves that " + name + " has no DS records");
        for (RRset set : Evidence.sets(evidence.authority())) {
            if (set.getType() == Type.NSEC || set.getType() == Type.NSEC3) {
                switch (signatures.check(set, above.zone(), above.keys(), now)) {
                    case Signatures.Checked.Good(int labels, _, _) when labels == Signatures.labels(set) ->
                        proofs.addAll(set.rrs(false));
                    case Signatures.Checked.Good _ -> flaw = Flaws.wrongSignature(set);
                    case Signatures.Checked.Bad(var why) -> flaw = why;
                }
            }
        }
        for (Denial denial : Denial.of(above.zone(), proofs)) {
            switch (denial.cut(name)) {
                case UNSIGNED_ZONE -> {
                    return new Trust.Link.Zone(new Trust.Unsigned(denial.notes()));
                }
                case NONE -> {
                    return new Trust.Link.Inside();
                }
                case NO_SUCH_NAME -> {
                    return new Trust.Link.Nothing();
                }
                case UNPROVEN -> {
                }
            }
        }
        return broken(flaw);
    }

    private static Trust.Link broken(ExtendedErrorCodeOption why) {
        return new Trust.Link.Zone(new Trust.Broken(why));
    }

    private static Optional<RRset> first(Evidence evidence, int type) {
        return Evidence.sets(evidence.answer())
                .stream()
                .filter(set -> set.getType() == type && set.getName().equals(evidence.name()))
                .findFirst();
    }
}
