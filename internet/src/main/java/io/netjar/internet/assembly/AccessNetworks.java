package io.netjar.internet.assembly;

import io.netjar.internet.description.Home;
import io.netjar.internet.description.Leasing;
import io.netjar.internet.description.Place;
import io.netjar.net.dhcp.DhcpScope;
import io.netjar.net.dhcp.DhcpServer;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Port;
import io.netjar.net.link.Switch;
import io.netjar.net.router.Router;
import io.netjar.wire.IpPrefix;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where homes' lines end: behind every edge router a switch (a cable head end, an optical line terminal, a DSLAM) with
/// up to 100 lines if nothing else is said, and a DHCP server that gives each home its public address.
final class AccessNetworks {
    private final Ground ground;
    private final Backbone backbone;
    private final NameService names;
    private final Map<Place, Integer> homes = new LinkedHashMap<>();
    private final Map<Router, Access> accesses = new LinkedHashMap<>();

    AccessNetworks(Ground ground, Backbone backbone, NameService names) {
        this.ground = ground;
        this.backbone = backbone;
        this.names = names;
    }

    /// What is behind an edge router.
    private record Access(Switch lines, MtuGroup senders, DhcpServer dhcp) {}

    /// Lays a line from a home's modem to the provider, whose DHCP server keeps the home's address for its router if one is
    /// said.
    void connect(Home home, Port modem, NetworkInterface wan) {
        Place place = home.place();
        int number = homes.merge(place, 1, Integer::sum) - 1;
        int each = ground.description().provider(place.provider()).homesPerEdge();
        Router edge = backbone.edges(place).get(number / each);
        Access access = accesses.computeIfAbsent(edge, router -> open(router, place.provider()));
        ground.link(home.name() + "/line", modem, access.lines().newPort(), home.access().up(),
                home.access().down());
        // The edge router's one interface serves all lines behind the switch, so that the narrowest sets its MTU.
        ground.keep(access.senders(), home.name() + "/line", false);
        ground.numbering().find(wan.port().name())
                .ifPresent(own -> access.dhcp().reserve(wan.mac(), own.address()));
    }

    private Access open(Router edge, String provider) {
        Switch lines = new Switch(ground.network(), edge.name() + "/access");
        NetworkInterface at = backbone.attach(edge, "access");
        IpPrefix network = Backbone.networkAt(at);
        String cable = edge.name() + " to " + lines.name();
        ground.link(cable, at.port(), lines.newPort(), LinkSpec.dataCenter(), LinkSpec.dataCenter());
        MtuGroup senders = MtuGroup.of(at);
        ground.keep(senders, cable, true);
        ground.paths().originate(edge, network);
        names.homes(provider, network);
        Leasing leasing = ground.description().provider(provider).dhcp();
        DhcpScope scope = DhcpScope.of(network, at.address())
                .withPool(network.at(1), network.at((int) network.size() - 2))
                .withNameservers(names.resolver(provider).stream().toList())
                .withLease(leasing.lease()).withPingWait(leasing.pingWait());
        return new Access(lines, senders, new DhcpServer(edge, at, scope));
    }
}
