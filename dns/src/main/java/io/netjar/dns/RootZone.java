package io.netjar.dns;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/// A root zone as IANA publishes it, to be served by emulated root servers: its delegations, with their DS records and
/// glue.
///
/// What speaks of the real root itself is left out: SOA, NS and the addresses of its servers. So is what proves by the real
/// keys that the zone is whole (DNSKEY, RRSIG, NSEC, ZONEMD), since with other servers and other top-level domains in it
/// it is not that zone any more; whoever serves it signs it with keys of their own.
public final class RootZone {
    private static final Set<Integer> PROOFS = Set.of(Type.RRSIG, Type.NSEC, Type.NSEC3, Type.NSEC3PARAM,
            Type.DNSKEY, Type.CDS, Type.CDNSKEY, Type.ZONEMD);

    private final List<Record> records;
    private final Set<Name> rootServers;

    private RootZone(List<Record> records) {
        this.records = records;
        this.rootServers = targets(records, Name.root::equals);
    }

    /// Reads a root zone in the master file format of RFC 1035 §5.
    ///
    /// @throws IllegalArgumentException with the line if the text is wrong, or saying why it is no root zone
    public static RootZone parse(String masterFile) {
        List<Record> records = DnsZone.read(".", masterFile);
        boolean isRoot = records.stream()
                .anyMatch(record -> record instanceof SOARecord && record.getName().equals(Name.root));
        if (!isRoot) {
            throw new IllegalArgumentException("no root zone: it has no SOA record of '.'"
                    + records.stream().findFirst().map(first -> ", and begins with " + first.getName())
                            .orElse(""));
        }
        var zone = new RootZone(records);
        if (zone.topLevelDomains().isEmpty()) {
            throw new IllegalArgumentException("a root zone without a single top-level domain");
        }
        return zone;
    }

    /// The domains that it delegates.
    public Set<Name> topLevelDomains() {
        Set<Name> domains = new LinkedHashSet<>();
        for (Record record : records) {
            if (record.getType() == Type.NS && !record.getName().equals(Name.root)) {
                domains.add(record.getName());
            }
        }
        return domains;
    }

    /// What is served besides the root's own records and the delegations of `others`, which go before those of the file.
    public List<Record> without(Set<Name> others) {
        Predicate<Name> kept = name -> !name.equals(Name.root)
                && others.stream().noneMatch(name::subdomain);
        Set<Name> servers = targets(records, kept);
        return records.stream().filter(record -> !PROOFS.contains(record.getType())
                && (isAddress(record)
                        ? isWanted(record.getName(), servers, kept)
                        : kept.test(record.getName())))
                .toList();
    }

    /// Addresses of those who serve what is kept stay, even where they lie in another's domain.
    private boolean isWanted(Name name, Set<Name> servers, Predicate<Name> kept) {
        return !rootServers.contains(name) && (servers.contains(name) || kept.test(name));
    }

    private static boolean isAddress(Record record) {
        return record.getType() == Type.A || record.getType() == Type.AAAA;
    }

    /// The name servers of the domains that `which` chooses.
    private static Set<Name> targets(List<Record> records, Predicate<Name> which) {
        Set<Name> targets = new LinkedHashSet<>();
        for (Record record : records) {
            if (record instanceof NSRecord server && which.test(record.getName())) {
                targets.add(server.getTarget());
            }
        }
        return targets;
    }
}
