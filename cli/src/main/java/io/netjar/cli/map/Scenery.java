package io.netjar.cli.map;

import io.netjar.internet.Internet;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.Exchange;
import io.netjar.internet.description.Home;
import io.netjar.internet.description.Interconnection;
import io.netjar.internet.description.Office;
import io.netjar.internet.description.Place;
import io.netjar.internet.description.Provider;
import io.netjar.internet.description.Registry;
import io.netjar.internet.geography.City;
import io.netjar.net.link.Link;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/// What a map shows of an Internet: cities, who is there, and the long lines between them.
///
/// @param providers their names, by which their colours go
record Scenery(List<Provider> providers, List<Spot> spots, List<Span> spans) {
    /// More of a kind at one place than this are told as a number.
    private static final int NAMED = 4;

    /// What stands in a city.
    ///
    /// @param exchanges with the indices of their members among `presences`
    /// @param pairs those that are joined directly, by indices
    record Spot(City city, List<Presence> presences, Map<String, List<Integer>> exchanges,
            List<Pair> pairs) {}

    /// Two of a city's providers with a line between them.
    record Pair(int one, int other) {}

    /// A provider in a city, with what is behind its edge routers there.
    record Presence(int provider, List<Customer> customers) {}

    /// What kinds of things are behind an edge router.
    enum Kind {
        HOME("home"), OFFICE("office"), SITE("site"), SERVERS("servers of names");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /// What it is, for people.
        String words() {
            return words;
        }
    }

    /// A home, an office or a site, or many of them.
    ///
    /// @param count of how many things this tells
    record Customer(Kind kind, int count, String name, String detail) {}

    /// A provider's line between two cities, by the cities' indices.
    record Span(int provider, int from, int to, Link link) {
        /// As [Scenery#rates].
        String rates() {
            return Scenery.rates(link.aToB().bitsPerSecond(), link.bToA().bitsPerSecond());
        }

        /// The rate of the faster direction.
        long bitsPerSecond() {
            return Math.max(link.aToB().bitsPerSecond(), link.bToA().bitsPerSecond());
        }

        /// One way, as people say it: `58 ms`.
        String delay() {
            double millis = Math.max(link.aToB().delayNanos(), link.bToA().delayNanos()) / 1e6;
            return (millis < 10
                    ? String.format(Locale.ROOT, "%.1f", millis).replace(".0", "")
                    : String.format(Locale.ROOT, "%.0f", millis)) + " ms";
        }
    }

    static Scenery of(Internet internet) {
        Description description = internet.description();
        Map<String, City> cities = new LinkedHashMap<>();
        description.providers()
                .forEach(provider -> provider.cities().forEach(city -> cities.put(city.name(), city)));
        List<String> names = List.copyOf(cities.keySet());
        List<Spot> spots = cities.values().stream().map(city -> spot(description, city)).toList();
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < description.providers().size(); i++) {
            Provider provider = description.providers().get(i);
            for (Provider.Line line : provider.lines()) {
                Link link = internet.link(new Place(provider.name(), line.from()) + " to "
                        + new Place(provider.name(), line.to()));
                spans.add(new Span(i, names.indexOf(line.from()), names.indexOf(line.to()), link));
            }
        }
        return new Scenery(description.providers(), spots, spans);
    }

    private static Spot spot(Description description, City city) {
        List<Presence> presences = new ArrayList<>();
        List<String> here = new ArrayList<>();
        for (int i = 0; i < description.providers().size(); i++) {
            Provider provider = description.providers().get(i);
            if (provider.isIn(city.name())) {
                here.add(provider.name());
                presences.add(new Presence(i, customers(description,
                        new Place(provider.name(), city.name()))));
            }
        }
        Map<String, List<Integer>> exchanges = new LinkedHashMap<>();
        for (Exchange exchange : description.exchanges()) {
            if (exchange.city().equals(city.name())) {
                exchanges.put(exchange.name(), exchange.members().stream().map(here::indexOf).toList());
            }
        }
        List<Pair> pairs = new ArrayList<>();
        for (Interconnection line : description.interconnections()) {
            if (line.city().equals(city.name())) {
                pairs.add(new Pair(here.indexOf(line.provider()), here.indexOf(line.transit())));
            }
        }
        return new Spot(city, presences, exchanges, pairs);
    }

    private static List<Customer> customers(Description description, Place place) {
        List<Customer> customers = new ArrayList<>();
        List<Home> homes = description.homes().stream().filter(home -> home.place().equals(place)).toList();
        add(customers, Kind.HOME, "homes", homes.stream().map(home -> new Customer(Kind.HOME, 1, home.name(),
                rates(home.access().down().bitsPerSecond(), home.access().up().bitsPerSecond()) + ", "
                        + counted(home.devices().size(), "device")))
                .toList(), counted(homes.stream().mapToInt(home -> home.devices().size()).sum(), "device"));
        List<Office> offices = description.offices().stream().filter(office -> office.place().equals(place))
                .toList();
        add(customers, Kind.OFFICE, "offices",
                offices.stream().map(office -> new Customer(Kind.OFFICE, 1, office.name(),
                        rates(office.line().down().bitsPerSecond(), office.line().up().bitsPerSecond()) + ", "
                                + counted(office.devices().size(), "device")))
                        .toList(),
                counted(offices.stream().mapToInt(office -> office.devices().size()).sum(), "device"));
        add(customers, Kind.SITE, "sites",
                description.sites().stream().filter(site -> site.place().equals(place))
                        .map(site -> new Customer(Kind.SITE, 1, site.name(), "")).toList(),
                "");
        servers(description, place, customers);
        return customers;
    }

    private static void add(List<Customer> customers, Kind kind, String many, List<Customer> all,
            String together) {
        if (all.size() <= NAMED) {
            customers.addAll(all);
        } else {
            customers.add(new Customer(kind, all.size(), all.size() + " " + many, together));
        }
    }

    private static void servers(Description description, Place place, List<Customer> customers) {
        List<String> zones = new ArrayList<>();
        Predicate<Registry> here = registry -> registry.places().contains(place);
        if (here.test(description.root())) {
            zones.add("root");
        }
        description.registries().stream().filter(here).forEach(registry -> zones.add(registry.zone() + "."));
        Provider provider = description.provider(place.provider());
        boolean resolver = provider.hasResolver() && provider.resolverCity().equals(place.city());
        if (resolver) {
            customers.add(new Customer(Kind.SERVERS, 1, "resolver", ""));
        }
        if (!zones.isEmpty()) {
            String text = zones.size() > NAMED ? zones.size() + " zones" : String.join(", ", zones);
            customers.add(new Customer(Kind.SERVERS, 1, "name servers", text));
        }
    }

    /// The rates that most of the long lines have.
    String usualRates() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        spans.forEach(span -> counts.merge(span.rates(), 1, Integer::sum));
        return counts.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey).orElse("");
    }

    /// `100/20 Mbit/s`, or `1 Gbit/s` if it is the same both ways.
    static String rates(long down, long up) {
        if (down == up) {
            return rate(down);
        }
        String[] one = rate(down).split(" ", -1);
        String[] other = rate(up).split(" ", -1);
        return one[1].equals(other[1])
                ? one[0] + "/" + other[0] + " " + one[1]
                : rate(down) + " / " + rate(up);
    }

    /// As people say it: `2.5 Gbit/s`.
    static String rate(long bitsPerSecond) {
        String[] units = {"bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"};
        double value = bitsPerSecond;
        int unit = 0;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f", value).replace(".0", "") + " " + units[unit];
    }

    static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    /// How many there are of a kind behind all providers of a city.
    static int count(Spot spot, Kind kind) {
        return spot.presences().stream().flatMap(presence -> presence.customers().stream())
                .filter(customer -> customer.kind() == kind).mapToInt(Customer::count).sum();
    }
}
