package io.netjar.internet.assembly;

import io.netjar.dns.DnsZone;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.Exchange;
import io.netjar.internet.description.Office;
import io.netjar.internet.description.Provider;
import io.netjar.internet.description.ZoneTtls;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Who names which addresses: each provider its own and those of its customers' public networks, each exchange the
/// ports on its switch. The registry of in-addr.arpa delegates them to their name servers. The zones are made when
/// somebody first asks, since most never are.
final class ReverseTree {
    private static final int NAME_TTL = 3600;

    private final Map<String, NameService.Domain> domains;
    private final AddressNames names;
    private final ZoneTtls ttls;
    /// The networks that are named from a domain's servers.
    private final Map<String, List<IpPrefix>> networks = new LinkedHashMap<>();
    /// The domain of the homes of the provider whose own domain this is.
    private final Map<String, String> homes = new LinkedHashMap<>();

    /// @param domains the servers of all domains, by name with the final dot
    ReverseTree(Description description, Map<String, NameService.Domain> domains, AddressNames names) {
        this.domains = domains;
        this.names = names;
        this.ttls = description.zoneTtls();
        for (Provider provider : description.providers()) {
            add(description.domainOf(provider.name()), provider.addresses());
            homes.put(description.domainOf(provider.name()) + ".", names.homesDomain(provider.name()) + ".");
        }
        for (Exchange exchange : description.exchanges()) {
            add(description.domainOf(exchange.name()), exchange.addresses());
        }
        for (Office office : description.offices()) {
            if (!office.border().translates()) {
                add(description.domainOf(office.place().provider()), office.network());
            }
        }
    }

    private void add(String domain, IpPrefix network) {
        networks.computeIfAbsent(domain + ".", _ -> new ArrayList<>()).add(network);
    }

    /// The zone of in-addr.arpa.
    DnsZone registry(Map<String, IpAddress> servers) {
        ZoneFile zone = new ZoneFile("in-addr.arpa.", servers, ttls);
        networks.forEach((domain, prefixes) -> {
            Map<String, IpAddress> delegates = serversOf(domain);
            prefixes.forEach(prefix -> ReverseZones.parts(prefix)
                    .forEach(part -> ReverseZones.delegate(part, delegates, zone)));
        });
        return zone.zone();
    }

    /// The zones of addresses that the servers of `domain` have, and that of its homes' names.
    List<DnsZone> zonesOf(String domain) {
        List<DnsZone> zones = new ArrayList<>();
        for (IpPrefix prefix : networks.getOrDefault(domain, List.of())) {
            for (IpPrefix part : ReverseZones.parts(prefix)) {
                zones.add(ReverseZones.zone(part, serversOf(domain), names, ttls));
            }
        }
        String homesZone = homes.get(domain);
        if (homesZone != null) {
            zones.add(DnsZone.onDemand(homesZone, () -> {
                ZoneFile zone = new ZoneFile(homesZone, serversOf(domain), ttls);
                addNames(homesZone, domain, zone);
                return zone.zone();
            }));
        }
        return zones;
    }

    /// Adds to the zone of `domain` the addresses of the names that are in it, but for homes': whoever looks up an
    /// address's name and then that name's address comes back to where he began (RFC 1912 §2.1).
    void addNames(String domain, ZoneFile zone) {
        String homesZone = homes.get(domain);
        if (homesZone != null) {
            zone.delegate(homesZone, serversOf(domain));
        }
        addNames(domain, domain, zone);
    }

    private void addNames(String zoneName, String domain, ZoneFile zone) {
        String homesZone = homes.getOrDefault(domain, domain);
        for (IpPrefix prefix : networks.getOrDefault(domain, List.of())) {
            names.within(prefix).forEach((address, name) -> {
                boolean isHome = !homesZone.equals(domain) && (name + ".").endsWith("." + homesZone);
                if ((name + ".").endsWith("." + domain) && isHome != zoneName.equals(domain)
                        && !serversOf(domain).containsKey(name + ".")) {
                    zone.address(name + ".", NAME_TTL, address);
                }
            });
        }
    }

    private Map<String, IpAddress> serversOf(String domain) {
        return Objects.requireNonNull(domains.get(domain), domain).addresses();
    }
}
