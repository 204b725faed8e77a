package io.netjar.internet.description;

import io.netjar.dns.NameServerSettings;
import io.netjar.net.tcp.TcpSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an emulated Internet consists of, in the words of the person who wants one. It is complete: what the file left
/// out has its usual value. All names in it are known and all places exist.
///
/// @param root the root of the DNS
/// @param registries the top-level domains
/// @param tcp how TCP behaves wherever nothing else is said: on name servers and resolvers
/// @param zones what is added to the zones of domains that have a server: the text of a master file by domain
/// @param nameServers how all authoritative name servers behave
public record Description(List<Provider> providers, List<Exchange> exchanges, List<Home> homes,
        List<Office> offices, Registry root, List<Registry> registries, List<WebSite> sites,
        List<LinkChange> links, TcpSettings tcp, Map<String, String> zones,
        NameServerSettings nameServers) {
    public Description {
        providers = List.copyOf(providers);
        exchanges = List.copyOf(exchanges);
        homes = List.copyOf(homes);
        offices = List.copyOf(offices);
        registries = List.copyOf(registries);
        sites = List.copyOf(sites);
        links = List.copyOf(links);
        zones = Collections.unmodifiableMap(new LinkedHashMap<>(zones));
    }

    /// How many homes one edge router serves: as many as its /25 has room for, rounded.
    public static final int HOMES_PER_EDGE = 100;

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

    /// The provider of that name.
    ///
    /// @throws IllegalArgumentException if there is none
    public Provider provider(String name) {
        return providers.stream().filter(provider -> provider.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no provider is called " + name));
    }

    /// The direct lines between providers.
    public List<Interconnection> interconnections() {
        return Interconnection.among(providers, exchanges);
    }

    /// How many edge routers a provider has in a city: one per 100 homes, and at least one.
    public int edgeRouters(Place place) {
        int here = (int) homes.stream().filter(home -> home.place().equals(place)).count();
        return Math.max(1, (here + HOMES_PER_EDGE - 1) / HOMES_PER_EDGE);
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
            domains.put(domainOf(exchange.name()),
                    new Place(exchange.members().getFirst(), exchange.city()));
        }
        return domains;
    }

    /// How many servers stand at a place: web servers, name servers, resolvers.
    public int serversAt(Place place) {
        Set<String> domains = new LinkedHashSet<>();
        int count = (int) ownersDomains().values().stream().filter(place::equals).count();
        for (WebSite site : sites) {
            boolean firstOfDomain = domains.add(site.domain());
            if (site.place().equals(place)) {
                count += firstOfDomain ? 2 : 1;
            }
        }
        Provider provider = provider(place.provider());
        boolean resolver = provider.hasResolver() && provider.resolverCity().equals(place.city());
        count += resolver ? 1 : 0;
        // a root server, and one of in-addr.arpa
        count += 2 * (int) root.places().stream().filter(place::equals).count();
        for (Registry registry : registries) {
            count += (int) registry.places().stream().filter(place::equals).count();
        }
        return count;
    }
}
