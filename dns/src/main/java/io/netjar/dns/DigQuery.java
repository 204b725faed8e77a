package io.netjar.dns;

import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// A question as BIND's dig puts it to a resolver: with recursion, EDNS, and the AD bit, which asks to be told whether the
/// answer is authentic (RFC 6840 §5.7).
///
/// @param dnssec whether the records of DNSSEC are wanted with the answer: dig's `+dnssec`
/// @param checkingDisabled whether the resolver is to tell what there is, bogus or not: dig's `+cd`
public record DigQuery(Name name, int type, boolean dnssec, boolean checkingDisabled) {
    Message message() {
        var query = new Message(0);
        query.getHeader().setFlag(Flags.RD);
        query.getHeader().setFlag(Flags.AD);
        if (checkingDisabled) {
            query.getHeader().setFlag(Flags.CD);
        }
        query.addRecord(Record.newRecord(name, type, DClass.IN), Section.QUESTION);
        query.addRecord(new OPTRecord(MessageBytes.EDNS_UDP_LIMIT, 0, 0, dnssec ? ExtendedFlags.DO : 0),
                Section.ADDITIONAL);
        return query;
    }
}
