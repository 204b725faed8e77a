package io.netjar.net.ip;

import io.netjar.net.link.DropReason;
import io.netjar.wire.DhcpView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.UdpView;

/// A host's place on the network, lent to an IP stack outside, such as the kernel behind a TUN device. What comes for
/// the host goes to that stack, in place of the host's own transports, and what that stack sends leaves as the host's
/// own. The host keeps its link layer, with its MAC address and ARP, and its DHCP client.
///
/// Errors about what the outside stack sent, as when a neighbour does not answer ARP or a packet is too long for the
/// link, come to it from the host's own address, as a system tells its own programs.
public final class Tap {
    private final Ip ip;
    private final NetworkInterface at;
    private final Stack stack;

    /// The stack outside.
    @FunctionalInterface
    public interface Stack {
        /// Hands over a copy of `packet`, which starts at its checked IPv4 header and may be a fragment. It stays the
        /// caller's and must not be kept or changed. Returns whether the stack took it.
        boolean receive(Packet packet);
    }

    Tap(Ip ip, NetworkInterface at, Stack stack) {
        this.ip = ip;
        this.at = at;
        this.stack = stack;
    }

    /// Takes over a `packet` of the stack outside, which should start at an IPv4 header. It leaves by the host's routes
    /// with the TTL that it has, in fragments if the link needs that and its header does not forbid it. What is
    /// malformed, or not from an address of the tapped interface, is dropped.
    public void send(Packet packet) {
        byte[] bytes = packet.bytes();
        int offset = packet.offset();
        if (!Ipv4View.check(bytes, offset, packet.length())) {
            boolean other = packet.length() > 0 && bytes[offset] >>> 4 != 4;
            ip.drop(at, packet, other ? DropReason.UNKNOWN_PROTOCOL : DropReason.MALFORMED);
            return;
        }
        packet.length(Ipv4View.totalLength(bytes, offset));
        int destination = Ipv4View.destination(bytes, offset);
        if (!at.hasAddress(Ipv4View.source(bytes, offset)) || Addresses.isLoopback(destination)
                || Addresses.isThisNetwork(destination)) {
            ip.drop(at, packet, DropReason.BAD_SOURCE);
            return;
        }
        ip.output(packet);
    }

    /// Whether the datagram is none of the host's own: everything but the answers to its DHCP client, which are never
    /// long enough to come in fragments.
    boolean wants(Packet datagram) {
        byte[] bytes = datagram.bytes();
        int offset = datagram.offset();
        return Ipv4View.protocol(bytes, offset) != Ipv4View.PROTOCOL_UDP
                || Ipv4View.isFragment(bytes, offset)
                || Ipv4View.payloadLength(bytes, offset) < UdpView.HEADER_BYTES
                || UdpView.destinationPort(bytes, Ipv4View.payload(bytes, offset)) != DhcpView.CLIENT_PORT;
    }

    /// Takes over a datagram that [#wants] let through.
    void receive(Packet datagram) {
        if (stack.receive(datagram)) {
            datagram.release();
        } else {
            ip.drop(datagram, DropReason.TAP_REFUSED);
        }
    }
}
