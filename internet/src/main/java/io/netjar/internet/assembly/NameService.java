package io.netjar.internet.assembly;

import io.netjar.dns.DnsZone;
import io.netjar.dns.NameServer;
import io.netjar.dns.Resolver;
import io.netjar.dns.ResolverSettings;
import io.netjar.dns.RootHints;
import io.netjar.internet.description.Place;
import io.netjar.internet.description.Provider;
import io.netjar.internet.description.Registry;
import io.netjar.internet.description.WebSite;
import io.netjar.net.host.Host;
import io.netjar.wire.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The DNS: root servers, the servers of top-level domains and of the sites' own domains, and the providers'
/// recursive resolvers.
final class NameService {
    private final Ground ground;
    private final ServerRooms rooms;
    private final List<Host> rootServers = new ArrayList<>();
    private final Map<String, IpAddress> roots = new LinkedHashMap<>();
    private final Map<String, IpAddress> resolvers = new LinkedHashMap<>();

    NameService(Ground ground, ServerRooms rooms) {
        this.ground = ground;
        this.rooms = rooms;
    }

    /// The servers of one domain.
    private static final class Domain {
        private final Map<String, IpAddress> addresses = new LinkedHashMap<>();
        private final List<Host> hosts = new ArrayList<>();

        void add(String name, Host host) {
            addresses.put(name, addressOf(host));
            hosts.add(host);
        }
    }

    /// Places the root servers and the resolvers, which everybody's configuration names.
    void placeRootsAndResolvers() {
        for (Place place : ground.description().root().places()) {
            String name = letter(rootServers.size()) + ".root-servers.net";
            Host host = rooms.addServer(place, name);
            rootServers.add(host);
            roots.put(name + ".", addressOf(host));
        }
        for (Provider provider : ground.description().providers()) {
            if (provider.hasResolver()) {
                Host host = rooms.addServer(new Place(provider.name(), provider.resolverCity()), "resolver");
                resolvers.put(provider.name(), addressOf(host));
                new Resolver(host, hints(), ResolverSettings.servingOnly(List.of(provider.addresses())));
            }
        }
    }

    /// What every recursive resolver is born with.
    RootHints hints() {
        return RootHints.of(roots);
    }

    /// The resolver that a provider runs for its customers.
    Optional<IpAddress> resolver(String provider) {
        return Optional.ofNullable(resolvers.get(provider));
    }

    /// Places the servers of all domains, gives every server its zone, and so makes the sites' names known.
    void publish(Map<WebSite, IpAddress> sites) {
        Map<String, Domain> domains = new LinkedHashMap<>();
        Map<String, ZoneFile> zones = new LinkedHashMap<>();
        for (WebSite site : sites.keySet()) {
            domains.computeIfAbsent(site.domain() + ".", domain -> ownServer(domain, site.place()));
        }
        domains.forEach((name, domain) -> zones.put(name, new ZoneFile(name, domain.addresses)));
        sites.forEach((site, address) -> zoneOf(zones, site.domain() + ".").address(site.name() + ".",
                site.ttlSeconds(), address));
        Map<String, Domain> registries = new LinkedHashMap<>();
        for (Registry registry : ground.description().registries()) {
            Domain servers = registryServers(registry);
            String name = registry.zone() + ".";
            registries.put(name, servers);
            zones.put(name, registryZone(name, servers, domains));
        }
        ZoneFile root = new ZoneFile(".", roots);
        registries.forEach((name, servers) -> root.delegate(name, servers.addresses));
        rootServers.forEach(host -> new NameServer(host, List.of(root.zone())));
        domains.forEach((name, domain) -> serve(domain, zoneOf(zones, name).zone()));
        registries.forEach((name, domain) -> serve(domain, zoneOf(zones, name).zone()));
    }

    private Domain ownServer(String domain, Place place) {
        Domain servers = new Domain();
        String name = "ns1." + domain;
        servers.add(name, rooms.addServer(place, name.substring(0, name.length() - 1)));
        return servers;
    }

    private Domain registryServers(Registry registry) {
        Domain servers = new Domain();
        for (Place place : registry.places()) {
            String name = letter(servers.hosts.size()) + ".nic." + registry.zone();
            servers.add(name + ".", rooms.addServer(place, name));
        }
        return servers;
    }

    private ZoneFile registryZone(String name, Domain servers, Map<String, Domain> domains) {
        ZoneFile zone = new ZoneFile(name, servers.addresses);
        domains.forEach((domain, own) -> {
            if (domain.endsWith("." + name)) {
                zone.delegate(domain, own.addresses);
            }
        });
        if (name.equals("net.")) {
            roots.forEach((root, address) -> zone.address(root, 172_800, address));
        }
        return zone;
    }

    private static void serve(Domain domain, DnsZone zone) {
        domain.hosts.forEach(host -> new NameServer(host, List.of(zone)));
    }

    private static ZoneFile zoneOf(Map<String, ZoneFile> zones, String name) {
        ZoneFile zone = zones.get(name);
        if (zone == null) {
            throw new IllegalStateException("no zone " + name);
        }
        return zone;
    }

    /// a, b, … z, a2, b2, …
    private static String letter(int index) {
        String letter = String.valueOf((char) ('a' + index % 26));
        return index < 26 ? letter : letter + (index / 26 + 1);
    }

    static IpAddress addressOf(Host host) {
        return host.ip().interfaces().getFirst().address();
    }
}
