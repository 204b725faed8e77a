package io.netjar.dns;

import io.netjar.dns.dnssec.DenialChain;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// What a response carries for those who want to check it: signatures, and proofs of what is not there. Nothing, for
/// those who did not ask for it or about zones that are not signed. RFC 4035 §3.1, RFC 5155 §7.2.
final class Proofs {
    private final Message response;
    private final boolean wanted;

    /// @param response has the OPT record that repeats the query's DO bit
    Proofs(Message response) {
        this.response = response;
        OPTRecord edns = response.getOPT();
        // RFC 4035 §3.1: a query without OPT, or with DO clear, gets nothing of DNSSEC that it did not ask for by type
        this.wanted = edns != null && (edns.getFlags() & ExtendedFlags.DO) != 0;
    }

    /// Adds the signatures of `records`, which stand in `section`, owned by names that the zone has or stands for by a
    /// wildcard.
    // RFC 4035 §3.1.1: "When placing a signed RRset in the Answer section, the name server MUST also place its RRSIG RRs
    // in the Answer section."; the same is said of the other two
    void sign(DnsZone zone, List<Record> records, int section) {
        if (!wanted || zone.denial().isEmpty()) {
            return;
        }
        Set<Integer> signed = new LinkedHashSet<>();
        for (Record record : records) {
            if (signed.add(record.getType())) {
                zone.signature(record.getName(), record.getType())
                        .ifPresent(signature -> add(withTtlOf(record, signature), section));
            }
        }
    }

    // RFC 4034 §3: "The TTL value of an RRSIG RR MUST match the TTL value of the RRset it covers."
    private static Record withTtlOf(Record record, Record signature) {
        return signature.getTTL() == record.getTTL()
                ? signature
                : MessageBytes.withTtl(signature, record.getTTL());
    }

    /// Adds what proves that `found` is what the zone has for `name`, as far as signatures of what was found do not.
    void prove(DnsZone zone, Name name, ZoneAnswer found) {
        Optional<DenialChain> denial = wanted ? zone.denial() : Optional.empty();
        if (denial.isEmpty()) {
            return;
        }
        DenialChain chain = denial.get();
        Name closest = zone.closest(name);
        boolean exists = closest.equals(name);
        switch (found) {
            // RFC 4035 §3.1.3.3, RFC 5155 §7.2.6: a wildcard's records are the answer only if there is no closer match
            case ZoneAnswer.Records _ when !exists -> add(zone, chain.wildcardAnswer(name, closest));
            case ZoneAnswer.Alias _ when !exists -> add(zone, chain.wildcardAnswer(name, closest));
            case ZoneAnswer.Records _,ZoneAnswer.Alias _ -> {
            }
            case ZoneAnswer.Rewritten(DNAMERecord record, _) -> sign(zone, List.of(record), Section.ANSWER);
            case ZoneAnswer.TooLong(DNAMERecord record) -> sign(zone, List.of(record), Section.ANSWER);
            case ZoneAnswer.NoData _ when exists -> add(zone, chain.noData(name));
            case ZoneAnswer.NoData _ -> add(zone, chain.wildcardNoData(name, closest));
            case ZoneAnswer.NoSuchName _ -> add(zone, chain.noSuchName(name, closest));
            case ZoneAnswer.Delegation(Name cut, _) -> refer(zone, chain, cut);
        }
    }

    // RFC 4035 §3.1.4: "If a DS RRset is present at the delegation point, the name server MUST return both the DS RRset
    // and its associated RRSIG RR(s) in the Authority section along with the NS RRset." "If no DS RRset is present at the
    // delegation point, the name server MUST return both the NSEC RR that proves that the DS RRset is not present and the
    // NSEC RR's associated RRSIG RR(s) along with the NS RRset."
    private void refer(DnsZone zone, DenialChain chain, Name cut) {
        if (zone.find(cut, Type.DS) instanceof ZoneAnswer.Records(List<Record> ds)) {
            ds.forEach(record -> add(record, Section.AUTHORITY));
            sign(zone, ds, Section.AUTHORITY);
        } else {
            add(zone, chain.noData(cut));
        }
    }

    private void add(DnsZone zone, List<Record> proof) {
        for (Record record : proof) {
            add(record, Section.AUTHORITY);
            zone.signature(List.of(record)).ifPresent(signature -> add(signature, Section.AUTHORITY));
        }
    }

    /// The steps of a chain of aliases may need one record several times.
    private void add(Record record, int section) {
        if (!response.findRecord(record, section)) {
            response.addRecord(record, section);
        }
    }
}
