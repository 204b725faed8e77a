package io.netjar.dns;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Answers questions from zones, and from nothing else: the algorithm of RFC 1034 §4.3.2 without its recursive part, as
/// RFC 6672 §3.2 and RFC 4592 §3.3 have it now.
final class Authority {
    /// How many aliases are followed within the zones; longer chains are left to the asker. BIND stops at 16.
    private static final int MAX_ALIASES = 16;

    private final TreeMap<Name, DnsZone> zones = new TreeMap<>();

    /// @throws IllegalArgumentException if two zones have one origin
    Authority(List<DnsZone> zones) {
        for (DnsZone zone : zones) {
            if (this.zones.put(zone.origin(), zone) != null) {
                throw new IllegalArgumentException("the zone " + zone.origin() + " is there twice");
            }
        }
    }

    /// Whether the question belongs to one of the zones.
    boolean covers(Name name, int type) {
        return zoneOf(name, type) != null;
    }

    /// The zone whose apex is `name`.
    Optional<DnsZone> zone(Name name) {
        return Optional.ofNullable(zones.get(name));
    }

    /// Where an answer for `name` comes from: that name, or the closest one above it that is in a zone.
    Name sourceOf(Name name) {
        DnsZone zone = zoneOf(name, Type.A);
        return zone == null ? Name.root : zone.closest(name);
    }

    /// Fills in `response`, which has its header and question, with what the zones say.
    ///
    /// @param tcp whether the asker is who its address says: then ANY is answered in full
    void answer(Record question, Message response, boolean tcp) {
        Name name = question.getName();
        int type = question.getType();
        if (type == Type.AXFR || type == Type.IXFR || zoneOf(name, type) == null) {
            response.getHeader().setRcode(Rcode.REFUSED);
            return;
        }
        Proofs proofs = new Proofs(response);
        Set<Name> seen = new LinkedHashSet<>();
        for (int i = 0; i <= MAX_ALIASES && seen.add(name); i++) {
            DnsZone zone = zoneOf(name, type);
            if (zone == null) {
                return;
            }
            ZoneAnswer found = zone.find(name, type);
            if (i == 0 && !(found instanceof ZoneAnswer.Delegation)) {
                // RFC 1035 §4.1.1: AA "corresponds to the name which matches the query name, or the first owner name in
                // the answer section"
                response.getHeader().setFlag(Flags.AA);
            }
            Name next = add(zone, type == Type.ANY && !tcp ? shortened(found) : found, response, proofs);
            proofs.prove(zone, name, found);
            if (next == null) {
                return;
            }
            name = next;
        }
    }

    // RFC 8482 §4.1: a response to ANY may be a single RRset of those there are; §4.4: over TCP it may be the conventional
    // one, as nobody can have that sent to somebody else
    private static ZoneAnswer shortened(ZoneAnswer found) {
        return found instanceof ZoneAnswer.Records(List<Record> all)
                ? new ZoneAnswer.Records(
                        all.stream().filter(each -> each.getType() == all.getFirst().getType()).toList())
                : found;
    }

    /// Adds what `zone` says; returns the name to go on with, if the one asked for is an alias.
    private @Nullable Name add(DnsZone zone, ZoneAnswer found, Message response, Proofs proofs) {
        return switch (found) {
            case ZoneAnswer.Records(List<Record> records) -> {
                records.forEach(record -> response.addRecord(record, Section.ANSWER));
                proofs.sign(zone, records, Section.ANSWER);
                addAddresses(zone, records, response, proofs);
                yield null;
            }
            case ZoneAnswer.Alias(var record) -> {
                response.addRecord(record, Section.ANSWER);
                proofs.sign(zone, List.of(record), Section.ANSWER);
                yield record.getTarget();
            }
            case ZoneAnswer.Rewritten(var record, var alias) -> {
                addOnce(record, response);
                response.addRecord(alias, Section.ANSWER);
                yield alias.getTarget();
            }
            case ZoneAnswer.TooLong(var record) -> {
                // RFC 6672 §2.2: a name that becomes too long is answered by YXDOMAIN
                addOnce(record, response);
                response.getHeader().setRcode(Rcode.YXDOMAIN);
                yield null;
            }
            case ZoneAnswer.Delegation(_, List<Record> servers) -> {
                servers.forEach(record -> response.addRecord(record, Section.AUTHORITY));
                addAddresses(zone, servers, response, proofs);
                yield null;
            }
            case ZoneAnswer.NoData() -> {
                deny(zone, response, proofs);
                yield null;
            }
            case ZoneAnswer.NoSuchName() -> {
                // RFC 6604 §3: the RCODE is that of the last name in the chain
                response.getHeader().setRcode(Rcode.NXDOMAIN);
                deny(zone, response, proofs);
                yield null;
            }
        };
    }

    private static void deny(DnsZone zone, Message response, Proofs proofs) {
        Record soa = negativeSoa(zone);
        response.addRecord(soa, Section.AUTHORITY);
        proofs.sign(zone, List.of(soa), Section.AUTHORITY);
    }

    /// One DNAME may have a part in several steps of a chain.
    private static void addOnce(Record record, Message response) {
        if (!response.findRecord(record, Section.ANSWER)) {
            response.addRecord(record, Section.ANSWER);
        }
    }

    // RFC 2308 §3: "The TTL of this record is set from the minimum of the MINIMUM field of the SOA record and the TTL
    // of the SOA itself"
    private static Record negativeSoa(DnsZone zone) {
        SOARecord soa = zone.soa();
        return MessageBytes.withTtl(soa, Math.min(soa.getTTL(), soa.getMinimum()));
    }

    /// Adds the addresses of the hosts that `records` name, as far as the zones know them: glue, for NS records.
    private void addAddresses(DnsZone zone, List<Record> records, Message response, Proofs proofs) {
        Set<Name> hosts = new LinkedHashSet<>();
        for (Record record : records) {
            Name host = record.getAdditionalName();
            if (host != null && hosts.add(host)) {
                DnsZone from = holderOf(zone, host);
                List<Record> addresses = from == null ? List.of() : from.addressesOf(host);
                addresses.forEach(address -> response.addRecord(address, Section.ADDITIONAL));
                if (from != null) {
                    proofs.sign(from, addresses, Section.ADDITIONAL);
                }
            }
        }
    }

    private @Nullable DnsZone holderOf(DnsZone zone, Name host) {
        boolean here = host.subdomain(zone.origin()) && !zone.addressesOf(host).isEmpty();
        return here ? zone : zoneOf(host, Type.A);
    }

    /// The zone with the longest origin above `name`; for DS the parent's side of the cut.
    private @Nullable DnsZone zoneOf(Name name, int type) {
        for (int labels = 0; labels < name.labels(); labels++) {
            Name above = new Name(name, labels);
            DnsZone zone = zones.get(above);
            boolean childSide = type == Type.DS && labels == 0 && name.labels() > 1 && hasParent(name);
            if (zone != null && !childSide) {
                return zone;
            }
        }
        return null;
    }

    private boolean hasParent(Name name) {
        return zoneOf(new Name(name, 1), Type.A) != null;
    }
}
