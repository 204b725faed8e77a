package io.netjar.internet.assembly;

import io.netjar.internet.description.Place;
import io.netjar.net.host.Host;
import io.netjar.net.ip.InterfaceAddress;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Switch;
import io.netjar.net.router.Router;
import io.netjar.net.tcp.TcpSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The machines that providers run or rent out: in each city a network behind the first edge router, on a switch.
final class ServerRooms {
    private final Ground ground;
    private final Backbone backbone;
    private final Map<Place, Room> rooms = new LinkedHashMap<>();
    private final List<Host> servers = new ArrayList<>();

    ServerRooms(Ground ground, Backbone backbone) {
        this.ground = ground;
        this.backbone = backbone;
    }

    /// @param router the edge router's interface
    /// @param senders that interface, which keeps to all cables at the switch
    private record Room(Switch fabric, NetworkInterface router, MtuGroup senders) {}

    /// A new server at `place`, called `place/name`, with an address and a default route.
    Host addServer(Place place, String name) {
        return addServer(place, name, ground.description().tcp());
    }

    /// As the other, with a TCP of its own.
    Host addServer(Place place, String name, TcpSettings tcp) {
        Room room = rooms.computeIfAbsent(place, this::open);
        Host server = new Host(ground.network(), place + "/" + name, tcp);
        NetworkInterface eth0 = server.addInterface("eth0");
        InterfaceAddress own = ground.numbering().of(eth0.port().name());
        eth0.addAddress(own.address(), own.prefixLength());
        server.addDefaultRoute(room.router.address());
        String cable = plug(eth0, room, server.name());
        ground.keep(MtuGroup.of(eth0), cable, true);
        ground.keep(room.senders, cable, false);
        ground.names().fixed(own.address(), server, "eth0");
        servers.add(server);
        return server;
    }

    private Room open(Place place) {
        Router edge = backbone.edges(place).getFirst();
        NetworkInterface at = backbone.attach(edge, "servers");
        Room room = new Room(new Switch(ground.network(), place + "/servers"), at, MtuGroup.of(at));
        ground.paths().originate(edge, Backbone.networkAt(at));
        ground.keep(room.senders, plug(at, room, edge.name()), true);
        return room;
    }

    /// The name of the new cable.
    private String plug(NetworkInterface at, Room room, String owner) {
        String cable = owner + " to " + room.fabric.name();
        ground.link(cable, at.port(), room.fabric.newPort(), LinkSpec.dataCenter(), LinkSpec.dataCenter());
        return cable;
    }

    /// The servers, in the order in which they were added.
    List<Host> servers() {
        return servers;
    }
}
