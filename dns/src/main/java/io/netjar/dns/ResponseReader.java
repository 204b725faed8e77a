package io.netjar.dns;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Reads what an authoritative server answered into the cache. A server of a zone is believed about names in that zone
/// ("in bailiwick") and about nothing else; the rest of its answer is as if it were not there. RFC 2181 §5.4, RFC 5452
/// §6.
final class ResponseReader {
    /// What a response amounts to.
    enum Verdict {
        /// The cache has something new about the name: an answer, an alias, or that there is none.
        ANSWER,
        /// The cache has a delegation closer to the name.
        REFERRAL,
        /// The server does not understand the query: perhaps without EDNS.
        NOT_UNDERSTOOD,
        /// The server is no authority for the zone that was delegated to it, or fails.
        LAME
    }

    private final RecordCache cache;
    private final Message response;
    private final Name zone;
    private final long now;

    /// @param zone the zone whose server answered
    ResponseReader(RecordCache cache, Message response, Name zone, long now) {
        this.cache = cache;
        this.response = response;
        this.zone = zone;
        this.now = now;
    }

    /// Reads the response to the question for `name` and `type`.
    Verdict read(Name name, int type) {
        int rcode = response.getRcode();
        if (rcode == Rcode.FORMERR || rcode == Rcode.NOTIMP) {
            return Verdict.NOT_UNDERSTOOD;
        }
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN && rcode != Rcode.YXDOMAIN) {
            return Verdict.LAME;
        }
        return response.getHeader().getFlag(Flags.AA) ? readAnswer(name, type) : readReferral(name);
    }

    private Verdict readAnswer(Name name, int type) {
        Name current = name;
        Trust trust = Trust.AUTHORITATIVE;
        Set<Name> seen = new LinkedHashSet<>();
        while (current.subdomain(zone) && seen.add(current)) {
            List<Record> records = answers(current, type);
            if (!records.isEmpty()) {
                cache.store(signed(records, type), type, trust, now);
                storeAddresses(records);
                return Verdict.ANSWER;
            }
            Optional<Name> next = alias(current, trust);
            if (next.isEmpty()) {
                boolean isTooLong = dnameAbove(current) != null;
                return isTooLong ? Verdict.ANSWER : readEnd(current, type, current.equals(name));
            }
            current = next.get();
            // RFC 2181 §5.4.1: of an answer, only what belongs to the name asked for is authoritative data
            trust = Trust.ANSWER;
        }
        return Verdict.ANSWER;
    }

    /// The name that `name` is an alias for, by a DNAME above it or by a CNAME; either is remembered. The CNAME beside a
    /// DNAME is not: it is made anew whenever it is needed.
    private Optional<Name> alias(Name name, Trust trust) {
        DNAMERecord above = dnameAbove(name);
        if (above != null) {
            cache.store(signed(List.of(above), Type.DNAME), Type.DNAME, trust, now);
            return Rewriting.of(name, above) instanceof ZoneAnswer.Rewritten rewritten
                    ? Optional.of(rewritten.alias().getTarget())
                    : Optional.empty();
        }
        List<Record> alias = answers(name, Type.CNAME);
        if (alias.isEmpty()) {
            return Optional.empty();
        }
        cache.store(signed(alias.subList(0, 1), Type.CNAME), Type.CNAME, trust, now);
        return Optional.of(((CNAMERecord) alias.getFirst()).getTarget());
    }

    /// Reads what is said of the last name of a chain, which has no records of the type.
    private Verdict readEnd(Name name, int type, boolean isNameAsked) {
        List<Record> denial = denial(name);
        boolean hasSoa = denial.stream().anyMatch(SOARecord.class::isInstance);
        if (response.getRcode() == Rcode.NXDOMAIN) {
            cache.storeNoSuchName(name, denial, now);
        } else if (response.getRcode() == Rcode.NOERROR && (hasSoa || isNameAsked)) {
            cache.storeNoData(name, type, denial, now);
        } else if (isNameAsked) {
            // YXDOMAIN without the DNAME that makes the name too long
            return Verdict.LAME;
        }
        return Verdict.ANSWER;
    }

    private Verdict readReferral(Name name) {
        List<Record> servers = new ArrayList<>();
        for (Record record : response.getSection(Section.AUTHORITY)) {
            Name cut = record.getName();
            boolean leadsDown = cut.subdomain(zone) && !cut.equals(zone) && name.subdomain(cut);
            boolean isOfOneCut = servers.isEmpty() || servers.getFirst().getName().equals(cut);
            if (record.getType() == Type.NS && record.getDClass() == DClass.IN && leadsDown && isOfOneCut) {
                servers.add(record);
            }
        }
        if (servers.isEmpty()) {
            return Verdict.LAME;
        }
        cache.store(RecordSet.unsigned(servers), Type.NS, Trust.REFERRAL, now);
        storeAddresses(servers);
        storeDelegationSigner(servers.getFirst().getName());
        return Verdict.REFERRAL;
    }

    /// Keeps the DS records of a referral, or what proves that there are none, so that they need not be asked for.
    // RFC 4035 §3.1.4: a signed zone's referral has the DS records, or the NSEC or NSEC3 that shows their absence
    private void storeDelegationSigner(Name cut) {
        List<Record> signers = select(Section.AUTHORITY, cut, Type.DS);
        if (!signers.isEmpty()) {
            var set = new RecordSet(signers, signatures(Section.AUTHORITY, cut, Type.DS), List.of());
            cache.store(set, Type.DS, Trust.ANSWER, now);
            return;
        }
        List<Record> proof = proof();
        if (!proof.isEmpty()) {
            cache.storeNoData(cut, Type.DS, proof, now);
        }
    }

    /// Keeps the addresses in the additional section of those name servers that `records` name.
    private void storeAddresses(List<Record> records) {
        Set<Name> wanted = new LinkedHashSet<>();
        for (Record record : records) {
            if (record instanceof NSRecord server && server.getTarget().subdomain(zone)) {
                wanted.add(server.getTarget());
            }
        }
        for (Name server : wanted) {
            List<Record> addresses = select(Section.ADDITIONAL, server, Type.A);
            if (!addresses.isEmpty()) {
                cache.store(RecordSet.unsigned(addresses), Type.A, Trust.ADDITIONAL, now);
            }
        }
    }

    private RecordSet signed(List<Record> records, int type) {
        var set = new RecordSet(records, signatures(Section.ANSWER, records.getFirst().getName(), type),
                List.of());
        return set.isFromWildcard() ? new RecordSet(records, set.signatures(), proof()) : set;
    }

    private List<Record> answers(Name owner, int type) {
        return select(Section.ANSWER, owner, type);
    }

    private List<Record> select(int section, Name owner, int type) {
        List<Record> found = new ArrayList<>();
        for (Record record : response.getSection(section)) {
            boolean isOfType = type == Type.ANY || record.getType() == type;
            if (isOfType && record.getDClass() == DClass.IN && record.getName().equals(owner)) {
                found.add(record);
            }
        }
        return found;
    }

    /// The signatures of a set; none for those of ANY, which are among the records.
    private List<Record> signatures(int section, Name owner, int type) {
        return select(section, owner, Type.RRSIG).stream()
                .filter(record -> ((RRSIGRecord) record).getTypeCovered() == type).toList();
    }

    private @Nullable DNAMERecord dnameAbove(Name name) {
        for (Record record : response.getSection(Section.ANSWER)) {
            if (record instanceof DNAMERecord dname && record.getDClass() == DClass.IN
                    && name.subdomain(dname.getName()) && !name.equals(dname.getName())
                    && dname.getName().subdomain(zone)) {
                return dname;
            }
        }
        return null;
    }

    /// The part of the authority section which says that `name` or its type does not exist: the SOA of a zone above it,
    /// and the proof of that.
    private List<Record> denial(Name name) {
        List<Record> denial = new ArrayList<>();
        for (Record record : response.getSection(Section.AUTHORITY)) {
            Name owner = record.getName();
            if (denial.isEmpty() && record instanceof SOARecord && record.getDClass() == DClass.IN
                    && name.subdomain(owner)
                    && owner.subdomain(zone)) {
                denial.add(record);
                denial.addAll(signatures(Section.AUTHORITY, owner, Type.SOA));
            }
        }
        denial.addAll(proof());
        return denial;
    }

    /// The NSEC and NSEC3 records of the authority section with their signatures, as far as they are of the zone.
    private List<Record> proof() {
        List<Record> proof = new ArrayList<>();
        for (Record record : response.getSection(Section.AUTHORITY)) {
            int type = record instanceof RRSIGRecord signature
                    ? signature.getTypeCovered()
                    : record.getType();
            if ((type == Type.NSEC || type == Type.NSEC3) && record.getDClass() == DClass.IN
                    && record.getName().subdomain(zone)) {
                proof.add(record);
            }
        }
        return proof;
    }
}
