package io.netjar.internet.description;

import io.netjar.internet.addressing.AddressPlan;
import io.netjar.internet.addressing.Numbering;
import io.netjar.internet.addressing.Segment;
import io.netjar.internet.geography.City;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The interfaces that a description will have when it is built, and the networks that they share, known before it is: for
/// whoever builds it, and so that what is said of them can be checked.
final class InterfacePlan {
    private final Description description;
    private final Map<String, Holding> holdings = new LinkedHashMap<>();

    /// What comes from one provider's prefix.
    private static final class Holding {
        private final Provider provider;
        private final AddressPlan plan;
        private final List<Segment> segments = new ArrayList<>();

        Holding(Provider provider) {
            this.provider = provider;
            this.plan = new AddressPlan(provider.addresses(),
                    provider.cities().stream().map(City::name).toList(), provider.homesPerEdge());
        }

        void add(IpPrefix network, List<String> fixed, List<String> leased) {
            segments.add(new Segment("provider '" + provider.name() + "'", provider.addresses(), network,
                    fixed, leased));
        }
    }

    private InterfacePlan(Description description) {
        this.description = description;
        description.providers().forEach(provider -> holdings.put(provider.name(), new Holding(provider)));
    }

    /// @param flaws is told of what the description says that cannot be
    static Numbering numbering(Description description, Numbering.Flaws flaws) {
        var plan = new InterfacePlan(description);
        plan.addLines();
        plan.addServers();
        plan.addHomes();
        plan.addOffices();
        var numbering = new Numbering(plan.said(), flaws);
        plan.holdings.values().forEach(holding -> numbering.number(holding.segments));
        description.exchanges().forEach(exchange -> numbering.number(List.of(segment(exchange))));
        description.homes().forEach(home -> numbering.number(List.of(inside("home", home.name(),
                home.network(), home.devices(), List.of(home.name() + "/router:lan")))));
        description.offices().forEach(office -> numbering.number(List.of(inside("office", office.name(),
                office.network(), office.devices(),
                List.of(office.name() + "/router:lan", office.name() + "/server:eth0")))));
        return numbering;
    }

    /// All names of interfaces but devices'.
    static Set<String> names(Description description) {
        Set<String> names = new LinkedHashSet<>(numbering(description, (_, _) -> {
        }).interfaces());
        description.homes().forEach(home -> names.add(home.name() + "/router:wan"));
        return names;
    }

    private Map<String, IpAddress> said() {
        Map<String, IpAddress> said = new LinkedHashMap<>();
        description.interfaces()
                .forEach((name, change) -> change.address().ifPresent(address -> said.put(name, address)));
        description.homes().forEach(home -> addDevices(home.name(), home.devices(), said));
        description.offices().forEach(office -> addDevices(office.name(), office.devices(), said));
        return said;
    }

    private static void addDevices(String owner, List<DeviceEntry> devices, Map<String, IpAddress> said) {
        devices.forEach(device -> device.address()
                .ifPresent(address -> said.put(owner + "/" + device.port(), address)));
    }

    private Holding of(String provider) {
        return Objects.requireNonNull(holdings.get(provider), provider);
    }

    private static String core(Place place) {
        return place + "/core";
    }

    /// In the order in which a provider's lines get their networks.
    private void addLines() {
        for (Provider provider : description.providers()) {
            Holding own = of(provider.name());
            for (City city : provider.cities()) {
                Place place = new Place(provider.name(), city.name());
                for (int i = 0; i < description.edgeRouters(place); i++) {
                    String edge = Description.edgeRouter(place, i);
                    own.add(own.plan.nextLine(), List.of(edge + ":core",
                            core(place) + ":" + edge.substring(edge.lastIndexOf('/') + 1)), List.of());
                }
            }
            provider.lines().forEach(line -> addLine(own, new Place(provider.name(), line.from()),
                    new Place(provider.name(), line.to())));
        }
        description.interconnections().forEach(
                line -> addLine(of(line.provider()), new Place(line.provider(), line.city()),
                        new Place(line.transit(), line.city())));
    }

    private static void addLine(Holding owner, Place from, Place to) {
        owner.add(owner.plan.nextLine(), List.of(core(from) + ":" + to, core(to) + ":" + from), List.of());
    }

    private void addServers() {
        Map<Place, List<String>> rooms = new LinkedHashMap<>();
        for (Description.Server server : description.servers()) {
            rooms.computeIfAbsent(server.place(),
                    place -> new ArrayList<>(List.of(Description.edgeRouter(place, 0) + ":servers")))
                    .add(server + ":eth0");
        }
        rooms.forEach((place, interfaces) -> {
            Holding owner = of(place.provider());
            owner.add(owner.plan.servers(place.city()), interfaces, List.of());
        });
    }

    private void addHomes() {
        Map<Place, Integer> numbers = new LinkedHashMap<>();
        Map<String, List<String>> leased = new LinkedHashMap<>();
        Map<String, String> providers = new LinkedHashMap<>();
        for (Home home : description.homes()) {
            int number = numbers.merge(home.place(), 1, Integer::sum) - 1;
            String provider = home.place().provider();
            String edge = Description.edgeRouter(home.place(), number / of(provider).provider.homesPerEdge());
            String wan = home.name() + "/router:wan";
            List<String> homes = leased.computeIfAbsent(edge, _ -> new ArrayList<>());
            providers.putIfAbsent(edge, provider);
            if (description.interfaces().containsKey(wan)) {
                homes.add(wan);
            }
        }
        providers.forEach((edge, provider) -> {
            Holding owner = of(provider);
            owner.add(owner.plan.nextHomes(), List.of(edge + ":access"),
                    Objects.requireNonNull(leased.get(edge)));
        });
    }

    private void addOffices() {
        for (Office office : description.offices()) {
            Holding owner = of(office.place().provider());
            owner.add(owner.plan.nextOffice(),
                    List.of(Description.edgeRouter(office.place(), 0) + ":" + office.name() + "/line",
                            office.name() + "/router:wan"),
                    List.of());
        }
    }

    private static Segment segment(Exchange exchange) {
        return new Segment("exchange '" + exchange.name() + "'", exchange.addresses(), exchange.addresses(),
                exchange.members().stream()
                        .map(member -> core(new Place(member, exchange.city())) + ":" + exchange.name()
                                + "/port")
                        .toList(),
                List.of());
    }

    /// Of the devices those that have an address of their own.
    private static Segment inside(String kind, String name, IpPrefix network, List<DeviceEntry> devices,
            List<String> fixed) {
        return new Segment(kind + " '" + name + "'", network, network, fixed,
                devices.stream().filter(device -> device.address().isPresent())
                        .map(device -> name + "/" + device.port()).toList());
    }
}
