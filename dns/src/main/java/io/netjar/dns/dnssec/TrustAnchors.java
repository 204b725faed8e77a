package io.netjar.dns.dnssec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// Where trust begins: DS or DNSKEY records that a resolver's operator knows from elsewhere, of the root as a rule, of
/// other zones for islands of security (RFC 4033 §2); and where it ends: names below which nothing is validated (negative
/// trust anchors, RFC 7646).
public final class TrustAnchors {
    private final Map<Name, Supplier<List<Record>>> anchors;
    private final Set<Name> distrusted;

    private TrustAnchors(Map<Name, Supplier<List<Record>>> anchors, Set<Name> distrusted) {
        this.anchors = anchors;
        this.distrusted = distrusted;
    }

    /// No anchor: nothing is validated.
    public static TrustAnchors none() {
        return of(List.of());
    }

    /// These anchors.
    ///
    /// @throws IllegalArgumentException if there is something else than DS and DNSKEY records
    public static TrustAnchors of(List<? extends Record> records) {
        Map<Name, List<Record>> anchors = new LinkedHashMap<>();
        for (Record record : records) {
            if (record.getType() != Type.DS && record.getType() != Type.DNSKEY) {
                throw new IllegalArgumentException("a trust anchor is a DS or DNSKEY record, not " + record);
            }
            anchors.computeIfAbsent(record.getName(), _ -> new ArrayList<>()).add(record);
        }
        Map<Name, Supplier<List<Record>>> known = new LinkedHashMap<>();
        anchors.forEach((zone, found) -> known.put(zone, () -> found));
        return new TrustAnchors(known, Set.of());
    }

    /// The key of `zone`, which is looked at when it is first needed.
    public static TrustAnchors onDemand(Name zone, Supplier<TrustAnchor> anchor) {
        return new TrustAnchors(Map.of(zone, () -> List.of(anchor.get().key())), Set.of());
    }

    /// The anchors in a file of DS or DNSKEY records, as `dnssec-dsfromkey` prints them and IANA publishes the root's.
    ///
    /// @throws IllegalArgumentException if it cannot be read, or has other records
    public static TrustAnchors parse(String masterFile) {
        List<Record> records = new ArrayList<>();
        try (var master = new Master(new ByteArrayInputStream(masterFile.getBytes(StandardCharsets.UTF_8)),
                Name.root, 0)) {
            for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
                records.add(record);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("not a file of trust anchors: " + e.getMessage(), e);
        }
        return of(records);
    }

    /// These anchors, but nothing at and below `name` is validated unless an anchor further down says so.
    public TrustAnchors without(Name name) {
        Set<Name> more = new LinkedHashSet<>(distrusted);
        more.add(name);
        return new TrustAnchors(anchors, more);
    }

    public boolean isEmpty() {
        return anchors.isEmpty();
    }

    /// The zone of the closest anchor at or above `name`, unless a negative one is closer.
    Optional<Name> above(Name name) {
        for (int labels = 0; labels < name.labels(); labels++) {
            var ancestor = new Name(name, labels);
            // RFC 7646 §1.1: a negative trust anchor for a zone does not take away a positive one below it
            if (distrusted.contains(ancestor)) {
                return Optional.empty();
            }
            if (anchors.containsKey(ancestor)) {
                return Optional.of(ancestor);
            }
        }
        return Optional.empty();
    }

    /// The anchors of `zone` that are records of `type`.
    List<Record> of(Name zone, int type) {
        Supplier<List<Record>> found = anchors.get(zone);
        return found == null
                ? List.of()
                : found.get().stream().filter(record -> record.getType() == type).toList();
    }
}
