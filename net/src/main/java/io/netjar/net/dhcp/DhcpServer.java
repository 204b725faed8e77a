package io.netjar.net.dhcp;

import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.DhcpMessage;
import io.netjar.wire.DhcpView;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netjar.wire.MacAddress;
import java.util.List;

/// A DHCP server on UDP port 67 of one interface of a host. RFC 2131.
///
/// A client gets the address that it had or asks for if it may have it, else the lowest free one, so that the same
/// clients in the same order get the same addresses. Whether an address answers a ping is not tried before it is
/// offered. Clients without an address are answered by broadcast, as RFC 2131 §4.1 lets a server do that cannot
/// unicast to them.
public final class DhcpServer {
    private final Host host;
    private final DhcpLeases leases;
    private final UdpSocket socket;

    /// Starts to serve.
    ///
    /// @throws IllegalStateException if the port is taken there
    public DhcpServer(Host host, NetworkInterface at, DhcpScope scope) {
        this.host = host;
        this.leases = new DhcpLeases(scope);
        this.socket = host.udp().bind(at, DhcpView.SERVER_PORT, this::received);
    }

    /// Keeps `address`, in the pool or not, for the station with this MAC address.
    ///
    /// @throws IllegalArgumentException if the address is not in the subnet
    public void reserve(MacAddress mac, IpAddress address) {
        leases.reserve(mac, address);
    }

    /// The leases in force, by address.
    public List<DhcpLease> leases() {
        return leases.leases(host.engine().now());
    }

    /// Stops serving.
    public void close() {
        socket.close();
    }

    private void received(UdpSocket from, Endpoint client, byte[] data, int offset, int length) {
        DhcpMessage.parse(data, offset, length)
                .flatMap(message -> leases.receive(message, host.engine().now())).ifPresent(this::answer);
    }

    private void answer(DhcpMessage message) {
        // RFC 2131 §4.1: to 'ciaddr' if it is set; a DHCPNAK, and what the client cannot take by unicast, to everybody.
        boolean isUnicast = message.clientAddress() != 0 && message.type() != DhcpMessage.Type.NAK;
        int to = isUnicast ? message.clientAddress() : IpAddress.BROADCAST_V4.v4();
        byte[] bytes = message.encoded();
        socket.send(Endpoint.v4(to, DhcpView.CLIENT_PORT), bytes, 0, bytes.length);
    }
}
