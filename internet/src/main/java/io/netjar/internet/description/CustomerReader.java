package io.netjar.internet.description;

import io.netjar.net.home.HomeRouterSettings;
import io.netjar.net.modem.AccessLine;
import io.netjar.net.tcp.TcpSettings;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `homes` and `offices`.
final class CustomerReader {
    private static final int MOST_DEVICES = 200_000;
    static final IpPrefix HOME = HomeRouterSettings.home().lan();
    static final IpPrefix OFFICE = IpPrefix.of("10.0.0.0/16");

    private final Known known;
    private final Reading reading;
    private final ProviderReader providers;
    private final SiteReader sites;
    private final BorderReader borders;
    private final AccessReader lines;
    private final DeviceReader entries;
    private final LanReader networks;
    private final WifiReader wifi;
    private final DhcpReader dhcp;
    private final TcpReader tcp;
    private final TcpSettings usualTcp;
    private int devices;

    /// @param usualTcp what the description says of TCP everywhere
    CustomerReader(Known known, ProviderReader providers, SiteReader sites, TcpSettings usualTcp) {
        this.known = known;
        this.reading = known.reading();
        this.providers = providers;
        this.sites = sites;
        this.borders = new BorderReader(reading);
        this.lines = new AccessReader(reading);
        this.entries = new DeviceReader(known);
        this.networks = new LanReader(reading);
        this.wifi = new WifiReader(reading);
        this.dhcp = new DhcpReader(reading);
        this.tcp = new TcpReader(reading);
        this.usualTcp = usualTcp;
    }

    List<Home> readHomes(Node node) {
        List<Home> homes = new ArrayList<>();
        for (Repetition each : Repetition.all(reading.entries(node, "'homes'"))) {
            // Thousands of the same are read once
            Optional<Home> usual = home(each.word(), each.entry().value(),
                    each.names().size() - each.own().size());
            for (String name : each.names()) {
                boolean free = known.claim(each.keyNode(name), name, "a home");
                Optional<Home> home = each.own().containsKey(name)
                        ? home(each.word(), each.value(name), 1)
                        : usual;
                home.filter(_ -> free).ifPresent(like -> {
                    homes.add(like.named(name));
                    countDevices(each.keyNode(name), like.devices().size());
                });
            }
        }
        return homes;
    }

    /// @param name what it is called in messages
    /// @param count how many there are of it
    private Optional<Home> home(String name, Node node, int count) {
        String what = "home '" + name + "'";
        Fields fields = reading.fields(node, what, "provider", "city", "network", "access", "wifi", "devices",
                "nat", "open", "block", "dhcp", "tcp");
        Optional<Place> place = known.customerPlace(fields);
        fields.find("provider").ifPresent(value -> place.ifPresent(at -> checkResidential(value, at)));
        IpPrefix network = fields.find("network").map(value -> networks.inside(value, what, HOME))
                .orElse(HOME);
        AccessLine access = fields.find("access").map(lines::access).orElse(AccessKind.FIBRE.usual());
        List<DeviceEntry> devicesInside = fields.need("devices", "[laptop (wifi), pc]")
                .map(value -> entries.devices(value, what, new Lan(known, what, network, 1, count)))
                .orElse(List.of());
        Border border = borders.read(fields, HomeRouterSettings.home().nat().limits().flows(), false,
                names(devicesInside));
        Wifi air = wifi.wifi(fields, devicesInside);
        Leasing addresses = dhcp.dhcp(fields, Leasing.INSIDE);
        LanTcp stacks = tcp.lan(fields, names(devicesInside), usualTcp);
        return place.map(at -> new Home(name, at, network, access, air, devicesInside, border, addresses,
                stacks));
    }

    private void checkResidential(Node node, Place place) {
        Provider provider = known.provider(node, place.provider()).orElseThrow();
        if (provider.kind() != ProviderKind.RESIDENTIAL) {
            reading.mistake(node, "provider '" + provider.name() + "' does not connect homes: its kind is not"
                    + " residential" + others(ProviderKind.RESIDENTIAL));
        }
    }

    /// Who would do instead.
    private String others(ProviderKind kind) {
        List<String> names = known.providers().stream().filter(provider -> provider.kind() == kind)
                .map(Provider::name).toList();
        return names.isEmpty() ? "" : ". Those that are: " + String.join(", ", names);
    }

    private void countDevices(Node node, int more) {
        devices += more;
        if (devices > MOST_DEVICES) {
            reading.mistake(node, "more than " + MOST_DEVICES + " devices in all");
        }
    }

    List<Office> readOffices(Node node) {
        List<Office> offices = new ArrayList<>();
        for (Repetition each : Repetition.all(reading.entries(node, "'offices'"))) {
            for (String name : each.names()) {
                known.claim(each.keyNode(name), name, "an office");
                office(each.word(), each.value(name)).map(like -> like.named(name)).ifPresent(offices::add);
            }
        }
        return offices;
    }

    private Optional<Office> office(String name, Node node) {
        String what = "office '" + name + "'";
        Fields fields = reading.fields(node, what, "provider", "city", "network", "rate", "line", "wifi",
                "devices",
                "nat", "open", "block", "dhcp", "tcp", "sites");
        Optional<Place> place = known.customerPlace(fields);
        fields.find("provider").ifPresent(value -> place.ifPresent(at -> checkNotTransit(value, at)));
        boolean isPublic = borders.isOff(fields);
        IpPrefix network = network(fields, isPublic, what);
        List<DeviceEntry> devicesInside = fields.need("devices", "[12 × desk]")
                .map(value -> entries.devices(value, what, new Lan(known, what, network, 2, 1)))
                .orElse(List.of());
        countDevices(node, devicesInside.size());
        List<String> inside = names(devicesInside);
        inside.add(LanTcp.SERVER);
        Border border = borders.read(fields, HomeRouterSettings.office(network).nat().limits().flows(), true,
                inside);
        List<WebSite> own = fields.find("sites")
                .map(value -> sites.readInside(value, place.orElse(new Place("", "")))).orElse(List.of());
        AccessLine line = lines.office(fields);
        Wifi air = wifi.wifi(fields, devicesInside);
        Leasing addresses = dhcp.dhcp(fields, Leasing.INSIDE);
        LanTcp stacks = tcp.lan(fields, inside, usualTcp);
        return place.map(at -> new Office(name, at, network, line, air, devicesInside, border, addresses,
                stacks, own));
    }

    private void checkNotTransit(Node node, Place place) {
        Provider provider = known.provider(node, place.provider()).orElseThrow();
        if (provider.kind() == ProviderKind.TRANSIT) {
            reading.mistake(node,
                    "provider '" + provider.name() + "' connects providers only: its kind is transit");
        }
    }

    private static List<String> names(List<DeviceEntry> entries) {
        return new ArrayList<>(entries.stream().map(DeviceEntry::name).toList());
    }

    private IpPrefix network(Fields fields, boolean isPublic, String what) {
        if (!isPublic) {
            return fields.find("network").map(value -> networks.inside(value, what, OFFICE)).orElse(OFFICE);
        }
        Optional<IpPrefix> network = fields.need("network", "192.0.32.0/24")
                .flatMap(value -> providers.publicNetwork(value, what));
        return network.orElse(OFFICE);
    }
}
