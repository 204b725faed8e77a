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
/// clients in the same order get the same addresses. An address that is not the client's by a lease in force or by a
/// reservation can be pinged before it is offered ([DhcpScope#pingWait]); if somebody answers, it is set aside for the
/// time of a lease, and the client is offered the next one. Clients without an address are answered at their MAC
/// address, those that set the broadcast flag by broadcast.
public final class DhcpServer {
    private final Host host;
    private final NetworkInterface at;
    private final DhcpLeases leases;
    private final OfferChecks checks;
    private final UdpSocket socket;

    /// Starts to serve.
    ///
    /// @throws IllegalStateException if the port is taken there
    public DhcpServer(Host host, NetworkInterface at, DhcpScope scope) {
        this.host = host;
        this.at = at;
        this.leases = new DhcpLeases(scope);
        this.checks = new OfferChecks(host, scope.pingWait().toNanos(), this::checked);
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

    /// The addresses that nobody is offered now because somebody uses them without a lease: they answered a ping, or a
    /// client declined them (RFC 2131 §4.3.3).
    public List<IpAddress> conflicts() {
        return leases.conflicts(host.engine().now());
    }

    /// Stops serving.
    public void close() {
        checks.close();
        socket.close();
    }

    private void received(UdpSocket from, Endpoint client, byte[] data, int offset, int length) {
        DhcpMessage.parse(data, offset, length).ifPresent(this::serve);
    }

    private void serve(DhcpMessage message) {
        leases.receive(message, host.engine().now()).ifPresent(answer -> {
            boolean isUnsure = answer.type() == DhcpMessage.Type.OFFER
                    && leases.isUnchecked(answer.yourAddress(), host.engine().now());
            if (!isUnsure || !checks.begin(answer.yourAddress(), message)) {
                answer(answer);
            }
        });
    }

    private void checked(int address, boolean isInUse, DhcpMessage waiting) {
        if (isInUse) {
            leases.conflict(address, host.engine().now());
        } else {
            leases.checked(address);
        }
        serve(waiting);
    }

    private void answer(DhcpMessage message) {
        byte[] bytes = message.encoded();
        socket.send(new Endpoint(destination(message), DhcpView.CLIENT_PORT), bytes, 0, bytes.length);
    }

    private IpAddress destination(DhcpMessage answer) {
        // RFC 2131 §4.1: "In all cases, when 'giaddr' is zero, the server broadcasts any DHCPNAK messages to 0xffffffff."
        if (answer.type() == DhcpMessage.Type.NAK) {
            return IpAddress.BROADCAST_V4;
        }
        // "If the 'giaddr' field is zero and the 'ciaddr' field is nonzero, then the server unicasts DHCPOFFER and DHCPACK
        // messages to the address in 'ciaddr'."
        if (answer.clientAddress() != 0) {
            return IpAddress.v4(answer.clientAddress());
        }
        // "If 'giaddr' is zero and 'ciaddr' is zero, and the broadcast bit is set, then the server broadcasts DHCPOFFER
        // and DHCPACK messages to 0xffffffff."
        if (answer.broadcast() || answer.yourAddress() == 0 || !isStation(answer.hardwareAddress())) {
            return IpAddress.BROADCAST_V4;
        }
        // "If the broadcast bit is not set and 'giaddr' is zero and 'ciaddr' is zero, then the server unicasts DHCPOFFER
        // and DHCPACK messages to the client's hardware address and 'yiaddr' address."
        IpAddress given = IpAddress.v4(answer.yourAddress());
        at.arp().learn(given, new MacAddress(answer.hardwareAddress()));
        return given;
    }

    /// Whether a MAC address can be one station's.
    private static boolean isStation(long mac) {
        return mac != 0 && !MacAddress.isGroup(mac);
    }
}
