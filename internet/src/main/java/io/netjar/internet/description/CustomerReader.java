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
    /// What a home router's or an office router's DHCP has addresses for.
    private static final int MOST_IN_HOME = 100;
    private static final int MOST_IN_OFFICE = 150;
    private static final List<IpPrefix> PRIVATE = List.of(IpPrefix.of("10.0.0.0/8"),
            IpPrefix.of("172.16.0.0/12"),
            IpPrefix.of("192.168.0.0/16"));

    private final Known known;
    private final Reading reading;
    private final ProviderReader providers;
    private final SiteReader sites;
    private final BorderReader borders;
    private final AccessReader lines;
    private final DeviceReader entries;
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
        this.wifi = new WifiReader(reading);
        this.dhcp = new DhcpReader(reading);
        this.tcp = new TcpReader(reading);
        this.usualTcp = usualTcp;
    }

    List<Home> readHomes(Node node) {
        List<Home> homes = new ArrayList<>();
        for (Reading.Entry entry : reading.entries(node, "'homes'")) {
            Named named = Named.of(entry.key());
            Optional<Home> home = home(named.text(), entry.value());
            for (String name : named.names(named.text())) {
                boolean free = known.claim(entry.keyNode(), name, "a home");
                home.filter(_ -> free).ifPresent(like -> {
                    homes.add(new Home(name, like.place(), like.access(), like.wifi(), like.devices(),
                            like.border(), like.dhcp(), like.tcp()));
                    countDevices(entry.keyNode(), like.devices().size());
                });
            }
        }
        return homes;
    }

    private Optional<Home> home(String name, Node node) {
        String what = "home '" + name + "'";
        Fields fields = reading.fields(node, what, "provider", "city", "access", "wifi", "devices",
                "nat", "open", "block", "dhcp", "tcp");
        Optional<Place> place = known.customerPlace(fields);
        fields.find("provider").ifPresent(value -> place.ifPresent(at -> checkResidential(value, at)));
        AccessLine access = fields.find("access").map(lines::access).orElse(AccessKind.FIBRE.usual());
        List<DeviceEntry> devicesInside = fields.need("devices", "[laptop (wifi), pc]")
                .map(value -> entries.devices(value, what, MOST_IN_HOME)).orElse(List.of());
        Border border = borders.read(fields, HomeRouterSettings.home().nat().limits().flows(), false,
                names(devicesInside));
        Wifi air = wifi.wifi(fields, devicesInside);
        Leasing addresses = dhcp.dhcp(fields, Leasing.INSIDE);
        LanTcp stacks = tcp.lan(fields, names(devicesInside), usualTcp);
        return place.map(at -> new Home(name, at, access, air, devicesInside, border, addresses, stacks));
    }

    private void checkResidential(Node node, Place place) {
        Provider provider = known.provider(node, place.provider()).orElseThrow();
        if (provider.kind() != ProviderKind.RESIDENTIAL) {
            reading.mistake(node, "provider '" + provider.name() + "' does not connect homes: its kind is not"
                    + " residential");
        }
    }

    private void countDevices(Node node, int more) {
        devices += more;
        if (devices > MOST_DEVICES) {
            reading.mistake(node, "more than " + MOST_DEVICES + " devices in all");
        }
    }

    List<Office> readOffices(Node node) {
        List<Office> offices = new ArrayList<>();
        for (Reading.Entry entry : reading.entries(node, "'offices'")) {
            known.claim(entry.keyNode(), entry.key(), "an office");
            office(entry.key(), entry.value()).ifPresent(offices::add);
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
        int room = (int) Math.min(MOST_IN_OFFICE, network.size() / 2);
        List<DeviceEntry> devicesInside = fields.need("devices", "[12 × desk]")
                .map(value -> entries.devices(value, what, room))
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
        IpPrefix otherwise = IpPrefix.of("10.0.0.0/16");
        if (!isPublic) {
            return fields.find("network").map(value -> network(value, what)).orElse(otherwise);
        }
        Optional<IpPrefix> network = fields.need("network", "192.0.32.0/24")
                .flatMap(value -> providers.publicNetwork(value, what));
        return network.orElse(otherwise);
    }

    private IpPrefix network(Node node, String what) {
        IpPrefix otherwise = IpPrefix.of("10.0.0.0/16");
        Optional<String> text = reading.text(node, "'network'");
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            IpPrefix prefix = IpPrefix.of(text.get());
            boolean inside = PRIVATE.stream()
                    .anyMatch(range -> range.contains(prefix.address()) && range.length() <= prefix.length());
            if (inside && prefix.length() <= 28) {
                return prefix;
            }
            reading.mistake(node, prefix + " cannot be the network of " + what + ": it must be a private one"
                    + " (RFC 1918) of /28 or more, within 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16");
        } catch (IllegalArgumentException e) {
            reading.mistake(node, String.valueOf(e.getMessage()));
        }
        return otherwise;
    }
}
