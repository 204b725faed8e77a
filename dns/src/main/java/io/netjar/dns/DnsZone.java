package io.netjar.dns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/// A zone: the part of the tree of names for which one set of servers is the authority, from its apex down to where
/// it delegates. Immutable; a server is given a new one when names change. RFC 1034 §4.2, RFC 4592 for wildcards.
public final class DnsZone {
    private final Name origin;
    private final SOARecord soa;
    /// All names of the zone, those without records in between included (RFC 8020: empty non-terminals exist).
    private final TreeMap<Name, TreeMap<Integer, List<Record>>> nodes = new TreeMap<>();

    private DnsZone(Name origin, SOARecord soa, List<Record> records) {
        this.origin = origin;
        this.soa = soa;
        for (Record record : records) {
            add(record);
        }
    }

    /// The zone of `records`, whose apex is `origin`.
    ///
    /// @throws IllegalArgumentException naming every mistake, if there is not exactly one SOA and at least one NS record
    ///         at the apex, a record lies outside the zone, or a CNAME does not stand alone (RFC 1034 §3.6.2)
    public static DnsZone of(Name origin, List<Record> records) {
        List<String> mistakes = new ArrayList<>();
        SOARecord soa = null;
        boolean hasServers = false;
        for (Record record : records) {
            if (!record.getName().subdomain(origin) || record.getDClass() != DClass.IN) {
                mistakes.add(record.getName() + " does not belong to the zone " + origin);
            }
            if (record instanceof SOARecord found) {
                if (soa != null || !found.getName().equals(origin)) {
                    mistakes.add("a zone has one SOA record, at " + origin + "; this is another: " + found);
                }
                soa = found;
            }
            hasServers |= record.getType() == Type.NS && record.getName().equals(origin);
        }
        if (soa == null) {
            mistakes.add("the zone " + origin + " has no SOA record");
        }
        if (!hasServers) {
            mistakes.add("the zone " + origin + " has no NS record at its apex");
        }
        if (soa == null || !mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", mistakes));
        }
        var zone = new DnsZone(origin, soa, records);
        zone.checkAliases();
        return zone;
    }

    /// The zone written in the master file format of RFC 1035 §5, whose apex is `origin`; `$INCLUDE` is refused.
    ///
    /// @throws IllegalArgumentException with the line if the text is wrong, and as [#of]
    public static DnsZone parse(String origin, String masterFile) {
        List<Record> records = new ArrayList<>();
        byte[] text = masterFile.getBytes(StandardCharsets.UTF_8);
        try (var master = new Master(new ByteArrayInputStream(text), absolute(origin))) {
            master.disableIncludes(true);
            for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
                records.add(record);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("zone " + origin + ": " + e.getMessage(), e);
        }
        return of(absolute(origin), records);
    }

    static Name absolute(String name) {
        return Name.fromConstantString(name.endsWith(".") ? name : name + ".");
    }

    /// The apex.
    public Name origin() {
        return origin;
    }

    /// The start of authority, with the zone's own TTL.
    public SOARecord soa() {
        return soa;
    }

    /// All records, in canonical order of their names.
    public List<Record> records() {
        List<Record> all = new ArrayList<>();
        for (Map<Integer, List<Record>> node : nodes.values()) {
            node.values().forEach(all::addAll);
        }
        return all;
    }

    /// What the zone says about `name`, which must lie in it, and `type`.
    ZoneAnswer find(Name name, int type) {
        for (int labels = origin.labels(); labels <= name.labels(); labels++) {
            Name ancestor = new Name(name, name.labels() - labels);
            Map<Integer, List<Record>> node = nodes.get(ancestor);
            if (node == null) {
                return fromWildcard(name, type, new Name(name, name.labels() - labels + 1));
            }
            List<Record> servers = node.get(Type.NS);
            if (servers != null && !ancestor.equals(origin) && !isAskedOfParent(name, ancestor, type)) {
                return new ZoneAnswer.Delegation(ancestor, servers);
            }
        }
        return at(nodes.get(name), type, null);
    }

    /// The addresses the zone holds for `server`, glue below a delegation included.
    List<Record> addressesOf(Name server) {
        Map<Integer, List<Record>> node = nodes.get(server);
        if (node == null) {
            return List.of();
        }
        List<Record> addresses = new ArrayList<>(node.getOrDefault(Type.A, List.of()));
        addresses.addAll(node.getOrDefault(Type.AAAA, List.of()));
        return addresses;
    }

    // RFC 4035 §3.1.4.1: the DS RRset is authoritative in the parent, at the name where the child's zone begins.
    private static boolean isAskedOfParent(Name name, Name cut, int type) {
        return type == Type.DS && name.equals(cut);
    }

    // RFC 4592 §3.3.1: the source of synthesis is "that wildcard domain name immediately descending from the closest
    // encloser"
    private ZoneAnswer fromWildcard(Name name, int type, Name closestEncloser) {
        Name wildcard = Names.child("*", closestEncloser);
        Map<Integer, List<Record>> node = nodes.get(wildcard);
        return node == null ? new ZoneAnswer.NoSuchName() : at(node, type, name);
    }

    private static ZoneAnswer at(@Nullable Map<Integer, List<Record>> node, int type, @Nullable Name owner) {
        if (node == null) {
            return new ZoneAnswer.NoSuchName();
        }
        List<Record> alias = node.get(Type.CNAME);
        if (alias != null && type != Type.CNAME && type != Type.ANY) {
            return new ZoneAnswer.Alias((CNAMERecord) owned(alias, owner).getFirst());
        }
        List<Record> records = type == Type.ANY ? everything(node) : node.getOrDefault(type, List.of());
        return records.isEmpty() ? new ZoneAnswer.NoData() : new ZoneAnswer.Records(owned(records, owner));
    }

    private static List<Record> everything(Map<Integer, List<Record>> node) {
        List<Record> all = new ArrayList<>();
        node.values().forEach(all::addAll);
        return all;
    }

    private static List<Record> owned(List<Record> records, @Nullable Name owner) {
        return owner == null ? records : records.stream().map(record -> record.withName(owner)).toList();
    }

    private void add(Record record) {
        Name name = record.getName();
        for (int above = name.labels() - origin.labels(); above > 0; above--) {
            nodes.computeIfAbsent(new Name(name, above), _ -> new TreeMap<>());
        }
        Map<Integer, List<Record>> node = nodes.computeIfAbsent(name, _ -> new TreeMap<>());
        List<Record> set = node.computeIfAbsent(record.getType(), _ -> new ArrayList<>());
        if (!set.contains(record)) {
            set.add(record);
        }
    }

    private void checkAliases() {
        List<String> mistakes = new ArrayList<>();
        nodes.forEach((name, node) -> {
            List<Record> alias = node.getOrDefault(Type.CNAME, Collections.emptyList());
            if (alias.size() > 1 || !alias.isEmpty() && node.size() > 1) {
                mistakes.add(name + " has a CNAME record, so it may have no other (RFC 1034 §3.6.2)");
            }
        });
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", mistakes));
        }
    }
}
