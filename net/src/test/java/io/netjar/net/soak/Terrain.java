package io.netjar.net.soak;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.net.dhcp.DhcpClient;
import io.netjar.net.home.HomeRouter;
import io.netjar.net.home.HomeRouterSettings;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.CoDel;
import io.netjar.net.link.DropTail;
import io.netjar.net.link.FqCoDel;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.link.Port;
import io.netjar.net.link.QueueDiscipline;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.link.Red;
import io.netjar.net.link.TokenBucket;
import io.netjar.net.nat.NatBehaviour;
import io.netjar.net.nat.NatSettings;
import io.netjar.net.nat.NatTimeouts;
import io.netjar.net.nat.TcpTimeouts;
import io.netjar.net.router.Router;
import io.netjar.net.tcp.CongestionAlgorithm;
import io.netjar.net.tcp.EcnMode;
import io.netjar.net.tcp.TcpSettings;
import io.netjar.net.tcp.TcpShortage;
import io.netjar.net.tcp.TimeWaitReuse;
import io.netjar.net.wifi.WifiCell;
import io.netjar.net.wifi.WifiSpec;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A network drawn by chance: clients and servers on a row of routers, the clients perhaps in a home behind NAT.
///
///     client ─┐                              ┌─ server
///     client ─┴─ (home router ─) r1 ─ … ─ rn ┴─ server
final class Terrain {
    static final Duration LEASE = Duration.ofHours(200);

    /// A link with the ports at its ends.
    record Cable(Link link, Port a, Port b) {}

    /// A link with the interfaces at its ends.
    record Line(Link link, NetworkInterface left, NetworkInterface right) {
        void mtu(int bytes) {
            left.mtu(bytes);
            right.mtu(bytes);
            link.aToB(link.aToB().withMtu(bytes));
            link.bToA(link.bToA().withMtu(bytes));
        }
    }

    final Network network;
    final List<Host> clients = new ArrayList<>();
    final List<Host> servers = new ArrayList<>();
    /// Links between two interfaces with addresses, whose MTU may change.
    final List<Line> lines = new ArrayList<>();
    /// All links.
    final List<Link> links = new ArrayList<>();
    /// The same with their ends.
    final List<Cable> cables = new ArrayList<>();
    final @Nullable HomeRouter home;
    /// Whether bits are spoilt on some link. No packet is fragmented then: of two wrong bits in two fragments, the checksum
    /// over the whole may not notice.
    final boolean spoilsBits;
    /// Whether listeners whose queue is full answer by SYN cookies.
    final boolean hasCookies;
    private final List<DhcpClient> leases = new ArrayList<>();
    final List<Router> routers = new ArrayList<>();
    private final Chance chance;
    private final boolean isInParts;

    Terrain(long seed) {
        this(seed, false);
    }

    /// @param inParts whether each host has a part of the network for itself, and a home one for all that is in it
    Terrain(long seed, boolean inParts) {
        isInParts = inParts;
        chance = Chance.of(seed, "terrain");
        spoilsBits = chance.happens(0.4);
        hasCookies = chance.happens(0.5);
        network = new Network(new Engine(seed));
        int routerCount = 1 + (chance.happens(0.5) ? chance.nextInt(4) : 0);
        for (int i = 0; i < routerCount; i++) {
            routers.add(new Router(place(), "r" + i));
            if (i > 0) {
                join(routers.get(i - 1), routers.get(i), "10.0." + i);
                routers.get(i - 1).addDefaultRoute(IpAddress.of("10.0." + i + ".2"));
            }
        }
        for (int i = 1; i < routerCount; i++) {
            routers.get(i).addRoute(IpPrefix.of("10.1.0.0/16"), IpAddress.of("10.0." + i + ".1"));
        }
        home = chance.happens(0.4) ? home() : null;
        int clientCount = 1 + chance.nextInt(3);
        for (int i = 0; i < clientCount; i++) {
            addClient(i);
        }
        int serverCount = 1 + chance.nextInt(2);
        for (int i = 0; i < serverCount; i++) {
            servers.add(new Host(place(), "server" + i, tcpSettings()));
            join(routers.getLast(), servers.getLast(), "10.2." + i);
            servers.getLast().addDefaultRoute(IpAddress.of("10.2." + i + ".1"));
        }
    }

    private Network place() {
        return isInParts ? network.partition() : network;
    }

    IpAddress address(Host host) {
        return host.ip().interfaces().getFirst().address();
    }

    boolean hasAddresses() {
        return leases.stream().allMatch(lease -> lease.binding().isPresent());
    }

    /// Lets everybody stop what goes on by itself.
    void stop() {
        leases.forEach(DhcpClient::stop);
    }

    long flows() {
        return home == null ? 0 : home.nat().flows();
    }

    private HomeRouter home() {
        // Patience with connections that are being closed: else their last segments may find no mapping after a long outage.
        Duration patience = Duration.ofHours(2);
        var timeouts = NatTimeouts.homeRouter()
                .withTcp(new TcpTimeouts(patience, patience, patience, patience,
                        patience, patience, patience, patience));
        var nat = NatSettings.homeRouter().withTimeouts(timeouts).withMapping(pick(NatBehaviour.values()))
                .withFiltering(pick(NatBehaviour.values()));
        var router = new HomeRouter(place(), "home",
                HomeRouterSettings.home().withNat(nat).withLease(LEASE)
                        .withRefusesPrivateDestinations(false));
        NetworkInterface down = routers.getFirst().addInterface("home", IpAddress.of("10.1.99.1"), 24);
        Link link = plug("wan", router.wan(), down.port(), 1500);
        lines.add(new Line(link, router.wanInterface(), down));
        router.wanAddress(IpAddress.of("10.1.99.2"), 24, IpAddress.of("10.1.99.1"), List.of());
        return router;
    }

    private void addClient(int number) {
        HomeRouter router = home;
        Network place = router == null ? place() : router.wan().network();
        var client = new Host(place, "client" + number, tcpSettings());
        clients.add(client);
        if (router == null) {
            join(routers.getFirst(), client, "10.1." + number);
            client.addDefaultRoute(IpAddress.of("10.1." + number + ".1"));
            return;
        }
        NetworkInterface card = client.addInterface("eth0");
        String name = "lan" + number;
        if (chance.happens(0.3)) {
            var cell = new WifiCell(place, name, chance.happens(0.5) ? WifiSpec.good() : WifiSpec.far());
            cell.accessPoint(router.newLanPort());
            cell.join(card.port());
        } else {
            plug(name, card.port(), router.newLanPort(), 1500);
        }
        if (chance.happens(0.3)) {
            card.mtu(leastMtu() + chance.nextInt(1500 - leastMtu()));
        }
        var lease = new DhcpClient(client, card);
        leases.add(lease);
        lease.start();
    }

    private void join(Host left, Host right, String net) {
        NetworkInterface leftEnd = left.addInterface("to-" + right.name());
        NetworkInterface rightEnd = right.addInterface("to-" + left.name());
        leftEnd.addAddress(IpAddress.of(net + ".1"), 24);
        rightEnd.addAddress(IpAddress.of(net + ".2"), 24);
        int mtu = chance.happens(0.5) ? 1500 : leastMtu() + chance.nextInt(8400);
        Link link = plug(net, leftEnd.port(), rightEnd.port(), mtu);
        var line = new Line(link, leftEnd, rightEnd);
        line.mtu(mtu);
        lines.add(line);
    }

    private Link plug(String name, Port a, Port b, int mtu) {
        var link = new Link(network, name, a, b, spec(mtu), spec(mtu));
        links.add(link);
        cables.add(new Cable(link, a, b));
        return link;
    }

    int leastMtu() {
        return spoilsBits ? 576 : 300;
    }

    private LinkSpec spec(int mtu) {
        return LinkSpec.ethernet().withMtu(mtu).withQueue(discipline()).withBitsPerSecond(rate(chance))
                .withDelay(Duration.ofNanos(1000L * chance.nextInt(chance.happens(0.2) ? 300_000 : 20_000)));
    }

    private QueueDiscipline discipline() {
        return switch (chance.nextInt(12)) {
            case 0 -> Red.within(100_000 + chance.nextInt(200_000)).withEcn(chance.happens(0.5));
            case 1 -> CoDel.usual().withEcn(chance.happens(0.5));
            case 2 -> FqCoDel.usual().withEcn(chance.happens(0.5)).withFlows(1 + chance.nextInt(64));
            case 3 -> new TokenBucket(queue(), rate(chance), 10_000 + chance.nextInt(100_000));
            default -> new DropTail(queue());
        };
    }

    /// From 100 kbit/s to 1 Gbit/s, each order of magnitude as likely.
    static long rate(Chance chance) {
        return (long) (100_000 * StrictMath.pow(10, 4 * chance.nextDouble()));
    }

    /// Room for some fragments in a row at least, or no packet that has to be cut would ever pass.
    private QueueLimit queue() {
        return switch (chance.nextInt(3)) {
            case 0 -> QueueLimit.packets(4 + chance.nextInt(100));
            case 1 -> QueueLimit.time(Duration.ofMillis(200 + chance.nextInt(1000)));
            default -> QueueLimit.bytes(10_000 + chance.nextInt(200_000));
        };
    }

    /// A host's TCP with anything that may be set, and retries enough for any weather.
    private TcpSettings tcpSettings() {
        int receive = 2048 + chance.nextInt(chance.happens(0.5) ? 10_000 : 200_000);
        int send = 2048 + chance.nextInt(chance.happens(0.5) ? 10_000 : 200_000);
        return TcpSettings.linuxLike()
                .withOptions(chance.happens(0.7), chance.happens(0.7), chance.happens(0.7))
                .withReceiveBuffer(receive, receive * (1 + chance.nextInt(8)))
                .withSendBuffer(send, send * (1 + chance.nextInt(8)))
                .withRetries(40, 60)
                .withRto(Duration.ofMillis(chance.happens(0.6) ? 200 : 1 + chance.nextInt(1000)),
                        Duration.ofSeconds(chance.happens(0.5) ? 120 : 20 + chance.nextInt(60)))
                .withDelayedAck(Duration.ofMillis(chance.happens(0.6) ? 40 : chance.nextInt(500)))
                .withTimeWait(Duration.ofSeconds(1 + chance.nextInt(60)))
                .withCongestionControl(pick(CongestionAlgorithm.values())).withEcn(pick(EcnMode.values()))
                .withBlackHoleDetection(chance.happens(0.3))
                .withShortage(TcpShortage.linuxLike().withTimeWaitReuse(pick(TimeWaitReuse.values()))
                        .withSynCookies(hasCookies));
    }

    private <T> T pick(T[] all) {
        return pick(chance, all);
    }

    static <T> T pick(Chance chance, T[] all) {
        return all[chance.nextInt(all.length)];
    }
}
