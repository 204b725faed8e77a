package io.netjar.internet.description;

import io.netjar.dns.NameServerSettings;
import io.netjar.internet.addressing.AddressPlan;
import io.netjar.net.tcp.TcpSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        Node root = YamlText.compose(text, mistakes).orElseThrow(mistakes::exception);
        Description description = read(root);
        if (mistakes.any()) {
            throw mistakes.exception();
        }
        return description;
    }

    private Description read(Node root) {
        Fields parts = reading.fields(root, "the description", "cities", "providers", "exchanges", "homes",
                "offices", "names", "name-servers", "zones", "sites", "links", "tcp");
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
        List<LinkChange> links = parts.find("links").map(node -> new LinkReader(known, exchanges).read(node))
                .orElse(List.of());
        NameServerSettings nameServers = parts.find("name-servers")
                .map(node -> new NameServerReader(reading).read(node)).orElse(NameServerSettings.usual());
        Description description = new Description(known.providers(), exchanges, homes, offices,
                root(registries), registries.stream().filter(registry -> !registry.zone().isEmpty()).toList(),
                sites, links, tcp,
                parts.find("zones").map(new ZoneReader(known, folder)::read).orElse(Map.of()),
                nameServers);
        parts.find("zones").ifPresent(node -> checkZones(node, description));
        if (!mistakes.any()) {
            checkReach(parts.find("providers").orElseThrow(), description);
            checkRoom(parts.find("providers").orElseThrow(), description);
        }
        return description;
    }

    private static Registry root(List<Registry> registries) {
        return registries.stream().filter(registry -> registry.zone().isEmpty()).findFirst()
                .orElse(new Registry("", List.of()));
    }

    private void checkZones(Node node, Description description) {
        Set<String> served = new LinkedHashSet<>(description.ownersDomains().keySet());
        description.sites().forEach(site -> served.add(site.domain()));
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
            for (var city : provider.cities()) {
                Place place = new Place(provider.name(), city.name());
                homeNetworks += description.edgeRouters(place);
                servers = Math.max(servers, description.serversAt(place));
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
            if (homeNetworks > AddressPlan.roomForHomeNetworks(prefix)) {
                return AddressPlan.roomForHomeNetworks(prefix) + " edge routers of "
                        + Description.HOMES_PER_EDGE
                        + " homes each, and " + homeNetworks + " are needed";
            }
            return "";
        }
    }
}
