package io.netjar.internet.description;

import io.netjar.dns.ResolverHabits;
import io.netjar.internet.addressing.AddressPlan;
import io.netjar.internet.geography.City;
import io.netjar.internet.geography.LongLines;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `cities`, `providers` and `exchanges`.
final class ProviderReader {
    private static final City NOWHERE = new City("nowhere", 0, 0);
    private static final IpPrefix NO_ADDRESSES = IpPrefix.of("255.0.0.0/8");
    /// Prefixes that mean something else than a provider's addresses (RFC 6890).
    private static final List<IpPrefix> SPECIAL = List.of(IpPrefix.of("0.0.0.0/8"), IpPrefix.of("10.0.0.0/8"),
            IpPrefix.of("100.64.0.0/10"), IpPrefix.of("127.0.0.0/8"), IpPrefix.of("169.254.0.0/16"),
            IpPrefix.of("172.16.0.0/12"), IpPrefix.of("192.168.0.0/16"), IpPrefix.of("224.0.0.0/3"));
    /// For benchmarks (RFC 2544), which nobody else uses: exchanges have theirs from it.
    private static final IpPrefix BENCHMARKS = IpPrefix.of("198.18.0.0/15");

    /// All hear the first frames of each: with ten times as many it is a hundred times the work.
    private static final int MOST_HOMES_PER_EDGE = 1000;

    private final Known known;
    private final Reading reading;
    private final DhcpReader dhcp;
    private final ResolverReader resolver;
    private final List<IpPrefix> used = new ArrayList<>();
    private final List<String> users = new ArrayList<>();

    ProviderReader(Known known) {
        this.known = known;
        this.reading = known.reading();
        this.dhcp = new DhcpReader(reading);
        this.resolver = new ResolverReader(known);
    }

    void readCities(Node node) {
        for (Reading.Entry entry : reading.entries(node, "'cities'")) {
            List<Node> numbers = reading.items(entry.value(), "city '" + entry.key() + "'");
            if (numbers.size() != 2) {
                reading.mistake(entry.value(),
                        "city '" + entry.key()
                                + "' needs [latitude, longitude] in degrees, as in [37.75, 128.88]");
                known.add(new City(entry.key(), 0, 0));
                continue;
            }
            double latitude = degrees(numbers.getFirst(), 90);
            double longitude = degrees(numbers.getLast(), 180);
            if (known.isName(entry.keyNode(), entry.key())) {
                known.add(new City(entry.key(), latitude, longitude));
            }
        }
    }

    private double degrees(Node node, int most) {
        String text = reading.text(node, "a coordinate").orElse("0");
        boolean good = text.matches("-?[0-9]{1,3}(\\.[0-9]{1,9})?")
                && Math.abs(Double.parseDouble(text)) <= most;
        if (!good) {
            reading.mistake(node, "'" + text + "' is not a number of degrees from -" + most + " to " + most);
        }
        return good ? Double.parseDouble(text) : 0;
    }

    void readProviders(Node node) {
        for (Reading.Entry entry : reading.entries(node, "'providers'")) {
            known.claim(entry.keyNode(), entry.key(), "a provider");
            known.add(provider(entry.key(), entry.value()));
        }
        if (known.providers().isEmpty()) {
            reading.mistake(node,
                    "an Internet needs at least one provider, as in 'hanbit: { kind: residential, … }'");
        }
    }

    private Provider provider(String name, Node node) {
        Fields fields = reading.fields(node, "provider '" + name + "'", "kind", "cities", "addresses",
                "resolver", "lines", "dhcp", "homes-per-edge");
        ProviderKind kind = fields.need("kind", "residential")
                .map(value -> reading.word(value, "a kind of provider", ProviderKind.values(),
                        ProviderKind.RESIDENTIAL))
                .orElse(ProviderKind.RESIDENTIAL);
        List<City> cities = fields.need("cities", "[seoul, busan]").map(this::cities)
                .orElse(List.of(NOWHERE));
        IpPrefix addresses = fields.need("addresses", "203.0.112.0/20")
                .map(value -> addresses(value, fields.what())).orElse(NO_ADDRESSES);
        List<Provider.Line> lines = fields.find("lines").map(value -> lines(value, fields, cities))
                .orElseGet(() -> lines(LongLines.among(cities)));
        Provider provider = new Provider(name, kind, cities, addresses, cities.getFirst().name(),
                ResolverHabits.usual(), lines, dhcp.dhcp(fields, Leasing.OF_PROVIDERS),
                fields.find("homes-per-edge").map(this::homesPerEdge).orElse(Provider.HOMES_PER_EDGE));
        if (kind != ProviderKind.RESIDENTIAL) {
            fields.find("dhcp").ifPresent(value -> reading.mistake(value,
                    "provider '" + name + "' gives nobody an address by DHCP: its kind is not residential"));
            fields.find("homes-per-edge").ifPresent(value -> reading.mistake(value,
                    "provider '" + name + "' has no homes: its kind is not residential"));
        }
        return fields.find("resolver").map(value -> resolver.read(provider, value)).orElse(provider);
    }

    private int homesPerEdge(Node node) {
        return (int) reading.quantity(node, "'homes-per-edge'",
                "a number of homes from 1 to " + MOST_HOMES_PER_EDGE, text -> {
                    OptionalLong count = Quantities.count(text);
                    return count.isPresent() && count.getAsLong() <= MOST_HOMES_PER_EDGE
                            ? count
                            : OptionalLong.empty();
                });
    }

    private List<City> cities(Node node) {
        List<City> cities = new ArrayList<>();
        List<Node> items = reading.items(node, "'cities'");
        if (items.isEmpty()) {
            reading.mistake(node, "a provider needs at least one city");
        }
        for (Node item : items) {
            Optional<City> city = reading.text(item, "a city").flatMap(name -> known.city(item, name));
            if (city.isPresent() && cities.contains(city.get())) {
                reading.mistake(item, "'" + city.get().name() + "' stands here a second time");
            } else {
                city.ifPresent(cities::add);
            }
        }
        return cities.isEmpty() ? List.of(NOWHERE) : cities;
    }

    private static List<Provider.Line> lines(List<LongLines.Line> lines) {
        return lines.stream().map(line -> new Provider.Line(line.from().name(), line.to().name())).toList();
    }

    private List<Provider.Line> lines(Node node, Fields fields, List<City> cities) {
        List<LongLines.Line> lines = new ArrayList<>();
        List<String> names = cities.stream().map(City::name).toList();
        Set<Set<String>> joined = new LinkedHashSet<>();
        for (Node item : reading.items(node, "'lines'")) {
            String[] ends = reading.text(item, "a line").orElse(" to ").split(" +to +", -1);
            boolean good = ends.length == 2 && names.contains(ends[0]) && names.contains(ends[1])
                    && !ends[0].equals(ends[1]);
            if (good && !joined.add(Set.of(ends[0], ends[1]))) {
                reading.mistake(item, "the line between '" + ends[0] + "' and '" + ends[1]
                        + "' stands here a second time");
            } else if (good) {
                lines.add(new LongLines.Line(cities.get(names.indexOf(ends[0])),
                        cities.get(names.indexOf(ends[1]))));
            } else {
                reading.mistake(item, "a line is 'CITY to CITY' between two of the provider's cities: "
                        + String.join(", ", names));
            }
        }
        for (City apart : LongLines.unreached(cities, lines)) {
            reading.mistake(node, "no line of " + fields.what() + " leads from " + names.getFirst() + " to "
                    + apart.name());
        }
        return lines(lines);
    }

    private IpPrefix addresses(Node node, String what) {
        Optional<IpPrefix> prefix = prefix(node, what);
        if (prefix.isEmpty()) {
            return NO_ADDRESSES;
        }
        int length = prefix.get().length();
        if (length < AddressPlan.SHORTEST || length > AddressPlan.LONGEST) {
            reading.mistake(node, what + " needs a prefix from /" + AddressPlan.SHORTEST + " to /"
                    + AddressPlan.LONGEST + ", not /" + length);
            return NO_ADDRESSES;
        }
        return prefix.get();
    }

    /// The public network of a customer, /8 to /28, which overlaps nobody's.
    Optional<IpPrefix> publicNetwork(Node node, String what) {
        Optional<IpPrefix> network = prefix(node, what);
        if (network.isPresent()
                && (network.get().length() < AddressPlan.SHORTEST || network.get().length() > 28)) {
            reading.mistake(node,
                    what + " needs a public network from /" + AddressPlan.SHORTEST + " to /28, not /"
                            + network.get().length());
            return Optional.empty();
        }
        return network;
    }

    private Optional<IpPrefix> prefix(Node node, String what) {
        Optional<String> text = reading.text(node, "the prefix of " + what);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<IpPrefix> prefix = parse(node, text.get());
        if (prefix.isEmpty()) {
            return prefix;
        }
        List<IpPrefix> special = new ArrayList<>(SPECIAL);
        if (!what.startsWith("exchange")) {
            special.add(BENCHMARKS);
        }
        for (IpPrefix other : special) {
            if (overlap(prefix.get(), other)) {
                reading.mistake(node, prefix.get() + " is not for " + what + ": " + other
                        + " has another meaning (RFC 6890); take a public one, as in 203.0.112.0/20");
                return Optional.empty();
            }
        }
        use(node, prefix.get(), what);
        return prefix;
    }

    private void use(Node node, IpPrefix prefix, String what) {
        for (int i = 0; i < used.size(); i++) {
            if (overlap(prefix, used.get(i))) {
                reading.mistake(node, prefix + " overlaps " + used.get(i) + " of " + users.get(i));
            }
        }
        used.add(prefix);
        users.add(what);
    }

    private Optional<IpPrefix> parse(Node node, String text) {
        try {
            return Optional.of(IpPrefix.of(text));
        } catch (IllegalArgumentException e) {
            reading.mistake(node, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    static boolean overlap(IpPrefix one, IpPrefix other) {
        return one.contains(other.address()) || other.contains(one.address());
    }

    List<Exchange> readExchanges(Node node) {
        List<Exchange> exchanges = new ArrayList<>();
        for (Reading.Entry entry : reading.entries(node, "'exchanges'")) {
            known.claim(entry.keyNode(), entry.key(), "an exchange");
            exchange(entry, exchanges.size()).ifPresent(exchanges::add);
        }
        return exchanges;
    }

    /// What the exchange of that number has of which nothing is said: 198.18.0.0/24 and so on.
    static IpPrefix exchangeNetwork(int index) {
        return IpPrefix.holding(BENCHMARKS.at((index & 511) << 8), 24);
    }

    private IpPrefix exchangeNetwork(Reading.Entry entry, String what, int index) {
        IpPrefix network = exchangeNetwork(index);
        use(entry.keyNode(), network, what);
        return network;
    }

    private Optional<Exchange> exchange(Reading.Entry entry, int index) {
        String what = "exchange '" + entry.key() + "'";
        Fields fields = reading.fields(entry.value(), what, "city", "members", "addresses");
        Optional<City> city = fields.needText("city", "seoul")
                .flatMap(name -> known.city(fields.find("city").orElseThrow(), name));
        Optional<Node> list = fields.need("members", "[hanbit, namsan]");
        IpPrefix addresses = fields.find("addresses").flatMap(value -> prefix(value, what))
                .orElseGet(() -> exchangeNetwork(entry, what, index));
        List<String> members = new ArrayList<>();
        List<Node> items = list.map(value -> reading.items(value, "'members'")).orElse(List.of());
        if (list.isPresent() && items.isEmpty()) {
            reading.mistake(list.get(), what + " needs at least one member");
        }
        for (Node item : items) {
            Optional<Provider> member = reading.text(item, "a member")
                    .flatMap(name -> known.provider(item, name));
            if (member.isPresent() && members.contains(member.get().name())) {
                reading.mistake(item, "'" + member.get().name() + "' stands here a second time");
            } else if (member.isPresent() && city.isPresent()
                    && known.isIn(item, member.get(), city.get().name())) {
                members.add(member.get().name());
            }
        }
        if (members.size() > addresses.size() - 2) {
            reading.mistake(entry.keyNode(),
                    addresses + " has no room for the " + members.size() + " members of "
                            + what);
        }
        return city.map(place -> new Exchange(entry.key(), place.name(), addresses, members));
    }
}
