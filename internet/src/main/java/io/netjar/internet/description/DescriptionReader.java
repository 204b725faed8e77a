package io.netjar.internet.description;

import io.netjar.dns.NameServerSettings;
import io.netjar.internet.addressing.AddressPlan;
import io.netjar.internet.event.TimedEvent;
import io.netjar.net.tcp.TcpSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads a whole description, whatever the order of its parts, and checks what only the whole shows.
final class DescriptionReader {
    private final Mistakes mistakes;
    private final Reading reading;
    private final Known known;
    private final Optional<Path> folder;

    DescriptionReader(Mistakes mistakes, Optional<Path> folder) {
        this.mistakes = mistakes;
        this.folder = folder;
        this.reading = new Reading(mistakes, folder);
        this.known = new Known(reading);
    }

    Description read(String text) {
        Node root = YamlText.compose(text, mistakes.file(), mistakes).orElseThrow(mistakes::exception);
        return read(new Inclusion(mistakes, folder.isPresent()).whole(root, mistakes.file()));
    }

    /// Reads what was composed already.
    ///
    /// @throws DescriptionException if it has mistakes
    Description read(Node root) {
        Description description = parts(root);
        if (mistakes.any()) {
            throw mistakes.exception();
        }
        return description;
    }

    private Description parts(Node root) {
        Fields parts = reading.fields(root, "the description", Inclusion.KEY, "cities", "providers",
                "exchanges",
                "homes", "offices", "names", "name-servers", "zones", "dnssec", "sites", "links",
                "interfaces",
                "tcp", "events");
        parts.find(Inclusion.KEY).ifPresent(
                node -> reading.mistake(node, "only the files of a description can include others"));
        ProviderReader providers = new ProviderReader(known);
        parts.find("cities").ifPresent(providers::readCities);
        parts.need("providers", "{ hanbit: { kind: residential, … } }").ifPresent(providers::readProviders);
        if (known.providers().isEmpty()) {
            throw mistakes.exception();
        }
        List<Exchange> exchanges = parts.find("exchanges").map(providers::readExchanges).orElse(List.of());
        TcpSettings tcp = new TcpReader(reading).host(parts, TcpSettings.linuxLike());
        SiteReader names = new SiteReader(known, tcp);
        parts.find("names").ifPresent(names::readNames);
        List<WebSite> sites = parts.find("sites").map(names::read).orElse(List.of());
        Provider first = known.providers().getFirst();
        List<Registry> registries = names
                .registries(new Place(first.name(), first.cities().getFirst().name()));
        CustomerReader customers = new CustomerReader(known, providers, names, tcp);
        List<Home> homes = parts.find("homes").map(customers::readHomes).orElse(List.of());
        List<Office> offices = parts.find("offices").map(customers::readOffices).orElse(List.of());
        LinkReader lines = new LinkReader(known, exchanges);
        List<LinkChange> links = parts.find("links").map(lines::read).orElse(List.of());
        InterfaceReader ports = new InterfaceReader(known);
        Map<String, InterfaceChange> interfaces = parts.find("interfaces").map(ports::read).orElse(Map.of());
        NameServerReader servers = new NameServerReader(reading);
        NameServerSettings nameServers = parts.find("name-servers").map(servers::read)
                .orElse(NameServerSettings.usual());
        Description description = new Description(known.providers(), exchanges, homes, offices,
                root(registries), registries.stream().filter(registry -> !registry.zone().isEmpty()).toList(),
                sites, links, interfaces, tcp,
                zones(parts, names.rootZone()),
                nameServers, servers.ttls(),
                Dnssec.of(registries,
                        parts.find("dnssec").map(new DnssecReader(reading)::read).orElse(Map.of())),
                List.of());
        Set<String> served = served(description);
        parts.find("zones").ifPresent(node -> checkZones(node, served));
        parts.find("dnssec").ifPresent(node -> checkSigned(node, registries, served));
        if (!mistakes.any()) {
            names.check(description);
            checkReach(parts.find("providers").orElseThrow(), description);
            checkRoom(parts.find("providers").orElseThrow(), description);
            if (links.stream().anyMatch(LinkChange::isOfCable)) {
                lines.check(parts.find("links").orElseThrow(), description.wiring());
            }
        }
        if (!mistakes.any() && !interfaces.isEmpty()) {
            ports.check(parts.find("interfaces").orElseThrow(), description);
        }
        return parts.find("events").map(node -> description.withEvents(events(node, description)))
                .orElse(description);
    }

    /// A home with a mistake in it is not among the cables: who names one of them has been told already.
    private List<TimedEvent> events(Node node, Description description) {
        boolean hasMistakes = mistakes.any();
        return new EventReader(reading, description.wiring(),
                name -> hasMistakes && Stream.of(name.split(" to "))
                        .anyMatch(end -> known.isTaken(end.split("/", -1)[0])))
                .read(node);
    }

    private Map<String, String> zones(Fields parts, Optional<Node> rootZone) {
        var reader = new ZoneReader(known);
        Map<String, String> zones = new LinkedHashMap<>(
                parts.find("zones").map(reader::read).orElse(Map.of()));
        rootZone.flatMap(reader::root).ifPresent(text -> zones.put("", text));
        return zones;
    }

    private static Registry root(List<Registry> registries) {
        return registries.stream().filter(registry -> registry.zone().isEmpty()).findFirst()
                .orElse(new Registry("", List.of()));
    }

    /// The domains that have a server.
    private static Set<String> served(Description description) {
        Set<String> served = new LinkedHashSet<>(description.ownersDomains().keySet());
        description.sites().forEach(site -> served.add(site.domain()));
        return served;
    }

    private void checkSigned(Node node, List<Registry> registries, Set<String> served) {
        Set<String> zones = new LinkedHashSet<>(List.of("root", "arpa", "in-addr.arpa"));
        registries.stream().map(Registry::zone).filter(zone -> !zone.isEmpty()).forEach(zones::add);
        zones.addAll(served);
        for (Reading.Entry entry : reading.entries(node, "'dnssec'")) {
            if (!zones.contains(entry.key())) {
                reading.mistake(entry.keyNode(), "there is no zone '" + entry.key() + "'"
                        + DidYouMean.hint(entry.key(), zones) + " Zones: " + String.join(", ", zones));
            }
        }
    }

    private void checkZones(Node node, Set<String> served) {
        for (Reading.Entry entry : reading.entries(node, "'zones'")) {
            if (!served.contains(entry.key())) {
                reading.mistake(entry.keyNode(),
                        "'" + entry.key() + "' has no name server: it must be the domain of"
                                + " a site, a provider or an exchange. Those are: "
                                + String.join(", ", served));
            }
        }
    }

    private void checkReach(Node node, Description description) {
        List<String> reached = new ArrayList<>(List.of(description.providers().getFirst().name()));
        for (int i = 0; i < reached.size(); i++) {
            String here = reached.get(i);
            Set<String> neighbours = new LinkedHashSet<>();
            description.exchanges().stream().filter(exchange -> exchange.members().contains(here))
                    .forEach(exchange -> neighbours.addAll(exchange.members()));
            description.interconnections().stream()
                    .filter(line -> line.provider().equals(here) || line.transit().equals(here))
                    .forEach(line -> neighbours.addAll(List.of(line.provider(), line.transit())));
            neighbours.stream().filter(name -> !reached.contains(name)).forEach(reached::add);
        }
        for (Reading.Entry entry : reading.entries(node, "'providers'")) {
            if (!reached.contains(entry.key())) {
                reading.mistake(entry.keyNode(), "no road leads from '" + reached.getFirst() + "' to '"
                        + entry.key()
                        + "': make both members of an exchange, or give them a transit provider in a city of each");
            }
        }
    }

    private void checkRoom(Node node, Description description) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        reading.entries(node, "'providers'").forEach(entry -> nodes.put(entry.key(), entry.value()));
        for (Provider provider : description.providers()) {
            Needs needs = Needs.of(provider, description);
            String lacking = needs.lacking(provider);
            if (!lacking.isEmpty()) {
                reading.mistake(nodes.getOrDefault(provider.name(), node), provider.addresses()
                        + " is too small for provider '" + provider.name() + "': it has room for " + lacking
                        + "; a shorter prefix has more");
            }
        }
    }

    /// How much of a provider's address room a description asks for.
    private record Needs(int lines, int serversInCity, int offices, int homeNetworks) {
        static Needs of(Provider provider, Description description) {
            int homeNetworks = 0;
            int servers = 0;
            Map<Place, Integer> standing = new LinkedHashMap<>();
            description.servers().forEach(server -> standing.merge(server.place(), 1, Integer::sum));
            for (var city : provider.cities()) {
                Place place = new Place(provider.name(), city.name());
                homeNetworks += description.edgeRouters(place);
                servers = Math.max(servers, standing.getOrDefault(place, 0));
            }
            int offices = (int) description.offices().stream()
                    .filter(office -> office.place().provider().equals(provider.name())).count();
            int interconnections = (int) description.interconnections().stream()
                    .filter(line -> line.provider().equals(provider.name())).count();
            int lines = provider.lines().size() + homeNetworks + provider.cities().size() + interconnections;
            return new Needs(lines, servers, offices, homeNetworks);
        }

        String lacking(Provider provider) {
            var prefix = provider.addresses();
            int servers = AddressPlan.roomForServers(prefix, provider.cities().size());
            if (lines > AddressPlan.roomForLines(prefix)) {
                return AddressPlan.roomForLines(prefix) + " lines between routers, and " + lines
                        + " are needed";
            }
            if (serversInCity > servers) {
                return servers + " servers in a city, and " + serversInCity + " are needed";
            }
            if (offices > AddressPlan.roomForOffices(prefix)) {
                return AddressPlan.roomForOffices(prefix) + " offices, and there are " + offices;
            }
            int edges = AddressPlan.roomForHomeNetworks(prefix, provider.homesPerEdge());
            if (homeNetworks > edges) {
                return edges + " edge routers of " + provider.homesPerEdge() + " homes each, and "
                        + homeNetworks + " are needed";
            }
            return "";
        }
    }
}
