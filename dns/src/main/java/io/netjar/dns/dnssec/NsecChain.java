package io.netjar.dns.dnssec;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// The names of a zone in canonical order, each with its types and the next. RFC 4034 §4 and §6.1.
final class NsecChain implements DenialChain {
    private final TreeMap<Name, Record> links = new TreeMap<>();

    /// @param own the names that the zone answers for and its delegations, the apex among them, with their types
    NsecChain(NavigableMap<Name, ? extends Set<Integer>> own, long ttl) {
        for (Map.Entry<Name, ? extends Set<Integer>> node : own.entrySet()) {
            Name next = own.higherKey(node.getKey());
            Set<Integer> types = new LinkedHashSet<>(node.getValue());
            // RFC 4034 §4.1.2: an NSEC record lists itself and its signature, too
            types.add(Type.NSEC);
            types.add(Type.RRSIG);
            // RFC 4034 §4.1.1: "The value of the Next Domain Name field in the last NSEC record in the zone is the name of
            // the zone apex"
            links.put(node.getKey(), new NSECRecord(node.getKey(), DClass.IN, ttl,
                    next == null ? own.firstKey() : next,
                    types.stream().mapToInt(Integer::intValue).toArray()));
        }
    }

    @Override
    public List<Record> records() {
        return List.copyOf(links.values());
    }

    /// The record of `name`, or the one that covers it.
    private Record at(Name name) {
        return links.floorEntry(name).getValue();
    }

    // RFC 4035 §3.1.3.2: an NSEC record that proves that there is no exact match for the name, and one that there is no
    // wildcard for it; one record may prove both, and is there once
    @Override
    public List<Record> noSuchName(Name name, Name closest) {
        return once(at(name), at(DenialChain.wildcard(closest)));
    }

    // RFC 4035 §3.1.3.1: the NSEC record of the name. One that only has others below it has none, and is proved to exist by
    // the record whose next name is below it.
    @Override
    public List<Record> noData(Name name) {
        return List.of(at(name));
    }

    // RFC 4035 §3.1.3.4: an NSEC record that proves that the wildcard lacks the type, and one that there is no closer match
    @Override
    public List<Record> wildcardNoData(Name name, Name closest) {
        return once(at(DenialChain.wildcard(closest)), at(name));
    }

    // RFC 4035 §3.1.3.3: an NSEC record that proves that the zone has no closer match
    @Override
    public List<Record> wildcardAnswer(Name name, Name closest) {
        return List.of(at(name));
    }

    private static List<Record> once(Record first, Record second) {
        return first.equals(second) ? List.of(first) : List.of(first, second);
    }
}
