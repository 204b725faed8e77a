package io.netjar.dns.dnssec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// What the authoritative servers answered to one question, with the signatures and denials that a validator judges it by.
///
/// @param name the name asked for
/// @param type the type asked for
/// @param rcode what the servers said: NOERROR, NXDOMAIN, or SERVFAIL if nothing was learned
/// @param answer the aliases from the name onwards and the records at their end, signatures included
/// @param authority the SOA, NSEC and NSEC3 records that tell what does not exist, signatures included
public record Evidence(Name name, int type, int rcode, List<Record> answer, List<Record> authority) {
    public Evidence {
        answer = List.copyOf(answer);
        authority = List.copyOf(authority);
    }

    /// The sets of records in `section`, in the order in which they begin, each with the signatures that cover it.
    /// Signatures of what is not there are left out,
    /// and records of other classes than the Internet's.
    static List<RRset> sets(List<Record> section) {
        Map<Key, RRset> sets = new LinkedHashMap<>();
        for (Record record : section) {
            if (record.getType() != Type.RRSIG && record.getDClass() == DClass.IN) {
                sets.computeIfAbsent(new Key(record.getName(), record.getType()), _ -> new RRset())
                        .addRR(record);
            }
        }
        for (Record record : section) {
            if (record instanceof RRSIGRecord signature && record.getDClass() == DClass.IN) {
                RRset covered = sets.get(new Key(signature.getName(), signature.getTypeCovered()));
                if (covered != null) {
                    covered.addRR(signature);
                }
            }
        }
        return List.copyOf(sets.values());
    }

    private record Key(Name name, int type) {}
}
