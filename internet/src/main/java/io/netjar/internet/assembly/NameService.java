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
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The DNS: root servers, the servers of top-level domains, of the sites' own domains, and of the providers' and
/// exchanges', which also name their addresses; and the providers' recursive resolvers.
final class NameService {
    private final Ground ground;
    private final ServerRooms rooms;
    private final AddressNames addressNames;
    private final List<Host> rootServers = new ArrayList<>();
    private final Map<String, IpAddress> roots = new LinkedHashMap<>();
    private final Map<String, IpAddress> resolvers = new LinkedHashMap<>();

    NameService(Ground ground, ServerRooms rooms) {
        this.ground = ground;
        this.rooms = rooms;
        this.addressNames = new AddressNames(ground);
    }

    /// Notes a network whose addresses a provider gives to homes, so that they have names.
    void homes(String provider, IpPrefix network) {
        addressNames.homes(provider, network);
    }

    /// The servers of one domain.
    static final class Domain {
        private final Map<String, IpAddress> addresses = new LinkedHashMap<>();
        private final List<Host> hosts = new ArrayList<>();

        Map<String, IpAddress> addresses() {
            return addresses;
        }

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

    /// Places the servers of all domains, gives every server its zones, and so makes the names known: those of sites, and
    /// those of addresses, whether given yet or not.
    void publish(Map<WebSite, IpAddress> sites) {
        Map<String, Domain> domains = new LinkedHashMap<>();
        for (WebSite site : sites.keySet()) {
            domains.computeIfAbsent(site.domain() + ".", domain -> ownServer(domain, site.place()));
        }
        Map<String, Domain> registries = new LinkedHashMap<>();
        for (Registry registry : ground.description().registries()) {
            registries.put(registry.zone() + ".", registryServers(registry));
        }
        Map<String, Place> owners = ground.description().ownersDomains();
        owners.forEach(
                (domain, place) -> domains.computeIfAbsent(domain + ".", name -> ownServer(name, place)));
        ReverseTree reverse = new ReverseTree(ground.description(), domains, addressNames);
        domains.forEach((name, servers) -> {
            if (ground.description().zones().containsKey(name.substring(0, name.length() - 1))) {
                // Made once for its mistakes, which are better told now than when somebody asks.
                domainZone(name, servers, sites, reverse);
            }
        });
        serveRoot(registries, reverse);
        domains.forEach((name, servers) -> {
            List<DnsZone> zones = new ArrayList<>(reverse.zonesOf(name));
            zones.add(DnsZone.onDemand(name, () -> domainZone(name, servers, sites, reverse)));
            serve(servers, zones);
        });
        registries.forEach(
                (name, servers) -> serve(servers, List.of(registryZone(name, servers, domains).zone())));
    }

    private void serveRoot(Map<String, Domain> registries, ReverseTree reverse) {
        ZoneFile root = new ZoneFile(".", roots);
        registries.forEach((name, servers) -> root.delegate(name, servers.addresses));
        Domain arpa = new Domain();
        Domain reverseRegistry = new Domain();
        for (Place place : ground.description().root().places()) {
            String letter = letter(arpa.hosts.size());
            arpa.add(letter + ".ns.arpa.", rootServers.get(arpa.hosts.size()));
            String name = letter + ".in-addr-servers.arpa";
            reverseRegistry.add(name + ".", rooms.addServer(place, name));
        }
        // RFC 9120: arpa. has servers by names of its own, which are root servers
        root.delegate("arpa.", arpa.addresses);
        ZoneFile arpaZone = new ZoneFile("arpa.", arpa.addresses);
        arpaZone.delegate("in-addr.arpa.", reverseRegistry.addresses);
        serve(arpa, List.of(root.zone(), arpaZone.zone()));
        serve(reverseRegistry, List.of(reverse.registry(reverseRegistry.addresses)));
    }

    private DnsZone domainZone(String domain, Domain servers, Map<WebSite, IpAddress> sites,
            ReverseTree reverse) {
        ZoneFile zone = new ZoneFile(domain, servers.addresses);
        sites.forEach((site, address) -> {
            if (domain.equals(site.domain() + ".")) {
                zone.address(site.name() + ".", site.ttlSeconds(), address);
            }
        });
        reverse.addNames(domain, zone);
        String written = ground.description().zones().get(domain.substring(0, domain.length() - 1));
        if (written != null) {
            zone.written(written);
        }
        return zone.zone();
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

    private void serve(Domain domain, List<DnsZone> zones) {
        domain.hosts.forEach(host -> new NameServer(host, zones, ground.description().nameServers()));
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
