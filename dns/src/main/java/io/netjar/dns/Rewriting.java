package io.netjar.dns;

import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;

/// What a DNAME makes of a name below it. RFC 6672 §2.2.
final class Rewriting {
    private Rewriting() {}

    /// The alias that `record` makes of `name`, for those who know nothing of DNAME.
    static ZoneAnswer of(Name name, DNAMERecord record) {
        try {
            // RFC 6672 §3.1: the CNAME's TTL is that of the DNAME
            var alias = new CNAMERecord(name, DClass.IN, record.getTTL(), name.fromDNAME(record));
            return new ZoneAnswer.Rewritten(record, alias);
        } catch (NameTooLongException e) {
            return new ZoneAnswer.TooLong(record);
        }
    }
}
