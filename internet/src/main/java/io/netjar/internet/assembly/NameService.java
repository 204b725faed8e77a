package io.netjar.internet.assembly;

import io.netjar.dns.DnsZone;
import io.netjar.dns.NameServer;
import io.netjar.dns.Resolver;
import io.netjar.dns.ResolverSettings;
import io.netjar.dns.RootHints;
import io.netjar.dns.RootZone;
import io.netjar.dns.dnssec.TrustAnchor;
import io.netjar.internet.description.Place;
import io.netjar.internet.description.Provider;
import io.netjar.internet.description.Registry;
import io.netjar.internet.description.WebSite;
import io.netjar.net.host.Host;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.xbill.DNS.Name;

/// The DNS: root servers, the servers of top-level domains, of the sites' own domains, and of the providers' and
/// exchanges', which also name their addresses; and the providers' recursive resolvers.
final class NameService {
    private final Ground ground;
    private final ServerRooms rooms;
    private final ZoneSigning signing;
    private final AddressNames addressNames;
    private final List<Host> rootServers = new ArrayList<>();
    private final Map<String, IpAddress> roots = new LinkedHashMap<>();
    private final Map<String, IpAddress> resolvers = new LinkedHashMap<>();
    private final Map<Host, Resolver> programs = new LinkedHashMap<>();

    NameService(Ground ground, ServerRooms rooms) {
        this.ground = ground;
        this.rooms = rooms;
        this.signing = new ZoneSigning(ground.network().engine(), ground.description().dnssec());
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
            String name = Registry.letter(rootServers.size()) + ".root-servers.net";
            Host host = rooms.addServer(place, name);
            rootServers.add(host);
            roots.put(name + ".", addressOf(host));
        }
        for (Provider provider : ground.description().providers()) {
            if (provider.hasResolver()) {
                Host host = rooms.addServer(new Place(provider.name(), provider.resolverCity()), "resolver");
                resolvers.put(provider.name(), addressOf(host));
                ResolverSettings settings = resolverSettings(provider.addresses())
                        .withHabits(provider.resolverHabits());
                add(host, new Resolver(host, hints(), settings));
            }
        }
    }

    /// Notes the recursive resolver that runs on `host`.
    void add(Host host, Resolver resolver) {
        programs.put(host, resolver);
    }

    /// All recursive resolvers by the hosts that they run on: providers', then offices'.
    Map<Host, Resolver> programs() {
        return programs;
    }

    /// What every recursive resolver is born with.
    RootHints hints() {
        return RootHints.of(roots);
    }

    /// A resolver of this Internet that serves `customers`: it validates what is signed, if the root is.
    ResolverSettings resolverSettings(IpPrefix customers) {
        return ResolverSettings.servingOnly(List.of(customers)).withAnchors(signing.anchors());
    }

    /// The key with which trust in names begins, if the root is signed.
    Optional<TrustAnchor> anchor() {
        return signing.anchor();
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
            zones.add(zone(name, () -> domainZone(name, servers, sites, reverse)));
            serve(servers, zones);
        });
        registries.forEach((name, servers) -> serve(servers,
                List.of(zone(name, () -> registryZone(name, servers, domains).zone()))));
    }

    /// A zone that is made, and signed if it is to be, when somebody first asks for something in it.
    private DnsZone zone(String name, Supplier<DnsZone> maker) {
        return signing.signed(DnsZone.onDemand(name, maker));
    }

    private void serveRoot(Map<String, Domain> registries, ReverseTree reverse) {
        Domain arpa = new Domain();
        Domain reverseRegistry = new Domain();
        for (Place place : ground.description().root().places()) {
            String letter = Registry.letter(arpa.hosts.size());
            arpa.add(letter + ".ns.arpa.", rootServers.get(arpa.hosts.size()));
            String name = letter + ".in-addr-servers.arpa";
            reverseRegistry.add(name + ".", rooms.addServer(place, name));
        }
        // RFC 9120: arpa. has servers by names of its own, which are root servers
        Map<String, Domain> children = new LinkedHashMap<>(registries);
        children.put("arpa.", arpa);
        serve(arpa, List.of(zone(".", () -> rootZone(children)),
                zone("arpa.",
                        () -> delegating("arpa.", arpa.addresses,
                                Map.of("in-addr.arpa.", reverseRegistry)))));
        serve(reverseRegistry,
                List.of(zone("in-addr.arpa.", () -> reverse.registry(reverseRegistry.addresses))));
    }

    /// The root zone: what the description has, and what the file of a root zone has besides.
    private DnsZone rootZone(Map<String, Domain> children) {
        DnsZone own = delegating(".", roots, children);
        Set<Name> names = new LinkedHashSet<>();
        children.keySet().forEach(child -> names.add(Name.fromConstantString(child)));
        return Optional.ofNullable(ground.description().zones().get(""))
                .map(text -> own.with(RootZone.parse(text).without(names))).orElse(own);
    }

    /// A zone that has nothing but `children`.
    private DnsZone delegating(String name, Map<String, IpAddress> servers, Map<String, Domain> children) {
        ZoneFile zone = new ZoneFile(name, servers, ground.description().zoneTtls());
        children.forEach((child, own) -> delegate(child, own, zone));
        return zone.zone();
    }

    private void delegate(String child, Domain servers, ZoneFile parent) {
        parent.delegate(child, servers.addresses);
        signing.vouch(child, parent);
    }

    private DnsZone domainZone(String domain, Domain servers, Map<WebSite, IpAddress> sites,
            ReverseTree reverse) {
        ZoneFile zone = new ZoneFile(domain, servers.addresses, ground.description().zoneTtls());
        sites.forEach((site, address) -> {
            if (domain.equals(site.domain() + ".")) {
                site.names().forEach(name -> zone.address(name + ".", site.ttlSeconds(), address));
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
            String name = Registry.letter(servers.hosts.size()) + ".nic." + registry.zone();
            servers.add(name + ".", rooms.addServer(place, name));
        }
        return servers;
    }

    private ZoneFile registryZone(String name, Domain servers, Map<String, Domain> domains) {
        ZoneFile zone = new ZoneFile(name, servers.addresses, ground.description().zoneTtls());
        domains.forEach((domain, own) -> {
            if (domain.endsWith("." + name)) {
                delegate(domain, own, zone);
            }
        });
        if (name.equals("net.")) {
            int ttl = (int) ground.description().zoneTtls().delegation().toSeconds();
            roots.forEach((root, address) -> zone.address(root, ttl, address));
        }
        return zone;
    }

    private void serve(Domain domain, List<DnsZone> zones) {
        domain.hosts.forEach(host -> new NameServer(host, zones, ground.description().nameServers()));
    }

    /// The address of a server, on its one interface.
    static IpAddress addressOf(Host host) {
        return host.ip().interfaces().getFirst().address();
    }
}
