package io.netjar.internet.assembly;

import io.netjar.dns.Resolver;
import io.netjar.dns.dnssec.TrustAnchor;
import io.netjar.engine.Timer;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.Home;
import io.netjar.internet.description.Office;
import io.netjar.internet.description.WebSite;
import io.netjar.net.host.Host;
import io.netjar.net.link.Link;
import io.netjar.net.link.Network;
import io.netjar.net.router.Router;
import io.netjar.netty.EngineEventLoop;
import io.netjar.web.Access;
import io.netjar.web.tls.Authority;
import io.netjar.wire.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// A description built: everything is wired, every server serves, every DHCP client has begun to ask. Nothing happens
/// until the engine runs.
public final class Assembly {
    /// 5 ms: longer than a frame takes on a usual access line.
    private static final long BETWEEN_HOMES = 5_000_000;
    /// Longer than a frame takes through an office's switch.
    private static final long BETWEEN_DESKS = 50_000;
    /// All offices have begun by then, however many there are.
    private static final long ALL_OFFICES = 1_000_000_000;

    private final Ground ground;
    private final Backbone backbone;
    private final ServerRooms rooms;
    private final AccessLog log = new AccessLog();
    private final List<Premises> homes = new ArrayList<>();
    private final List<Premises> offices = new ArrayList<>();
    private final Map<WebSite, IpAddress> sites;
    private final Authority authority;
    private final NameService names;

    /// Builds `description` on `network`.
    ///
    /// @param folder where the sites' folders are looked up
    /// @throws IOException if one of them is not there
    public Assembly(Description description, Path folder, Network network) throws IOException {
        ground = new Ground(description, network);
        backbone = new Backbone(ground);
        backbone.build();
        rooms = new ServerRooms(ground, backbone);
        authority = new Authority(network.engine(), topLevelDomains(description));
        names = new NameService(ground, rooms);
        names.placeRootsAndResolvers();
        WebHosting hosting = new WebHosting(ground, rooms, folder, log, authority);
        sites = hosting.placePublicSites();
        names.publish(sites);
        buildHomes();
        OfficeBuilding building = new OfficeBuilding(ground, backbone, names, hosting);
        for (Office office : description.offices()) {
            offices.add(building.build(office));
        }
        ground.paths().install();
        ground.paths().follow(network.engine());
        switchOn();
    }

    /// Homes come on one after the other, as the first frames of each go to all that share its edge router; so do the
    /// devices of an office, each of which is heard by all others, and the offices: a machine is fast while what it works
    /// on at a time is small.
    private void switchOn() {
        for (int i = 0; i < homes.size(); i++) {
            Premises home = homes.get(i);
            new Timer(ground.network().engine(), _ -> {
                home.router().wanByDhcp();
                home.stations().forEach(station -> station.dhcp().start());
            }).armAt(i % homesPerEdge(i) * BETWEEN_HOMES);
        }
        long begin = 0;
        for (Premises office : offices) {
            long start = begin;
            for (Station station : office.stations()) {
                new Timer(ground.network().engine(), _ -> station.dhcp().start()).armAt(start);
                start += BETWEEN_DESKS;
            }
            begin = Math.min(start, begin + ALL_OFFICES / offices.size());
        }
    }

    private int homesPerEdge(int home) {
        Description description = ground.description();
        return description.provider(description.homes().get(home).place().provider()).homesPerEdge();
    }

    private void buildHomes() {
        HomeBuilding building = new HomeBuilding(ground, new AccessNetworks(ground, backbone, names));
        for (Home home : ground.description().homes()) {
            homes.add(building.build(home));
        }
    }

    /// Where there are sites, those inside of offices too: no others need certificates.
    private static List<String> topLevelDomains(Description description) {
        var domains = new TreeSet<String>();
        description.sites().forEach(site -> domains.add(site.topLevelDomain()));
        description.offices()
                .forEach(office -> office.sites().forEach(site -> domains.add(site.topLevelDomain())));
        return domains.isEmpty() ? List.of("test") : List.copyOf(domains);
    }

    /// The key with which trust in names begins, if the root is signed.
    public Optional<TrustAnchor> trustAnchor() {
        return names.anchor();
    }

    /// Who vouches for all sites.
    public Authority authority() {
        return authority;
    }

    /// All recursive resolvers by the hosts that they run on.
    public Map<Host, Resolver> resolvers() {
        return Collections.unmodifiableMap(names.programs());
    }

    /// The event loop of all Netty programs.
    public EngineEventLoop loop() {
        return ground.loop();
    }

    /// The name of whoever has `address` now, outside of all homes and offices.
    public Optional<String> nameOf(IpAddress address) {
        return ground.names().nameOf(address);
    }

    /// All routers of providers, provider by provider.
    public List<Router> routers() {
        return backbone.routers();
    }

    /// The machines in the providers' server rooms.
    public List<Host> servers() {
        return List.copyOf(rooms.servers());
    }

    /// The insides of homes, in the order of the description.
    public List<Premises> homes() {
        return List.copyOf(homes);
    }

    /// The insides of offices, in the order of the description.
    public List<Premises> offices() {
        return List.copyOf(offices);
    }

    /// Homes, then offices.
    public List<Premises> premises() {
        List<Premises> all = new ArrayList<>(homes);
        all.addAll(offices);
        return all;
    }

    /// The public sites with their servers' addresses.
    public Map<WebSite, IpAddress> sites() {
        return sites;
    }

    /// All cables and lines by name.
    public Map<String, Link> links() {
        return ground.links();
    }

    /// A line carries longer or shorter packets than before: those who send into it keep to that.
    public void resized(String line) {
        ground.resized(line);
    }

    /// Tells `listener` of every request that any web server answers from now on.
    public void onAccess(Access.Listener listener) {
        log.add(listener);
    }
}
