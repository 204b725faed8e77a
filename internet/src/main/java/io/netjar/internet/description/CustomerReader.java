package io.netjar.internet.description;

import io.netjar.net.home.HomeRouterSettings;
import io.netjar.net.modem.AccessLine;
import io.netjar.wire.IpPrefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads `homes` and `offices`.
final class CustomerReader {
    private static final Pattern MANY = Pattern.compile("([1-9][0-9]{0,4}) *[×x] *(\\S.*)");
    private static final Pattern DEVICE = Pattern.compile("(\\S+?)(?: *\\((.*)\\))?");
    private static final int MOST_DEVICES = 200_000;
    /// What a home router's or an office router's DHCP has addresses for.
    private static final int MOST_IN_HOME = 100;
    private static final int MOST_IN_OFFICE = 150;
    private static final List<String> RESERVED = List.of("router", "modem", "switch", "wifi", "server",
            "resolver");
    private static final List<IpPrefix> PRIVATE = List.of(IpPrefix.of("10.0.0.0/8"),
            IpPrefix.of("172.16.0.0/12"),
            IpPrefix.of("192.168.0.0/16"));

    private final Known known;
    private final Reading reading;
    private final ProviderReader providers;
    private final SiteReader sites;
    private final BorderReader borders;
    private int devices;

    CustomerReader(Known known, ProviderReader providers, SiteReader sites) {
        this.known = known;
        this.reading = known.reading();
        this.providers = providers;
        this.sites = sites;
        this.borders = new BorderReader(reading);
    }

    /// A name, or as many as `12 × desk` says: `desk-1` to `desk-12`.
    private record Named(String text, int count) {
        static Named of(String text) {
            Matcher many = MANY.matcher(text);
            return many.matches()
                    ? new Named(many.group(2), Integer.parseInt(many.group(1)))
                    : new Named(text, 0);
        }

        List<String> names(String name) {
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                names.add(name + "-" + i);
            }
            return count == 0 ? List.of(name) : names;
        }
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
                            like.border()));
                    countDevices(entry.keyNode(), like.devices().size());
                });
            }
        }
        return homes;
    }

    private Optional<Home> home(String name, Node node) {
        String what = "home '" + name + "'";
        Fields fields = reading.fields(node, what, "provider", "city", "access", "wifi", "devices",
                "nat", "open");
        Optional<Place> place = known.customerPlace(fields);
        fields.find("provider").ifPresent(value -> place.ifPresent(at -> checkResidential(value, at)));
        AccessLine access = fields.find("access").map(this::access).orElse(AccessKind.FIBRE.usual());
        List<DeviceEntry> entries = fields.need("devices", "[laptop (wifi), pc]")
                .map(value -> devices(value, what, MOST_IN_HOME)).orElse(List.of());
        Border border = borders.read(fields, HomeRouterSettings.home().nat().maxFlows(), false,
                names(entries));
        return place.map(at -> new Home(name, at, access, wifi(fields), entries, border));
    }

    private void checkResidential(Node node, Place place) {
        Provider provider = known.provider(node, place.provider()).orElseThrow();
        if (provider.kind() != ProviderKind.RESIDENTIAL) {
            reading.mistake(node, "provider '" + provider.name() + "' does not connect homes: its kind is not"
                    + " residential");
        }
    }

    private WifiQuality wifi(Fields fields) {
        return fields.find("wifi")
                .map(value -> reading.word(value, "a quality of Wi-Fi", WifiQuality.values(),
                        WifiQuality.GOOD))
                .orElse(WifiQuality.GOOD);
    }

    /// `cable 100/20 Mbit/s`, or the same in a mapping with more.
    private AccessLine access(Node node) {
        if (node instanceof ScalarNode) {
            return shortAccess(node);
        }
        Fields fields = reading.fields(node, "'access'", "kind", "rate", "delay", "loss", "buffer");
        AccessLine access = fields.need("kind", "cable").map(this::kind).orElse(AccessKind.FIBRE).usual();
        Optional<Node> rate = fields.find("rate");
        if (rate.isPresent()) {
            access = withRates(access, rate.get(), reading.text(rate.get(), "'rate'").orElse("1 Gbit/s"));
        }
        Optional<Node> delay = fields.find("delay");
        if (delay.isPresent()) {
            long nanos = reading.quantity(delay.get(), "'delay'", Quantities.DELAY, Quantities::delay);
            access = access.withDelay(Duration.ofNanos(nanos));
        }
        Optional<Node> loss = fields.find("loss");
        if (loss.isPresent()) {
            access = access.withLoss(reading.share(loss.get(), "'loss'"));
        }
        Optional<Node> buffer = fields.find("buffer");
        return buffer.isPresent() ? withBuffer(access, buffer.get()) : access;
    }

    private AccessLine withBuffer(AccessLine access, Node node) {
        int bytes = (int) reading.quantity(node, "'buffer'", Quantities.SIZE, Quantities::size);
        // 0 is a mistake that is on record already.
        return bytes == 0 ? access : access.withQueueBytes(bytes);
    }

    private AccessKind kind(Node node) {
        return reading.word(node, "a kind of access", AccessKind.values(), AccessKind.FIBRE);
    }

    private AccessLine shortAccess(Node node) {
        String text = reading.text(node, "'access'").orElse("fibre");
        String[] parts = text.split(" +", 2);
        for (AccessKind kind : AccessKind.values()) {
            if (kind.word().equals(parts[0])) {
                return parts.length == 1 ? kind.usual() : withRates(kind.usual(), node, parts[1]);
            }
        }
        reading.mistake(node, "'" + text + "' is no access" + DidYouMean.hint(parts[0], AccessKind.words())
                + " Allowed: " + String.join(", ", AccessKind.words())
                + ", with rates down/up if not the usual ones, as in 'cable 100/20 Mbit/s'");
        return AccessKind.FIBRE.usual();
    }

    private AccessLine withRates(AccessLine access, Node node, String text) {
        Optional<Quantities.Rates> rates = Quantities.rates(text);
        if (rates.isEmpty()) {
            reading.mistake(node,
                    "'" + text + "' is not " + Quantities.RATE + ", or two of them, down/up, as in"
                            + " '100/20 Mbit/s'");
        }
        return rates.map(found -> access.withBitsPerSecond(found.down(), found.up())).orElse(access);
    }

    private List<DeviceEntry> devices(Node node, String what, int most) {
        Map<String, DeviceEntry> entries = new LinkedHashMap<>();
        for (Node item : reading.items(node, "'devices' of " + what)) {
            Named named = Named.of(reading.text(item, "a device").orElse("?"));
            Matcher device = DEVICE.matcher(named.text());
            if (!device.matches() || device.group(2) != null && !device.group(2).equals("wifi")) {
                reading.mistake(item,
                        "'" + named.text() + "' is no device: write a name, and '(wifi)' if it has no"
                                + " cable, as in 'laptop (wifi)'");
                continue;
            }
            addDevices(item, named.names(device.group(1)), device.group(2) != null, entries);
        }
        if (entries.size() > most) {
            reading.mistake(node,
                    what + " has " + entries.size() + " devices; at most " + most + " are possible");
        }
        return List.copyOf(entries.values());
    }

    private void addDevices(Node item, List<String> names, boolean wireless,
            Map<String, DeviceEntry> entries) {
        if (!known.isName(item, names.getFirst())) {
            return;
        }
        if (RESERVED.contains(names.getFirst())) {
            reading.mistake(item,
                    "'" + names.getFirst() + "' is the name of a part that is there anyway; call the"
                            + " device something else");
        }
        for (String name : names) {
            if (entries.putIfAbsent(name, new DeviceEntry(name, wireless)) != null) {
                reading.mistake(item, "the device '" + name + "' stands here a second time");
            }
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
        Fields fields = reading.fields(node, what, "provider", "city", "network", "rate", "wifi", "devices",
                "nat", "open", "sites");
        Optional<Place> place = known.customerPlace(fields);
        fields.find("provider").ifPresent(value -> place.ifPresent(at -> checkNotTransit(value, at)));
        boolean isPublic = borders.isOff(fields);
        IpPrefix network = network(fields, isPublic, what);
        long rate = fields.find("rate")
                .map(value -> reading.quantity(value, "'rate'", Quantities.RATE, Quantities::rate))
                .orElse(1_000_000_000L);
        int room = (int) Math.min(MOST_IN_OFFICE, network.size() / 2);
        List<DeviceEntry> entries = fields.need("devices", "[12 × desk]")
                .map(value -> devices(value, what, room))
                .orElse(List.of());
        countDevices(node, entries.size());
        List<String> inside = names(entries);
        inside.add("server");
        Border border = borders.read(fields, HomeRouterSettings.office(network).nat().maxFlows(), true,
                inside);
        List<WebSite> own = fields.find("sites")
                .map(value -> sites.readInside(value, place.orElse(new Place("", "")))).orElse(List.of());
        return place.map(at -> new Office(name, at, network, rate, wifi(fields), entries, border, own));
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
