package io.netjar.internet.assembly;

import io.netjar.dns.DnsZone;
import io.netjar.internet.description.ZoneTtls;
import io.netjar.wire.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/// A zone in the making, in the words of a master file. RFC 1035 §5.
final class ZoneFile {
    private final String origin;
    private final int delegationTtl;
    private final StringBuilder text = new StringBuilder();

    /// @param origin the apex, with its final dot
    /// @param servers the zone's name servers by name, the primary first
    ZoneFile(String origin, Map<String, IpAddress> servers, ZoneTtls ttls) {
        this.origin = origin;
        this.delegationTtl = (int) ttls.delegation().toSeconds();
        int negativeTtl = (int) ttls.negative().toSeconds();
        String primary = servers.keySet().iterator().next();
        String mailbox = origin.equals(".") ? "hostmaster.root-servers.net." : "hostmaster." + origin;
        // RFC 2308 §5: the lesser of the SOA's own TTL and its last field counts
        record(origin, Math.max(delegationTtl, negativeTtl), "SOA",
                primary + " " + mailbox + " 1 1800 900 604800 " + negativeTtl);
        delegate(origin, servers);
    }

    /// Names the servers of `zone`, the zone itself or one below it, and their addresses.
    void delegate(String zone, Map<String, IpAddress> servers) {
        servers.forEach((server, _) -> record(zone, delegationTtl, "NS", server));
        servers.forEach((server, address) -> {
            if (server.endsWith("." + origin) || origin.equals(".")) {
                address(server, delegationTtl, address);
            }
        });
    }

    void address(String name, int ttlSeconds, IpAddress address) {
        record(name, ttlSeconds, "A", address.toString());
    }

    void record(String name, int ttlSeconds, String type, String data) {
        text.append(name).append(' ').append(ttlSeconds).append(" IN ").append(type).append(' ').append(data)
                .append('\n');
    }

    /// Puts what a person wrote before the rest, so that its lines have their own numbers.
    void written(String masterFile) {
        text.insert(0, masterFile + "\n");
    }

    DnsZone zone() {
        return DnsZone.parse(origin, text.toString());
    }

    /// One server with one address.
    static Map<String, IpAddress> server(String name, IpAddress address) {
        Map<String, IpAddress> servers = new LinkedHashMap<>();
        servers.put(name, address);
        return servers;
    }
}
