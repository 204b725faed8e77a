package io.netjar.internet.description;

import io.netjar.dns.NameServerSettings;
import io.netjar.internet.addressing.Numbering;
import io.netjar.internet.event.TimedEvent;
import io.netjar.internet.event.Wiring;
import io.netjar.net.tcp.TcpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/// What an emulated Internet consists of, in the words of the person who wants one. It is complete: what the file left
/// out has its usual value. All names in it are known and all places exist.
///
/// @param root the root of the DNS
/// @param registries the top-level domains
/// @param interfaces what is said of single interfaces, by their full names, as in `hanbit/seoul/core:edge`
/// @param tcp how TCP behaves wherever nothing else is said: on name servers and resolvers
/// @param zones what is added to the zones of domains that have a server: the text of a master file by domain,
///        and under "" that of a root zone, if its delegations are to be served
/// @param nameServers how all authoritative name servers behave
/// @param zoneTtls how long what those say by themselves may be kept
/// @param dnssec which zones are signed
/// @param events what happens to lines, and when, after the Internet has settled
public record Description(List<Provider> providers, List<Exchange> exchanges, List<Home> homes,
        List<Office> offices, Registry root, List<Registry> registries, List<WebSite> sites,
        List<LinkChange> links, Map<String, InterfaceChange> interfaces, TcpSettings tcp,
        Map<String, String> zones,
        NameServerSettings nameServers, ZoneTtls zoneTtls, Dnssec dnssec, List<TimedEvent> events) {
    public Description {
        providers = List.copyOf(providers);
        exchanges = List.copyOf(exchanges);
        homes = List.copyOf(homes);
        offices = List.copyOf(offices);
        registries = List.copyOf(registries);
        sites = List.copyOf(sites);
        links = List.copyOf(links);
        events = List.copyOf(events);
        interfaces = Collections.unmodifiableMap(new LinkedHashMap<>(interfaces));
        zones = Collections.unmodifiableMap(new LinkedHashMap<>(zones));
    }

    /// Reads a description from a YAML file. Folders in it are looked up beside the file.
    ///
    /// @throws IOException if the file cannot be read
    /// @throws DescriptionException if it has mistakes
    public static Description read(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return new DescriptionReader(new Mistakes(file.toString()), Optional.ofNullable(folder))
                .read(Files.readString(file));
    }

    /// Reads a description from YAML text.
    ///
    /// @param file what to call the text in messages
    /// @throws DescriptionException if it has mistakes
    public static Description parse(String text, String file) {
        return new DescriptionReader(new Mistakes(file), Optional.empty()).read(text);
    }

    /// Reads a description that a program made, as the same mappings and lists that a file would have. Mistakes name the way to
    /// them, as in `homes.alice.access`.
    ///
    /// @param tree mappings ([Map] with texts as keys), lists ([List]), and values whose text is what a file would have
    /// @param folder where the folders and files that it names are looked up; if empty, they are not
    /// @throws DescriptionException if it has mistakes
    /// @throws IllegalArgumentException if the tree has something else in it
    public static Description of(Map<String, ?> tree, Optional<Path> folder) {
        var nodes = new TreeNodes();
        Node root = nodes.node(tree);
        return new DescriptionReader(new Mistakes("the description", nodes.paths()), folder).read(root);
    }

    /// The description as complete YAML text: what is read from it equals this one. What is as usual is left out. Master files
    /// that were read from files stand in it as text, so it needs no files but the sites' folders.
    public String toYaml() {
        return YamlWriter.text(new DescriptionWriter(this).tree());
    }

    /// The provider of that name.
    ///
    /// @throws IllegalArgumentException if there is none
    public Provider provider(String name) {
        return providers.stream().filter(provider -> provider.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no provider is called " + name));
    }

    /// The same with other events.
    public Description withEvents(List<TimedEvent> others) {
        return new Description(providers, exchanges, homes, offices, root, registries, sites, links,
                interfaces, tcp, zones, nameServers, zoneTtls, dnssec, others);
    }

    /// The cables that there will be, and what names stand for among them: what sentences about lines refer to.
    public Wiring wiring() {
        return CablePlan.of(this);
    }

    /// The direct lines between providers.
    public List<Interconnection> interconnections() {
        return Interconnection.among(providers, exchanges);
    }

    /// Which interface has which address, of those that have one for good.
    public Numbering numbering() {
        return InterfacePlan.numbering(this, (name, message) -> {
            throw new IllegalStateException(name + ": " + message);
        });
    }

    /// How many edge routers a provider has in a city: as many as the homes there need, and at least one.
    public int edgeRouters(Place place) {
        int here = (int) homes.stream().filter(home -> home.place().equals(place)).count();
        int each = provider(place.provider()).homesPerEdge();
        return Math.max(1, (here + each - 1) / each);
    }

    /// What a provider's edge router in a city is called.
    ///
    /// @param number from 0
    public static String edgeRouter(Place place, int number) {
        return place + "/edge" + (number == 0 ? "" : number + 1);
    }

    /// The domain, without the final dot, that the names of a provider's or an exchange's own machines are in: in the
    /// first of the top-level domains.
    public String domainOf(String owner) {
        return owner + "." + (registries.isEmpty() ? "test" : registries.getFirst().zone());
    }

    /// Where the first name server of each provider's and each exchange's own domain stands, by that domain.
    public Map<String, Place> ownersDomains() {
        Map<String, Place> domains = new LinkedHashMap<>();
        for (Provider provider : providers) {
            domains.put(domainOf(provider.name()),
                    new Place(provider.name(), provider.cities().getFirst().name()));
        }
        for (Exchange exchange : exchanges) {
            // an exchange without members is a mistake, which is told after all has been read
            exchange.members().stream().findFirst().ifPresent(member -> domains
                    .put(domainOf(exchange.name()), new Place(member, exchange.city())));
        }
        return domains;
    }

    /// A machine in one of a provider's server rooms: a web server, a name server, a resolver.
    ///
    /// @param name its own, as in `www.shop.test` or `resolver`
    public record Server(Place place, String name) {
        @Override
        public String toString() {
            return place + "/" + name;
        }
    }

    /// The machines in the providers' server rooms, in the order in which they get their addresses.
    public List<Server> servers() {
        List<Server> servers = new ArrayList<>(lettered(root, ".root-servers.net"));
        providers.stream().filter(Provider::hasResolver).forEach(provider -> servers
                .add(new Server(new Place(provider.name(), provider.resolverCity()), "resolver")));
        sites.forEach(site -> servers.add(new Server(site.place(), site.name())));
        Map<String, Place> domains = new LinkedHashMap<>();
        // the first site of a domain has that one's name server beside it
        sites.forEach(site -> domains.putIfAbsent(site.domain(), site.place()));
        domains.forEach((domain, place) -> servers.add(new Server(place, "ns1." + domain)));
        registries.forEach(registry -> servers.addAll(lettered(registry, ".nic." + registry.zone())));
        ownersDomains().forEach((domain, place) -> {
            if (!domains.containsKey(domain)) {
                servers.add(new Server(place, "ns1." + domain));
            }
        });
        servers.addAll(lettered(root, ".in-addr-servers.arpa"));
        return servers;
    }

    private static List<Server> lettered(Registry registry, String name) {
        List<Server> servers = new ArrayList<>();
        for (Place place : registry.places()) {
            servers.add(new Server(place, Registry.letter(servers.size()) + name));
        }
        return servers;
    }
}
