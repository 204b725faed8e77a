package io.netjar.internet.assembly;

import io.netjar.internet.description.Description;
import io.netjar.internet.description.Exchange;
import io.netjar.internet.description.Interconnection;
import io.netjar.internet.description.Place;
import io.netjar.internet.description.Provider;
import io.netjar.internet.geography.City;
import io.netjar.internet.geography.Fibre;
import io.netjar.net.ip.InterfaceAddress;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Switch;
import io.netjar.net.router.Router;
import io.netjar.wire.IpPrefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The providers' routers, the lines between them, and the exchanges.
final class Backbone {
    /// Where a line within a city ends: routers and exchange ports of 100 Gbit/s.
    private static final LinkSpec IN_CITY = LinkSpec.backbone(Duration.ofNanos(Fibre.WITHIN_CITY_NANOS));

    private final Ground ground;
    private final Map<Place, Router> cores = new LinkedHashMap<>();
    private final Map<Place, List<Router>> edges = new LinkedHashMap<>();

    Backbone(Ground ground) {
        this.ground = ground;
    }

    void build() {
        ground.description().providers().forEach(this::addRouters);
        for (Provider provider : ground.description().providers()) {
            provider.lines().forEach(line -> addLongLine(provider, line));
        }
        ground.description().exchanges().forEach(this::addExchange);
        ground.description().interconnections().forEach(this::interconnect);
    }

    private void addRouters(Provider provider) {
        for (City city : provider.cities()) {
            Place place = new Place(provider.name(), city.name());
            Router core = new Router(ground.network(), place + "/core");
            cores.put(place, core);
            List<Router> edgesHere = new ArrayList<>();
            int edgeRouters = ground.description().edgeRouters(place);
            for (int i = 0; i < edgeRouters; i++) {
                Router edge = new Router(ground.network(), Description.edgeRouter(place, i));
                edgesHere.add(edge);
                String edgeName = edge.name().substring(edge.name().lastIndexOf('/') + 1);
                connect(edge.name() + " to " + core.name(), new End(edge, "core"), new End(core, edgeName),
                        new Line(ground.changed(edge.name(), core.name(), IN_CITY),
                                ground.changed(core.name(), edge.name(), IN_CITY)));
            }
            edges.put(place, edgesHere);
        }
    }

    private void addLongLine(Provider provider, Provider.Line line) {
        Place from = new Place(provider.name(), line.from());
        Place to = new Place(provider.name(), line.to());
        long nanos = Fibre.delayNanos(provider.city(line.from()), provider.city(line.to()));
        LinkSpec usual = LinkSpec.backbone(Duration.ofNanos(nanos));
        connect(from, to, usual);
    }

    private void interconnect(Interconnection line) {
        connect(new Place(line.provider(), line.city()), new Place(line.transit(), line.city()), IN_CITY);
    }

    /// A line between two cores, as the description wants it.
    private void connect(Place from, Place to, LinkSpec usual) {
        connect(from + " to " + to, new End(core(from), to.toString()), new End(core(to), from.toString()),
                new Line(ground.changed(from.toString(), to.toString(), usual),
                        ground.changed(to.toString(), from.toString(), usual)));
    }

    /// Both directions of a line.
    private record Line(LinkSpec there, LinkSpec back) {}

    /// A router at which a line ends, and what its interface there is called.
    private record End(Router router, String at) {}

    /// A line between two routers. Each end sends packets of the MTU of its direction at most.
    private void connect(String name, End oneEnd, End otherEnd, Line line) {
        Router one = oneEnd.router();
        Router other = otherEnd.router();
        NetworkInterface oneAt = attach(one, oneEnd.at());
        NetworkInterface otherAt = attach(other, otherEnd.at());
        ground.link(name, oneAt.port(), otherAt.port(), line.there(), line.back());
        ground.keep(MtuGroup.of(oneAt), name, true);
        ground.keep(MtuGroup.of(otherAt), name, false);
        ground.paths().link(one, oneAt, other, otherAt,
                Math.max(line.there().delayNanos(), line.back().delayNanos()));
        IpPrefix network = networkAt(oneAt);
        ground.paths().originate(one, network);
        ground.paths().originate(other, network);
    }

    private void addExchange(Exchange exchange) {
        Switch fabric = new Switch(ground.network(), exchange.name());
        List<Router> routers = new ArrayList<>();
        List<NetworkInterface> ports = new ArrayList<>();
        List<LinkSpec> cables = new ArrayList<>();
        for (String member : exchange.members()) {
            String place = member + "/" + exchange.city();
            Router router = core(new Place(member, exchange.city()));
            NetworkInterface at = attach(router, exchange.name() + "/port");
            LinkSpec there = ground.changed(place, exchange.name(), IN_CITY);
            LinkSpec back = ground.changed(exchange.name(), place, IN_CITY);
            ground.link(place + " to " + exchange.name(), at.port(), fabric.newPort(), there, back);
            ground.paths().originate(router, exchange.addresses());
            for (int i = 0; i < routers.size(); i++) {
                ground.paths().link(routers.get(i), ports.get(i), router, at,
                        cables.get(2 * i).delayNanos() + back.delayNanos());
            }
            routers.add(router);
            ports.add(at);
            cables.addAll(List.of(there, back));
        }
        keepTogether(exchange, ports);
    }

    /// All who meet on a switch must keep to the same MTU: the smallest.
    private void keepTogether(Exchange exchange, List<NetworkInterface> ports) {
        var group = new MtuGroup();
        ports.forEach(group::sender);
        for (String member : exchange.members()) {
            String cable = member + "/" + exchange.city() + " to " + exchange.name();
            ground.keep(group, cable, true);
            ground.keep(group, cable, false);
        }
    }

    /// Gives `router` one more interface with its address.
    ///
    /// @param name after what is at the other end, so that it stays the same whatever else the router connects
    NetworkInterface attach(Router router, String name) {
        InterfaceAddress own = ground.numbering().of(router.name() + ":" + name);
        NetworkInterface added = router.addInterface(name, own.address(), own.prefixLength());
        ground.names().fixed(own.address(), router, name);
        return added;
    }

    /// The network that an interface of a router is in.
    static IpPrefix networkAt(NetworkInterface at) {
        return at.addresses().getFirst().prefix();
    }

    Router core(Place place) {
        Router core = cores.get(place);
        if (core == null) {
            throw new IllegalArgumentException("no router stands at " + place);
        }
        return core;
    }

    /// The edge routers at a place, at least one.
    List<Router> edges(Place place) {
        return edges.getOrDefault(place, List.of());
    }

    /// All routers, provider by provider.
    List<Router> routers() {
        List<Router> routers = new ArrayList<>();
        cores.forEach((place, core) -> {
            routers.add(core);
            routers.addAll(edges(place));
        });
        return routers;
    }
}
