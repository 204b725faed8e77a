package io.netjar.internet.assembly;

import io.netjar.internet.description.Description;
import io.netjar.internet.description.Leasing;
import io.netjar.internet.description.Place;
import io.netjar.net.dhcp.DhcpScope;
import io.netjar.net.dhcp.DhcpServer;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Port;
import io.netjar.net.link.Switch;
import io.netjar.net.modem.AccessLine;
import io.netjar.net.router.Router;
import io.netjar.wire.IpPrefix;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where homes' lines end: behind every edge router a switch (a cable head end, an optical line terminal, a DSLAM) with
/// up to 100 lines, and a DHCP server that gives each home its public address.
final class AccessNetworks {
    private final Ground ground;
    private final Backbone backbone;
    private final NameService names;
    private final Map<Place, Integer> homes = new LinkedHashMap<>();
    private final Map<Router, Switch> switches = new LinkedHashMap<>();
    private final Map<Router, NetworkInterface> interfaces = new LinkedHashMap<>();

    AccessNetworks(Ground ground, Backbone backbone, NameService names) {
        this.ground = ground;
        this.backbone = backbone;
        this.names = names;
    }

    /// Lays a line from a home's modem to the provider.
    void connect(String name, Place place, AccessLine access, Port modem) {
        int number = homes.merge(place, 1, Integer::sum) - 1;
        Router edge = backbone.edges(place).get(number / Description.HOMES_PER_EDGE);
        Switch lines = switches.computeIfAbsent(edge, router -> open(router, place.provider()));
        ground.link(name, modem, lines.newPort(), access.up(), access.down());
        // The edge router's one interface serves all lines behind the switch, so that the narrowest sets its MTU.
        NetworkInterface at = interfaces.get(edge);
        if (at != null) {
            at.mtu(Math.min(at.mtu(), access.down().mtu()));
        }
    }

    private Switch open(Router edge, String provider) {
        IpPrefix network = ground.addresses(provider).nextHomes();
        Switch lines = new Switch(ground.network(), edge.name() + "/access");
        NetworkInterface at = backbone.attach(edge, "access", network.at(1), network);
        interfaces.put(edge, at);
        ground.link(edge.name() + " to " + lines.name(), at.port(), lines.newPort(), LinkSpec.dataCenter(),
                LinkSpec.dataCenter());
        ground.paths().originate(edge, network);
        names.homes(provider, network);
        Leasing leasing = ground.description().provider(provider).dhcp();
        DhcpScope scope = DhcpScope.of(network, network.at(1))
                .withPool(network.at(2), network.at((int) network.size() - 2))
                .withNameservers(names.resolver(provider).stream().toList())
                .withLease(leasing.lease()).withPingWait(leasing.pingWait());
        new DhcpServer(edge, at, scope);
        return lines;
    }
}
