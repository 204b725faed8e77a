package io.netjar.internet.assembly;

import io.netjar.internet.description.Place;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Switch;
import io.netjar.net.router.Router;
import io.netjar.net.tcp.TcpSettings;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
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

    private static final class Room {
        private final Switch fabric;
        private final IpPrefix network;
        private int servers;

        Room(Switch fabric, IpPrefix network) {
            this.fabric = fabric;
            this.network = network;
        }
    }

    /// A new server at `place`, called `place/name`, with an address and a default route.
    Host addServer(Place place, String name) {
        return addServer(place, name, ground.description().tcp());
    }

    /// As the other, with a TCP of its own.
    Host addServer(Place place, String name, TcpSettings tcp) {
        Room room = rooms.computeIfAbsent(place, this::open);
        room.servers++;
        IpAddress address = room.network.at(1 + room.servers);
        Host server = new Host(ground.network(), place + "/" + name, tcp);
        NetworkInterface eth0 = server.addInterface("eth0");
        eth0.addAddress(address, room.network.length());
        server.addDefaultRoute(room.network.at(1));
        plug(eth0, room, server.name());
        ground.names().fixed(address, server, "eth0");
        servers.add(server);
        return server;
    }

    private Room open(Place place) {
        Router edge = backbone.edges(place).getFirst();
        IpPrefix network = ground.addresses(place.provider()).servers(place.city());
        Room room = new Room(new Switch(ground.network(), place + "/servers"), network);
        NetworkInterface at = backbone.attach(edge, "servers", network.at(1), network);
        ground.paths().originate(edge, network);
        plug(at, room, edge.name());
        return room;
    }

    private void plug(NetworkInterface at, Room room, String owner) {
        ground.link(owner + " to " + room.fabric.name(), at.port(), room.fabric.newPort(),
                LinkSpec.dataCenter(),
                LinkSpec.dataCenter());
    }

    /// The servers, in the order in which they were added.
    List<Host> servers() {
        return servers;
    }
}
