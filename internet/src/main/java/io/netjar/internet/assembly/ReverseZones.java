package io.netjar.internet.assembly;

import io.netjar.dns.DnsZone;
import io.netjar.internet.description.ZoneTtls;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The names of the tree below in-addr.arpa, whose labels are an address's octets from the last to the first. RFC 1035
/// §3.5; RFC 2317 for networks of fewer than 256 addresses.
final class ReverseZones {
    private static final int OCTET = 8;
    private static final int LONGEST = 24;
    private static final int POINTER_TTL = 3600;

    private ReverseZones() {}

    /// The parts of `prefix` that have a zone each: of 8, 16 or 24 bits, as registries delegate them; a prefix longer
    /// than that is one itself.
    static List<IpPrefix> parts(IpPrefix prefix) {
        int length = (prefix.length() + OCTET - 1) / OCTET * OCTET;
        if (prefix.length() > LONGEST) {
            return List.of(prefix);
        }
        List<IpPrefix> parts = new ArrayList<>();
        for (int i = 0; i < 1 << length - prefix.length(); i++) {
            parts.add(new IpPrefix(prefix.at(i << 32 - length), length));
        }
        return parts;
    }

    /// The origin of the zone of one of the [#parts].
    static String origin(IpPrefix part) {
        if (part.length() > LONGEST) {
            // RFC 2317 §4: a name that is no octet, made of the first address and the prefix's length
            return (part.address().v4() & 0xff) + "/" + part.length() + "."
                    + origin(IpPrefix.holding(part.address(), LONGEST));
        }
        String text = "in-addr.arpa.";
        byte[] octets = part.address().octets();
        for (int i = 0; i < part.length() / OCTET; i++) {
            text = (octets[i] & 0xff) + "." + text;
        }
        return text;
    }

    /// The name that is asked for an address's name.
    static String name(IpAddress address) {
        return (address.v4() & 0xff) + "." + origin(IpPrefix.holding(address, LONGEST));
    }

    /// Delegates `part` in the zone of in-addr.arpa.
    static void delegate(IpPrefix part, Map<String, IpAddress> servers, ZoneFile registry) {
        String origin = origin(part);
        registry.delegate(origin, servers);
        if (part.length() > LONGEST) {
            // RFC 2317 §4: an alias in the parent for each address
            for (int i = 0; i < part.size(); i++) {
                IpAddress address = part.at(i);
                registry.record(name(address), POINTER_TTL, "CNAME",
                        (address.v4() & 0xff) + "." + origin);
            }
        }
    }

    /// The zone of `part`, made when somebody asks.
    static DnsZone zone(IpPrefix part, Map<String, IpAddress> servers, AddressNames names,
            ZoneTtls ttls) {
        String origin = origin(part);
        Map<String, IpAddress> ownServers = new LinkedHashMap<>(servers);
        return DnsZone.onDemand(origin, () -> {
            ZoneFile zone = new ZoneFile(origin, ownServers, ttls);
            names.within(part).forEach((address, name) -> zone.record(
                    part.length() > LONGEST ? (address.v4() & 0xff) + "." + origin : name(address),
                    POINTER_TTL, "PTR", name + "."));
            return zone.zone();
        });
    }
}
