package io.netjar.internet.description;

import io.netjar.internet.geography.Cities;
import io.netjar.internet.geography.City;
import io.netjar.wire.MacAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/// What the description has named so far, and so what its other parts may refer to.
final class Known {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final String NAME_FORM = "lower-case letters, digits and hyphens, at most 63, not starting or"
            + " ending with a hyphen";

    private final Reading reading;
    private final Map<String, City> ownCities = new LinkedHashMap<>();
    private final Map<String, Provider> providers = new LinkedHashMap<>();
    private final Map<String, String> taken = new LinkedHashMap<>();
    private final Map<MacAddress, String> macs = new LinkedHashMap<>();

    Known(Reading reading) {
        this.reading = reading;
    }

    Reading reading() {
        return reading;
    }

    void add(City city) {
        ownCities.put(city.name(), city);
    }

    void add(Provider provider) {
        providers.put(provider.name(), provider);
    }

    List<Provider> providers() {
        return List.copyOf(providers.values());
    }

    /// Whether `name` is a proper name that nothing else of the first level has; if so it is taken from now on.
    boolean claim(Node at, String name, String kind) {
        if (!isName(at, name)) {
            return false;
        }
        String owner = taken.putIfAbsent(name, kind);
        if (owner != null) {
            reading.mistake(at, "the name '" + name + "' is taken by " + owner
                    + "; call one of them something else");
        }
        return owner == null;
    }

    /// Takes a MAC address for one station, which nobody else may have then.
    void claim(Node at, MacAddress mac, String owner) {
        String other = macs.putIfAbsent(mac, owner);
        if (other != null) {
            reading.mistake(at, mac + " cannot be the MAC address of " + owner + ": " + other + " has it"
                    + (other.equals(owner) ? ", another one called so" : ""));
        }
    }

    /// Whether something of the first level has that name, be it with mistakes.
    boolean isTaken(String name) {
        return taken.containsKey(name);
    }

    boolean isName(Node at, String name) {
        boolean good = NAME.matcher(name).matches();
        if (!good) {
            reading.mistake(at, "'" + name + "' cannot be a name: " + NAME_FORM);
        }
        return good;
    }

    /// A DNS name of `labels` or more labels, in lower case (RFC 1123 §2.1).
    boolean isHostName(Node at, String name, int labels) {
        String[] parts = name.split("\\.", -1);
        boolean good = parts.length >= labels && name.length() <= 253;
        for (String part : parts) {
            good &= NAME.matcher(part).matches();
        }
        if (!good) {
            reading.mistake(at,
                    "'" + name + "' is no host name: " + labels + " or more labels of " + NAME_FORM
                            + ", joined by dots, as in 'www.shop.test'");
        }
        return good;
    }

    Optional<City> city(Node at, String name) {
        Optional<City> city = Optional.ofNullable(ownCities.get(name)).or(() -> Cities.known(name));
        if (city.isEmpty()) {
            Set<String> names = new LinkedHashSet<>(ownCities.keySet());
            names.addAll(Cities.names());
            reading.mistake(at, "no city is called '" + name + "'" + DidYouMean.hint(name, names)
                    + " Other cities can be given under 'cities', as in '" + name + ": [37.75, 128.88]'");
        }
        return city;
    }

    Optional<Provider> provider(Node at, String name) {
        Provider provider = providers.get(name);
        if (provider == null) {
            reading.mistake(at, "no provider is called '" + name + "'"
                    + DidYouMean.hint(name, providers.keySet()) + " Providers: "
                    + String.join(", ", providers.keySet()));
        }
        return Optional.ofNullable(provider);
    }

    /// A city of a provider.
    boolean isIn(Node at, Provider provider, String city) {
        if (!provider.isIn(city)) {
            List<String> cities = provider.cities().stream().map(City::name).toList();
            reading.mistake(at, "provider '" + provider.name() + "' is not in '" + city + "'"
                    + DidYouMean.hint(city, cities) + " Its cities: " + String.join(", ", cities));
        }
        return provider.isIn(city);
    }

    /// `provider/city`.
    Optional<Place> place(Node node) {
        Optional<String> text = reading.text(node, "a place");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return place(node, text.get());
    }

    Optional<Place> place(Node node, String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2) {
            reading.mistake(node, "'" + text + "' is no place: write provider/city, as in 'namsan/seoul'");
            return Optional.empty();
        }
        return provider(node, parts[0]).filter(provider -> isIn(node, provider, parts[1]))
                .map(provider -> new Place(parts[0], parts[1]));
    }

    /// The keys `provider` and `city` of a home or an office; without `city`, the provider's first.
    Optional<Place> customerPlace(Fields fields) {
        Optional<Node> providerNode = fields.need("provider", "hanbit");
        Optional<Provider> provider = fields.values().containsKey("provider")
                ? fields.text("provider").flatMap(name -> provider(providerNode.orElseThrow(), name))
                : Optional.empty();
        if (provider.isEmpty()) {
            return Optional.empty();
        }
        Optional<Node> cityNode = fields.find("city");
        String city = fields.text("city").orElse(provider.get().cities().getFirst().name());
        if (cityNode.isPresent() && !isIn(cityNode.get(), provider.get(), city)) {
            return Optional.empty();
        }
        return Optional.of(new Place(provider.get().name(), city));
    }
}
