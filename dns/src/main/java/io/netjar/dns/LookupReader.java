package io.netjar.dns;

import io.netjar.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// Reads a resolver's answer as a program's library does: along the aliases to the addresses.
final class LookupReader {
    private LookupReader() {}

    static LookupResult read(Name name, int type, QueryOutcome outcome) {
        return switch (outcome) {
            case QueryOutcome.Response response -> read(name, type, response);
            case QueryOutcome.NoResponse(var server, var reason) when reason == QueryOutcome.Reason.NO_SERVER ->
                new LookupResult.Failed(name, reason.toString());
            case QueryOutcome.NoResponse(var server, var reason) ->
                new LookupResult.Failed(name, reason + " (" + server + ")");
        };
    }

    private static LookupResult read(Name name, int type, QueryOutcome.Response response) {
        int rcode = response.message().getRcode();
        if (rcode == Rcode.NXDOMAIN) {
            return new LookupResult.NoSuchName(name);
        }
        if (rcode != Rcode.NOERROR) {
            return new LookupResult.Failed(name, Rcode.string(rcode) + " from " + response.server());
        }
        List<Record> answer = response.message().getSection(Section.ANSWER);
        long ttl = Integer.MAX_VALUE;
        Name current = name;
        // Each alias is followed once at most, so that a circle ends.
        for (int i = 0; i <= answer.size(); i++) {
            CNAMERecord alias = alias(answer, current);
            if (alias == null) {
                break;
            }
            ttl = Math.min(ttl, alias.getTTL());
            current = alias.getTarget();
        }
        List<IpAddress> addresses = new ArrayList<>();
        for (Record record : answer) {
            if (record.getName().equals(current) && record.getType() == type) {
                addresses.add(address(record));
                ttl = Math.min(ttl, record.getTTL());
            }
        }
        return addresses.isEmpty()
                ? new LookupResult.NoData(name)
                : new LookupResult.Addresses(name, current, addresses, ttl);
    }

    private static @Nullable CNAMERecord alias(List<Record> answer, Name name) {
        for (Record record : answer) {
            if (record instanceof CNAMERecord alias && alias.getName().equals(name)) {
                return alias;
            }
        }
        return null;
    }

    private static IpAddress address(Record record) {
        return record instanceof AAAARecord v6
                ? IpAddress.of(v6.getAddress().getAddress())
                : IpAddress.of(((ARecord) record).getAddress().getAddress());
    }
}
