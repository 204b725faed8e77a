package io.netjar.dns;

import io.netjar.wire.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.xbill.DNS.Name;

/// The names and addresses of the root servers, the one thing a resolver is born with. It asks one of them for the true
/// list before anything else. RFC 9609.
///
/// @param servers the addresses of each server by its name, at least one
public record RootHints(Map<Name, List<IpAddress>> servers) {
    public RootHints {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException(
                    "without root servers nothing can be resolved: give at least one");
        }
        servers = new TreeMap<>(servers);
    }

    /// The hints of servers with one address each, ordered by name.
    public static RootHints of(Map<String, IpAddress> servers) {
        var map = new TreeMap<Name, List<IpAddress>>();
        servers.forEach((name, address) -> map.put(DnsZone.absolute(name), List.of(address)));
        return new RootHints(map);
    }
}
