package io.netjar.net.dhcp;

import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.link.Switch;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.DhcpMessage;
import io.netjar.wire.DhcpOptions;
import io.netjar.wire.DhcpView;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;

/// Hosts on one switch: one that has the address of a DHCP server, and such as have none yet.
final class DhcpLan {
    static final long SECOND = 1_000_000_000L;
    static final DhcpScope SCOPE = DhcpScope.of(IpPrefix.of("192.0.2.0/24"), IpAddress.of("192.0.2.1"));

    final Network network = new Network(new Engine(1));
    private final Switch bridge = new Switch(network, "switch");
    final Host server = new Host(network, "server");
    final NetworkInterface serverAt = plug(server);
    final Host client = new Host(network, "client");
    final NetworkInterface clientAt = plug(client);

    DhcpLan() {
        serverAt.addAddress(IpAddress.of("192.0.2.1"), 24);
    }

    /// Joins `host` to the switch.
    NetworkInterface plug(Host host) {
        NetworkInterface eth0 = host.addInterface("eth0");
        new Link(network, host.name() + " cable", eth0.port(), bridge.newPort(), LinkSpec.ethernet());
        return eth0;
    }

    /// Broadcasts a client's message to the servers.
    static void say(UdpSocket socket, DhcpMessage message) {
        byte[] bytes = message.encoded();
        socket.send(new Endpoint(IpAddress.BROADCAST_V4, DhcpView.SERVER_PORT), bytes, 0, bytes.length);
    }

    /// The options of a message that asks for `address`.
    static DhcpOptions asking(IpAddress address) {
        return DhcpOptions.NONE.with(DhcpOptions.REQUESTED_ADDRESS, address.v4());
    }

    void run(long nanos) {
        network.engine().runUntil(network.engine().now() + nanos);
    }
}
