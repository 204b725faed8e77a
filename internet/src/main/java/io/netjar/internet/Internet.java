package io.netjar.internet;

import io.netjar.dns.LookupResult;
import io.netjar.dns.Stub;
import io.netjar.dns.dnssec.TrustAnchor;
import io.netjar.engine.Engine;
import io.netjar.internet.assembly.Assembly;
import io.netjar.internet.assembly.Premises;
import io.netjar.internet.assembly.Station;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.DescriptionException;
import io.netjar.internet.description.WebSite;
import io.netjar.internet.event.Faults;
import io.netjar.internet.event.Lines;
import io.netjar.internet.event.Units;
import io.netjar.internet.geography.City;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Link;
import io.netjar.net.link.Network;
import io.netjar.net.router.Router;
import io.netjar.netty.EngineEventLoop;
import io.netjar.netty.HostTransport;
import io.netjar.web.Access;
import io.netjar.web.browser.Browser;
import io.netjar.web.client.ClientEvent;
import io.netjar.web.client.HttpClient;
import io.netjar.web.client.NameLookup;
import io.netjar.web.client.WebSocketClient;
import io.netjar.web.tls.Authority;
import io.netjar.web.tls.TlsClient;
import io.netjar.wire.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A running Internet: everything that a description says, on one engine. It stands still unless its engine runs; the
/// same description and seed give the same bytes on every line.
///
/// One thread at a time uses it: the one that runs the engine.
public final class Internet {
    /// How long [#settle] waits at most, in nanoseconds. A DHCP client that lost a message asks again after 4, 8, 16 and
    /// 32 s (RFC 2131 §4.1); after those a minute has passed.
    private static final long SETTLING_LIMIT = 64_000_000_000L;

    private final Description description;
    private final Network network;
    private final Assembly assembly;
    private final Map<String, Device> devices = new LinkedHashMap<>();
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    /// Made when somebody first asks for them, as they know every cable by name.
    private @Nullable Faults faults;
    private boolean hasBegun;

    private Internet(Description description, Network network, Assembly assembly) {
        this.description = description;
        this.network = network;
        this.assembly = assembly;
        assembly.routers().forEach(this::add);
        assembly.servers().forEach(this::add);
        for (Premises premises : assembly.premises()) {
            add(premises.router().host());
            premises.server().ifPresent(this::add);
            premises.stations().forEach(this::addDevice);
        }
    }

    private void add(Host host) {
        hosts.put(host.name(), host);
    }

    private void addDevice(Station station) {
        Host host = station.host();
        add(host);
        devices.put(host.name(), new Device(host.name(), host, station.at(), station.dhcp(), new Stub(host),
                new HostTransport(assembly.loop(), host)));
    }

    /// Builds what the file describes, in YAML or as a map of a real network; see [DescriptionFile].
    ///
    /// @throws IOException if the file, or a folder that it names, cannot be read
    /// @throws DescriptionException if it has mistakes
    public static Internet open(Path file, long seed) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        return open(DescriptionFile.read(file).description(), parent == null ? Path.of("") : parent, seed);
    }

    /// Builds a description. Its programs are at their beginning; no time has passed.
    ///
    /// @param folder where the folders that it names are looked up
    /// @throws IOException if one of them is not there
    public static Internet open(Description description, Path folder, long seed) throws IOException {
        Network network = new Network(new Engine(seed));
        return new Internet(description, network, new Assembly(description, folder, network));
    }

    /// Runs virtual time until every home and every device has its address by DHCP, a minute at most. Returns whether
    /// all have. The description's events are counted from then.
    public boolean settle() {
        boolean haveAll = waitForAddresses();
        beginEvents();
        return haveAll;
    }

    /// Lets the description's events happen, counted from now. [#settle()] does so; who lets time pass without it may. What
    /// has begun does not begin again.
    public void beginEvents() {
        if (!hasBegun && !description.events().isEmpty()) {
            faults().schedule(description.events());
        }
        hasBegun = true;
    }

    /// What cuts lines, changes them and puts them back.
    public Faults faults() {
        Faults known = faults;
        if (known == null) {
            known = new Faults(engine(), description.wiring(), new Lines() {
                @Override
                public Link line(String name) {
                    return link(name);
                }

                @Override
                public void resized(String name) {
                    assembly.resized(name);
                }
            }, new CellSwitch(this));
            faults = known;
        }
        return known;
    }

    private boolean waitForAddresses() {
        var waiting = new ArrayList<NetworkInterface>();
        for (Premises premises : assembly.premises()) {
            waiting.add(premises.router().wanInterface());
            premises.stations().forEach(station -> waiting.add(station.at()));
        }
        return network.engine().runUntil(() -> {
            while (!waiting.isEmpty() && !waiting.getLast().addresses().isEmpty()) {
                waiting.removeLast();
            }
            return waiting.isEmpty();
        }, network.engine().now() + SETTLING_LIMIT);
    }

    /// The clock on which everything happens.
    public Engine engine() {
        return network.engine();
    }

    /// The event loop of all Netty programs.
    public EngineEventLoop loop() {
        return assembly.loop();
    }

    /// Where captures and other observers are attached.
    public Network network() {
        return network;
    }

    /// What was built.
    public Description description() {
        return description;
    }

    /// The devices of homes and offices, in the description's order.
    public List<Device> devices() {
        return List.copyOf(devices.values());
    }

    /// The device of that name, as in `alice/laptop`.
    ///
    /// @throws IllegalArgumentException if there is none
    public Device device(String name) {
        Device device = devices.get(name);
        if (device == null) {
            throw new IllegalArgumentException("no device is called '" + name + "'; there are "
                    + String.join(", ", devices.keySet().stream().limit(20).toList()));
        }
        return device;
    }

    /// The host of that name: a router, a server, a home router or a device.
    public Optional<Host> host(String name) {
        return Optional.ofNullable(hosts.get(name));
    }

    /// The providers' routers.
    public List<Router> routers() {
        return assembly.routers();
    }

    /// The providers' servers: web and name servers, resolvers.
    public List<Host> servers() {
        return assembly.servers();
    }

    /// The insides of homes, then of offices.
    public List<Premises> premises() {
        return assembly.premises();
    }

    /// The public sites.
    public List<WebSite> sites() {
        return description.sites();
    }

    /// The address of a public site's server.
    public Optional<IpAddress> addressOf(WebSite site) {
        return Optional.ofNullable(assembly.sites().get(site));
    }

    /// All cables and lines by name, as in `pacific/seoul to pacific/tokyo`, `alice/line` or `alice/pc to alice/switch`.
    public Map<String, Link> links() {
        return assembly.links();
    }

    /// The cable or line of that name; see [#links()].
    ///
    /// @throws IllegalArgumentException if there is none
    public Link link(String name) {
        Link link = assembly.links().get(name);
        if (link == null) {
            throw new IllegalArgumentException("no line is called '" + name + "'");
        }
        return link;
    }

    /// The name of whoever has the public `address` now.
    public Optional<String> nameOf(IpAddress address) {
        return assembly.nameOf(address);
    }

    /// The name of whoever has `address` now as `device` sees it, for people who read its traceroute: private addresses
    /// are those of its own home or office.
    public Optional<String> nameOf(IpAddress address, Device device) {
        String place = device.name().substring(0, device.name().indexOf('/'));
        return assembly.premises().stream().filter(premises -> premises.name().equals(place))
                .flatMap(premises -> premises.nameOf(address).stream()).findFirst()
                .or(() -> assembly.nameOf(address));
    }

    /// The recursive resolver that `device` uses now; none if it has no address yet.
    public Optional<ResolverInUse> resolverOf(Device device) {
        String place = device.name().substring(0, device.name().indexOf('/'));
        return assembly.premises().stream().filter(premises -> premises.name().equals(place)).findFirst()
                .flatMap(inside -> ResolverInUse.of(device, inside, assembly.resolvers()));
    }

    /// Who vouches for all sites; programs inside trust its root and nobody else.
    public Authority authority() {
        return assembly.authority();
    }

    /// The root's key, with which validating resolvers begin to trust what is signed (DNSSEC); none if the root is not
    /// signed.
    public Optional<TrustAnchor> trustAnchor() {
        return assembly.trustAnchor();
    }

    /// What fetches pages as `device`, over TLS too: names are resolved by its stub, and the authority of this Internet
    /// is trusted.
    public HttpClient httpClient(Device device, HttpClient.Settings settings) {
        return new HttpClient(device.transport(), names(device), settings).with(tlsClient());
    }

    /// What opens WebSockets as `device`; names and trust as for [#httpClient].
    ///
    /// @param steps is told of each step on the way
    public WebSocketClient webSocketClient(Device device, Consumer<ClientEvent> steps) {
        return new WebSocketClient(device.transport(), names(device), Optional.of(tlsClient()), steps);
    }

    /// A usual browser on `device`.
    public Browser browser(Device device) {
        return browser(device, Browser.Settings.DEFAULT);
    }

    /// A browser on `device`, with an empty cache: names are resolved by the device's stub, and the authority of this
    /// Internet is trusted.
    public Browser browser(Device device, Browser.Settings settings) {
        return new Browser(device.transport(), names(device), settings, Optional.of(tlsClient()));
    }

    private TlsClient tlsClient() {
        return new TlsClient(engine(), authority()::root);
    }

    private static NameLookup names(Device device) {
        return (name, answer) -> device.stub().lookup(name,
                result -> answer.accept(switch (result) {
                    case LookupResult.Addresses found -> new NameLookup.Answer.Found(found.addresses());
                    case LookupResult.NoSuchName _ -> new NameLookup.Answer.Failed("there is no such name");
                    case LookupResult.NoData _ -> new NameLookup.Answer.Failed("the name has no address");
                    case LookupResult.Failed failed -> new NameLookup.Answer.Failed(failed.reason());
                }));
    }

    /// Tells `listener` of every request that any web server answers from now on.
    public void onAccess(Access.Listener listener) {
        assembly.onAccess(listener);
    }

    /// What there is, for people: providers, exchanges, routers, servers, homes and offices, devices, sites; and events, if any
    /// are described.
    public List<Listing> listings() {
        List<Listing> all = new ArrayList<>(listingsOfThings());
        if (!description.events().isEmpty()) {
            all.add(new Listing("events", List.of("time", "what happens"), eventRows()));
        }
        return all;
    }

    private List<Listing> listingsOfThings() {
        return List.of(
                new Listing("providers", List.of("name", "kind", "cities", "addresses"), description
                        .providers()
                        .stream()
                        .map(provider -> List.of(provider.name(),
                                provider.kind().name().toLowerCase(Locale.ROOT),
                                provider.cities().stream().map(City::name).collect(Collectors.joining(", ")),
                                provider.addresses().toString()))
                        .toList()),
                new Listing("exchanges", List.of("name", "city", "members"),
                        description.exchanges().stream()
                                .map(exchange -> List.of(exchange.name(), exchange.city(),
                                        String.join(", ", exchange.members())))
                                .toList()),
                new Listing("routers", List.of("name", "addresses"), rows(assembly.routers())),
                new Listing("servers", List.of("name", "address"), rows(assembly.servers())),
                new Listing("homes and offices", List.of("name", "public address", "inside"), assembly
                        .premises()
                        .stream()
                        .map(inside -> List.of(inside.name(),
                                inside.router().wanInterface().address().toString(),
                                inside.router().lanInterface().addresses().getFirst().prefix().toString()))
                        .toList()),
                new Listing("devices", List.of("name", "address"),
                        devices.values().stream()
                                .map(device -> List.of(device.name(), device.address().toString())).toList()),
                new Listing("sites", List.of("name", "place", "address"), siteRows()));
    }

    private List<List<String>> eventRows() {
        return description.events().stream()
                .map(event -> List.of(Units.time(event.at()), event.action().sentence())).toList();
    }

    private static List<List<String>> rows(List<? extends Host> hosts) {
        return hosts.stream().map(host -> List.of(host.name(), host.ip().interfaces().stream()
                .map(at -> at.address().toString()).collect(Collectors.joining(", ")))).toList();
    }

    private List<List<String>> siteRows() {
        List<List<String>> rows = new ArrayList<>();
        assembly.sites().forEach(
                (site, address) -> rows
                        .add(List.of(site.name(), site.place().toString(), address.toString())));
        for (Premises office : assembly.offices()) {
            office.server().ifPresent(server -> office.sites()
                    .forEach(site -> rows.add(List.of(site.name(), "inside " + office.name(),
                            server.ip().interfaces().getFirst().address().toString()))));
        }
        return rows;
    }
}
