package io.netjar.dns.dnssec;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/// Makes a signed zone of an unsigned one: adds its keys and the chain that denies what is not there, and signs each set
/// of records when its signature is first asked for. RFC 4035 §2.
public final class ZoneSigner {
    /// RFC 8976 §2: a digest of the whole zone, which is another one when the zone is signed.
    private static final int ZONEMD = 63;
    /// What a zone that has been signed by others loses.
    private static final Set<Integer> MADE_ANEW = Set.of(Type.RRSIG, Type.NSEC, Type.NSEC3, Type.NSEC3PARAM,
            Type.DNSKEY, ZONEMD);

    private final Name origin;
    private final ZoneKeys keys;
    private final Signing signing;
    private final Validity validity;
    private final List<Record> records = new ArrayList<>();
    private final TreeSet<Name> cuts = new TreeSet<>();
    private final DenialChain denial;
    private final TreeMap<Name, TreeMap<Integer, RRSIGRecord>> signatures = new TreeMap<>();

    /// @param records those of the zone whose apex is `origin`, its SOA among them
    /// @param now the date by which it is signed
    public ZoneSigner(Name origin, List<Record> records, ZoneKeys keys, Signing signing, Instant now) {
        this.origin = origin;
        this.keys = keys;
        this.signing = signing;
        this.validity = signing.validity(now);
        for (Record record : records) {
            if (record instanceof SOARecord soa) {
                this.records.add(renumbered(soa));
            } else if (!MADE_ANEW.contains(record.getType())) {
                this.records.add(record);
            }
            if (record.getType() == Type.NS && !record.getName().equals(origin)) {
                cuts.add(record.getName());
            }
        }
        this.records.addAll(keys.records());
        this.denial = chain();
    }

    /// Who has a copy of the zone hears that it has changed when its signatures have been renewed.
    private SOARecord renumbered(SOARecord soa) {
        return validity.round() == 0
                ? soa
                : new SOARecord(soa.getName(), DClass.IN, soa.getTTL(), soa.getHost(), soa.getAdmin(),
                        soa.getSerial() + validity.round() & 0xffff_ffffL, soa.getRefresh(), soa.getRetry(),
                        soa.getExpire(), soa.getMinimum());
    }

    private DenialChain chain() {
        TreeMap<Name, TreeSet<Integer>> own = new TreeMap<>();
        long ttl = 0;
        for (Record record : records) {
            if (record instanceof SOARecord soa) {
                // RFC 9077 §3: "The TTL of the NSEC RR that is returned MUST be the lesser of the MINIMUM field of the SOA
                // record and the TTL of the SOA itself."
                ttl = Math.min(soa.getMinimum(), soa.getTTL());
            }
            if (isOwn(record.getName(), record.getType())) {
                own.computeIfAbsent(record.getName(), _ -> new TreeSet<>()).add(record.getType());
            }
        }
        if (signing.denial() == DenialKind.NSEC) {
            var chain = new NsecChain(own, ttl);
            records.addAll(chain.records());
            return chain;
        }
        var chain = new Nsec3Chain(own, ttl, signing.denial() == DenialKind.OPT_OUT);
        records.add(chain.parameters());
        return chain;
    }

    /// Whether a set is the zone's own or the NS set of a delegation; other zones' addresses (glue) are neither.
    private boolean isOwn(Name name, int type) {
        for (int above = 1; name.labels() - above > origin.labels(); above++) {
            if (cuts.contains(new Name(name, above))) {
                return false;
            }
        }
        return !cuts.contains(name) || type == Type.NS || type == Type.DS || type == Type.NSEC;
    }

    /// The records that are found by asking for their names, all but signatures: those that the zone had, its keys, and NSEC
    /// or NSEC3PARAM.
    public List<Record> records() {
        return List.copyOf(records);
    }

    /// What denies.
    public DenialChain denial() {
        return denial;
    }

    /// From when on the zone is to be signed anew.
    public Instant renewal() {
        return validity.renewal();
    }

    /// The signature of `set`, all records of one owner and type in the zone; none if it is not to have one.
    public Optional<RRSIGRecord> signature(List<Record> set) {
        Name name = set.getFirst().getName();
        int type = set.getFirst().getType();
        // RFC 4035 §2.2: "The NS RRset that appears at the zone apex name MUST be signed, but the NS RRsets that appear at
        // delegation points (that is, the NS RRsets in the parent zone that delegate the name to the child zone's name
        // servers) MUST NOT be signed. Glue address RRsets associated with delegations MUST NOT be signed."
        boolean unsigned = !isOwn(name, type) || type == Type.NS && cuts.contains(name);
        if (unsigned || signing.fault() == SigningFault.NO_SIGNATURES && type != Type.DNSKEY) {
            return Optional.empty();
        }
        return Optional.of(signatures.computeIfAbsent(name, _ -> new TreeMap<>())
                .computeIfAbsent(type, _ -> made(set)));
    }

    private RRSIGRecord made(List<Record> set) {
        RRSIGRecord good = keys.sign(set, validity);
        if (signing.fault() != SigningFault.BAD_SIGNATURES || good.getTypeCovered() == Type.DNSKEY) {
            return good;
        }
        byte[] signature = good.getSignature().clone();
        signature[0] ^= 1;
        return new RRSIGRecord(good.getName(), DClass.IN, good.getTTL(), good.getTypeCovered(),
                good.getAlgorithm(), good.getOrigTTL(), good.getExpire(), good.getTimeSigned(),
                good.getFootprint(),
                good.getSigner(), signature);
    }
}
