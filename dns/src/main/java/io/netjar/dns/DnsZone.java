package io.netjar.dns;

import io.netjar.dns.dnssec.DenialChain;
import io.netjar.dns.dnssec.Signing;
import io.netjar.dns.dnssec.ZoneKeys;
import io.netjar.dns.dnssec.ZoneSigner;
import io.netjar.engine.Engine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/// A zone: the part of the tree of names for which one set of servers is the authority, from its apex down to where
/// it delegates. Immutable; a server is given a new one when names change. RFC 1034 §4.2, RFC 4592 for wildcards, RFC
/// 6672 for DNAME, RFC 4035 §2 for signed zones.
public final class DnsZone {
    /// More than any real zone of a small Internet has; `$GENERATE` can write many records with one line.
    private static final int MOST_RECORDS = 1_000_000;

    private final Name origin;
    private final Supplier<Contents> source;
    private @Nullable Contents made;

    private final Supplier<Instant> clock;

    /// @param nodes all names of the zone, those without records in between included (RFC 8020: empty non-terminals
    ///         exist); neither signatures nor NSEC3 records, whose names nobody can ask for (RFC 5155 §7.2.8)
    /// @param signer who signs, if the zone is signed
    private record Contents(SOARecord soa, TreeMap<Name, TreeMap<Integer, List<Record>>> nodes,
            Optional<ZoneSigner> signer) {
        boolean areDue(Supplier<Instant> clock) {
            return signer.isPresent() && signer.get().renewal().isBefore(Instant.MAX)
                    && !clock.get().isBefore(signer.get().renewal());
        }
    }

    private DnsZone(Name origin, Supplier<Contents> source, Supplier<Instant> clock) {
        this.origin = origin;
        this.source = source;
        this.clock = clock;
    }

    private Contents contents() {
        Contents contents = made;
        if (contents == null || contents.areDue(clock)) {
            contents = source.get();
            made = contents;
        }
        return contents;
    }

    /// This zone, signed: with its keys, what denies that other names and types are there, and signatures for those who ask
    /// for them. It is signed when somebody first asks, and again when signatures are to be renewed.
    ///
    /// @param engine whose calendar signatures are dated by
    public DnsZone signed(Engine engine, ZoneKeys keys, Signing signing) {
        return new DnsZone(origin, () -> {
            var signer = new ZoneSigner(origin, records(), keys, signing, engine.date());
            List<Record> all = signer.records();
            SOARecord start = (SOARecord) all.stream().filter(SOARecord.class::isInstance).findFirst()
                    .orElseThrow();
            return contents(origin, start, all, Optional.of(signer));
        }, engine::date);
    }

    /// A zone whose records are made when somebody first asks for one of them: for zones that are large and seldom
    /// needed.
    ///
    /// @param maker makes the zone, once; its origin must be `apex`
    public static DnsZone onDemand(String apex, Supplier<DnsZone> maker) {
        Name origin = absolute(apex);
        return new DnsZone(origin, () -> {
            DnsZone zone = maker.get();
            if (!zone.origin.equals(origin)) {
                throw new IllegalStateException("the zone " + zone.origin + " was made for " + origin);
            }
            return zone.contents();
        }, () -> Instant.MIN);
    }

    /// The zone of `records`, whose apex is `origin`.
    ///
    /// @throws IllegalArgumentException naming every mistake, if there is not exactly one SOA and at least one NS record
    ///         at the apex, a record lies outside the zone, a CNAME does not stand alone (RFC 1034 §3.6.2), or something
    ///         is beside or below a DNAME that may not be (RFC 6672 §2.4)
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
        Contents contents = contents(origin, soa, records, Optional.empty());
        List<String> badAliases = AliasRules.mistakes(origin, contents.nodes);
        if (!badAliases.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", badAliases));
        }
        return new DnsZone(origin, () -> contents, () -> Instant.MIN);
    }

    /// The zone written in the master file format of RFC 1035 §5, whose apex is `origin`, with any type of record that
    /// dnsjava knows, others as RFC 3597 §5 writes them, `$TTL` (RFC 2308 §4) and BIND's `$GENERATE`. `$INCLUDE` is
    /// refused: a zone reads no other file.
    ///
    /// @throws IllegalArgumentException with the line if the text is wrong or has more than a million records, and as
    ///         [#of]
    public static DnsZone parse(String origin, String masterFile) {
        return of(absolute(origin), read(origin, masterFile));
    }

    /// This with `more` records.
    ///
    /// @throws IllegalArgumentException as [#of]
    public DnsZone with(List<Record> more) {
        List<Record> all = new ArrayList<>(records());
        all.addAll(more);
        return of(origin, all);
    }

    /// The records of a master file.
    static List<Record> read(String origin, String masterFile) {
        List<Record> records = new ArrayList<>();
        byte[] text = masterFile.getBytes(StandardCharsets.UTF_8);
        try (var master = new Master(new ByteArrayInputStream(text), absolute(origin))) {
            master.disableIncludes(true);
            for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
                records.add(record);
                if (records.size() > MOST_RECORDS) {
                    throw new IllegalArgumentException(
                            "zone " + origin + ": more than " + MOST_RECORDS + " records");
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("zone " + origin + ": " + e.getMessage(), e);
        }
        return records;
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
        return contents().soa;
    }

    /// All records, in canonical order of their names, each set with its signature; NSEC3 records come last.
    public List<Record> records() {
        List<Record> all = new ArrayList<>();
        for (List<Record> set : sets()) {
            all.addAll(set);
            signature(set).ifPresent(all::add);
        }
        return all;
    }

    /// The sets of records of one name and type, without their signatures, NSEC3 records included.
    List<List<Record>> sets() {
        List<List<Record>> sets = new ArrayList<>();
        contents().nodes.values().forEach(node -> sets.addAll(node.values()));
        denial().stream().flatMap(chain -> chain.records().stream())
                .filter(record -> record.getType() == Type.NSEC3)
                .forEach(record -> sets.add(List.of(record)));
        return sets;
    }

    /// Who signs the zone as it is now, if it is signed.
    Optional<ZoneSigner> signer() {
        return contents().signer;
    }

    /// What proves that something is not in the zone, if it is signed.
    Optional<DenialChain> denial() {
        return contents().signer.map(ZoneSigner::denial);
    }

    /// The signature of one of the zone's [#sets].
    Optional<RRSIGRecord> signature(List<Record> set) {
        return contents().signer.flatMap(signer -> signer.signature(set));
    }

    /// The signature of the records of that type that the zone has for `name`, or that a wildcard has in its place.
    Optional<Record> signature(Name name, int type) {
        Contents contents = contents();
        Name owner = closest(name);
        Map<Integer, List<Record>> node = contents.nodes
                .get(owner.equals(name) ? name : Names.child("*", owner));
        List<Record> set = node == null ? null : node.get(type);
        return set == null ? Optional.empty() : signature(set).map(found -> found.withName(name));
    }

    /// What the zone says about `name`, which must lie in it, and `type`.
    ZoneAnswer find(Name name, int type) {
        TreeMap<Name, TreeMap<Integer, List<Record>>> nodes = contents().nodes;
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
            List<Record> rewriting = node.get(Type.DNAME);
            // RFC 6672 §2.3: a DNAME redirects what is below its owner, not the owner itself
            if (rewriting != null && labels < name.labels()) {
                return Rewriting.of(name, (DNAMERecord) rewriting.getFirst());
            }
        }
        return at(nodes.get(name), type, null);
    }

    /// `name`, which must lie in the zone, or the closest name above it that exists.
    Name closest(Name name) {
        Name closest = name;
        while (!contents().nodes.containsKey(closest)) {
            closest = new Name(closest, 1);
        }
        return closest;
    }

    /// The addresses the zone holds for `server`, glue below a delegation included.
    List<Record> addressesOf(Name server) {
        Map<Integer, List<Record>> node = contents().nodes.get(server);
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
        Map<Integer, List<Record>> node = contents().nodes.get(wildcard);
        return at(node, type, name);
    }

    private ZoneAnswer at(@Nullable Map<Integer, List<Record>> node, int type, @Nullable Name owner) {
        if (node == null) {
            return new ZoneAnswer.NoSuchName();
        }
        List<Record> alias = node.get(Type.CNAME);
        List<Record> records = switch (type) {
            case Type.ANY -> everything(node);
            case Type.RRSIG -> signatures(node);
            default -> node.getOrDefault(type, List.of());
        };
        // RFC 4035 §2.5: RRSIG and NSEC records stand beside a CNAME, and are found when they are asked for
        if (alias != null && type != Type.ANY && records.isEmpty()) {
            return new ZoneAnswer.Alias((CNAMERecord) owned(alias, owner).getFirst());
        }
        // RFC 4592 §2.2.2: a name without records that has others below it exists
        return records.isEmpty() ? new ZoneAnswer.NoData() : new ZoneAnswer.Records(owned(records, owner));
    }

    // RFC 4035 §3.1: a server treats RRSIG, DNSKEY and NSEC records as any others where nobody asks for DNSSEC
    private List<Record> everything(Map<Integer, List<Record>> node) {
        List<Record> all = new ArrayList<>();
        node.values().forEach(all::addAll);
        node.values().forEach(set -> signature(set).ifPresent(all::add));
        return all;
    }

    /// The signatures of a node's records; of a zone that is not signed here, those that it was given with.
    private List<Record> signatures(Map<Integer, List<Record>> node) {
        List<Record> all = new ArrayList<>(node.getOrDefault(Type.RRSIG, List.of()));
        node.values().forEach(set -> signature(set).ifPresent(all::add));
        return all;
    }

    private static List<Record> owned(List<Record> records, @Nullable Name owner) {
        return owner == null ? records : records.stream().map(record -> record.withName(owner)).toList();
    }

    private static Contents contents(Name origin, SOARecord soa, List<Record> records,
            Optional<ZoneSigner> signer) {
        var nodes = new TreeMap<Name, TreeMap<Integer, List<Record>>>();
        for (Record record : records) {
            Name name = record.getName();
            for (int above = name.labels() - origin.labels(); above > 0; above--) {
                nodes.computeIfAbsent(new Name(name, above), _ -> new TreeMap<>());
            }
            List<Record> set = nodes.computeIfAbsent(name, _ -> new TreeMap<>())
                    .computeIfAbsent(record.getType(), _ -> new ArrayList<>());
            if (!set.contains(record)) {
                set.add(record);
            }
        }
        nodes.values().forEach(node -> node.replaceAll((_, set) -> sameTtl(set)));
        return new Contents(soa, nodes, signer);
    }

    // RFC 2181 §5.2: "the TTLs of all RRs in an RRSet must be the same"; as there said for the receiver of such a set,
    // the lowest counts
    private static List<Record> sameTtl(List<Record> set) {
        long least = set.stream().mapToLong(Record::getTTL).min().orElse(0);
        return set.stream()
                .map(record -> record.getTTL() == least ? record : MessageBytes.withTtl(record, least))
                .toList();
    }
}
