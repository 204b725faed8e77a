package io.netjar.internet.description;

import io.netjar.dns.ResolverHabits;
import io.netjar.internet.event.TimedEvent;
import io.netjar.internet.geography.Cities;
import io.netjar.internet.geography.City;
import io.netjar.internet.geography.LongLines;
import io.netjar.net.tcp.TcpSettings;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes a whole description as the mappings and lists that [DescriptionReader] reads. What is as usual is left out.
final class DescriptionWriter {
    /// Above it nobody leaves the lines out, and looking for the usual ones takes long.
    private static final int MOST_CITIES_OF_USUAL_LINES = 60;

    private final Description description;

    DescriptionWriter(Description description) {
        this.description = description;
    }

    Map<String, Object> tree() {
        Map<String, Object> words = new LinkedHashMap<>();
        put("cities", cities(), words);
        Map<String, Object> providers = new LinkedHashMap<>();
        description.providers().forEach(provider -> providers.put(provider.name(), provider(provider)));
        put("providers", providers, words);
        put("exchanges", exchanges(), words);
        var customers = new CustomerWriter(description);
        put("homes", customers.homes(), words);
        put("offices", customers.offices(), words);
        new NamesWriter(description).write(words);
        Map<String, Object> sites = new LinkedHashMap<>();
        description.sites()
                .forEach(site -> sites.put(site.name(), SiteWriter.site(site, description.tcp())));
        put("sites", sites, words);
        Map<String, Object> links = new LinkedHashMap<>();
        description.links()
                .forEach(change -> links.put(change.from() + " to " + change.to(), LineWriter.link(change)));
        put("links", links, words);
        Map<String, Object> interfaces = new LinkedHashMap<>();
        description.interfaces().forEach((name, change) -> interfaces.put(name, networkInterface(change)));
        put("interfaces", interfaces, words);
        put("tcp", TcpWording.changes(description.tcp(), TcpSettings.linuxLike()), words);
        if (!description.events().isEmpty()) {
            words.put("events", description.events().stream().map(DescriptionWriter::event).toList());
        }
        return words;
    }

    private static Map<String, Object> networkInterface(InterfaceChange change) {
        Map<String, Object> words = new LinkedHashMap<>();
        change.address().ifPresent(address -> words.put("address", address.toString()));
        change.mac().ifPresent(mac -> words.put("mac", mac.toString()));
        return words;
    }

    private static Map<String, Object> event(TimedEvent event) {
        return Map.of(event.when(), event.what());
    }

    /// Says something if there is anything to say.
    static void put(String key, Map<String, Object> said, Map<String, Object> words) {
        if (!said.isEmpty()) {
            words.put(key, said);
        }
    }

    /// Those that are not in the table, or are elsewhere there.
    private Map<String, Object> cities() {
        Map<String, Object> cities = new LinkedHashMap<>();
        for (Provider provider : description.providers()) {
            for (City city : provider.cities()) {
                if (!Cities.known(city.name()).equals(Optional.of(city))) {
                    cities.put(city.name(), List.of(degrees(city.latitude()), degrees(city.longitude())));
                }
            }
        }
        return cities;
    }

    private static String degrees(double degrees) {
        return BigDecimal.valueOf(degrees).stripTrailingZeros().toPlainString();
    }

    private Map<String, Object> provider(Provider provider) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("kind", Wording.word(provider.kind()));
        words.put("cities", provider.cities().stream().map(City::name).toList());
        words.put("addresses", provider.addresses().toString());
        resolver(provider, words);
        if (!hasUsualLines(provider)) {
            words.put("lines",
                    provider.lines().stream().map(line -> line.from() + " to " + line.to()).toList());
        }
        CustomerWriter.dhcp(provider.dhcp(), Leasing.OF_PROVIDERS, words);
        if (provider.homesPerEdge() != Provider.HOMES_PER_EDGE) {
            words.put("homes-per-edge", provider.homesPerEdge());
        }
        return words;
    }

    private static boolean hasUsualLines(Provider provider) {
        return provider.cities().size() <= MOST_CITIES_OF_USUAL_LINES
                && provider.lines().equals(LongLines.among(provider.cities()).stream()
                        .map(line -> new Provider.Line(line.from().name(), line.to().name())).toList());
    }

    private static void resolver(Provider provider, Map<String, Object> words) {
        boolean isAtHome = provider.resolverCity().equals(provider.cities().getFirst().name());
        ResolverHabits now = provider.resolverHabits();
        ResolverHabits usual = ResolverHabits.usual();
        if (now.equals(usual)) {
            if (!isAtHome) {
                words.put("resolver", provider.resolverCity());
            }
            return;
        }
        Map<String, Object> said = new LinkedHashMap<>();
        if (!isAtHome) {
            said.put("city", provider.resolverCity());
        }
        if (now.minimisation() != usual.minimisation()) {
            said.put("qname-minimisation", Wording.word(now.minimisation()));
        }
        Wording.onOff("0x20", now.mixesCase(), usual.mixesCase(), said);
        Wording.onOff("serve-stale", now.servesStale(), usual.servesStale(), said);
        Wording.onOff("prefetch", now.prefetches(), usual.prefetches(), said);
        Wording.onOff("dnssec-validation", now.validates(), usual.validates(), said);
        if (now.cacheEntries() != usual.cacheEntries()) {
            said.put("cache-size", now.cacheEntries());
        }
        words.put("resolver", said);
    }

    private Map<String, Object> exchanges() {
        Map<String, Object> exchanges = new LinkedHashMap<>();
        for (Exchange exchange : description.exchanges()) {
            Map<String, Object> words = new LinkedHashMap<>();
            words.put("city", exchange.city());
            words.put("members", exchange.members());
            if (!exchange.addresses().equals(ProviderReader.exchangeNetwork(exchanges.size()))) {
                words.put("addresses", exchange.addresses().toString());
            }
            exchanges.put(exchange.name(), words);
        }
        return exchanges;
    }
}
