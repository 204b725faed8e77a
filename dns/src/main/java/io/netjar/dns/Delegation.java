package io.netjar.dns;

import io.netjar.wire.IpAddress;
import java.util.List;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// A zone and the names of its servers, as a resolver knows them: from a referral, from the zone itself, or the root from
/// the hints.
record Delegation(Name zone, List<Name> servers) {
    /// The delegation closest above `name` of which a resolver can make use; at the least the root's.
    static Delegation closest(RecordCache cache, RootHints hints, Name name, int type, long now) {
        // RFC 4035 §4.2: DS is asked of the parent's servers
        int from = type == Type.DS && name.labels() > 1 ? 1 : 0;
        for (int labels = from; labels < name.labels(); labels++) {
            Name above = new Name(name, labels);
            List<Record> servers = cache.known(above, Type.NS, now);
            var found = new Delegation(above,
                    servers.stream().map(ns -> ((NSRecord) ns).getTarget()).toList());
            if (found.isUsable(cache, hints, now)) {
                return found;
            }
        }
        return new Delegation(Name.root, List.copyOf(hints.servers().keySet()));
    }

    /// Whether the zone's servers can be reached without asking the zone itself where they are. If their glue has run
    /// out before the delegation, the parent has to be asked again.
    private boolean isUsable(RecordCache cache, RootHints hints, long now) {
        for (Name server : servers) {
            if (!server.subdomain(zone) || !addresses(cache, hints, server, now).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// The known addresses of one of the servers.
    List<IpAddress> addresses(RecordCache cache, RootHints hints, Name server, long now) {
        List<Record> known = cache.known(server, Type.A, now);
        if (known.isEmpty() && zone.equals(Name.root)) {
            return hints.servers().getOrDefault(server, List.of());
        }
        return known.stream().map(Names::address).toList();
    }
}
