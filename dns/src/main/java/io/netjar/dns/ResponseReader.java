package io.netjar.dns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
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
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
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
                cache.store(records, type, trust, now);
                storeAddresses(records);
                return Verdict.ANSWER;
            }
            List<Record> alias = answers(current, Type.CNAME);
            if (alias.isEmpty()) {
                return readNegative(current, type, current.equals(name));
            }
            cache.store(alias.subList(0, 1), Type.CNAME, trust, now);
            current = ((CNAMERecord) alias.getFirst()).getTarget();
            // RFC 2181 §5.4.1: of an answer, only what belongs to the name asked for is authoritative data
            trust = Trust.ANSWER;
        }
        return Verdict.ANSWER;
    }

    private Verdict readNegative(Name name, int type, boolean isNameAsked) {
        SOARecord soa = soaAbove(name);
        if (response.getRcode() == Rcode.NXDOMAIN) {
            cache.storeNoSuchName(name, soa, now);
        } else if (soa != null || isNameAsked) {
            cache.storeNoData(name, type, soa, now);
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
        cache.store(servers, Type.NS, Trust.REFERRAL, now);
        storeAddresses(servers);
        return Verdict.REFERRAL;
    }

    /// Keeps the addresses in the additional section of those name servers that `records` name.
    private void storeAddresses(List<Record> records) {
        Set<Name> wanted = new LinkedHashSet<>();
        for (Record record : records) {
            if (record instanceof NSRecord server && server.getTarget().subdomain(zone)) {
                wanted.add(server.getTarget());
            }
        }
        Map<Name, List<Record>> addresses = new LinkedHashMap<>();
        for (Record record : response.getSection(Section.ADDITIONAL)) {
            if (record.getType() == Type.A && record.getDClass() == DClass.IN
                    && wanted.contains(record.getName())) {
                addresses.computeIfAbsent(record.getName(), _ -> new ArrayList<>()).add(record);
            }
        }
        addresses.values().forEach(set -> cache.store(set, Type.A, Trust.ADDITIONAL, now));
    }

    private List<Record> answers(Name owner, int type) {
        List<Record> found = new ArrayList<>();
        for (Record record : response.getSection(Section.ANSWER)) {
            boolean isOfType = type == Type.ANY || record.getType() == type;
            if (isOfType && record.getDClass() == DClass.IN && record.getName().equals(owner)) {
                found.add(record);
            }
        }
        return found;
    }

    private @Nullable SOARecord soaAbove(Name name) {
        for (Record record : response.getSection(Section.AUTHORITY)) {
            if (record instanceof SOARecord soa && name.subdomain(soa.getName())
                    && soa.getName().subdomain(zone)) {
                return soa;
            }
        }
        return null;
    }
}
