package io.netjar.net.ip;

import io.netjar.engine.Chance;
import io.netjar.net.link.DropReason;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The way out of a host: header, route, hooks, fragments, next hop. RFC 1122 §3.3.1.
final class Output {
    /// RFC 1112 §6.4: "An IP host group address is mapped to an Ethernet multicast address by placing the low-order
    /// 23-bits of the IP address into the low-order 23 bits of the Ethernet multicast address 01-00-5E-00-00-00 (hex)."
    private static final long MULTICAST_MAC = 0x0100_5e00_0000L;
    private static final int MAX_PACKET_BYTES = 65_535;

    private final Ip ip;
    private final Loopback loopback;
    private int identification;

    Output(Ip ip, Chance chance) {
        this.ip = ip;
        this.loopback = new Loopback(ip);
        this.identification = chance.nextInt();
    }

    /// The route of packets this host makes, those to everybody on its link included.
    @Nullable
    Route routeTo(int destination) {
        return ip.routes().lookup(destination == Addresses.LIMITED_BROADCAST ? 0 : destination);
    }

    /// The same of packets from `source`: those for all neighbours, or for a group, leave by the interface that has the address, as
    /// on Linux, whatever the routes say. RFC 1122 §3.3.6 leaves open by which they do.
    @Nullable
    Route routeTo(int source, int destination) {
        boolean isToMany = destination == Addresses.LIMITED_BROADCAST || Addresses.isMulticast(destination);
        NetworkInterface own = isToMany ? ip.interfaceOf(source) : null;
        return own == null ? routeTo(destination) : new Route(IpPrefix.DEFAULT_V4, 0, own);
    }

    boolean send(Packet segment, int protocol, int source, int destination, boolean dontFragment, int ttl,
            int trafficClass) {
        int from = source == 0 ? ip.sourceFor(destination) : source;
        RouteCache.Entry known = ip.knownOut(from, destination);
        if (from == 0 || !known.isFromHere()) {
            addHeader(segment, protocol, from, destination, dontFragment, ttl);
            ip.drop(segment, from == 0 ? DropReason.NO_ROUTE : DropReason.BAD_SOURCE);
            return false;
        }
        boolean whole = dontFragment && !ip.isPathNarrow(destination);
        addHeader(segment, protocol, from, destination, whole, ttl);
        if (trafficClass != 0) {
            Ipv4View.trafficClass(segment.bytes(), segment.offset(), trafficClass);
        }
        if (known.isToHere()) {
            deliverHere(segment);
            return true;
        }
        Route route = known.route();
        if (route == null || Addresses.isLoopback(from)) {
            ip.drop(segment, DropReason.NO_ROUTE);
            return false;
        }
        int mtu = ip.pathMtu(destination, route);
        if (whole && segment.length() > mtu) {
            ip.drop(segment, DropReason.FRAGMENTATION_NEEDED);
            return false;
        }
        leave(segment, known, route, mtu);
        return true;
    }

    void sendOn(NetworkInterface out, Packet segment, int protocol, int source, int destination, int ttl,
            int trafficClass) {
        addHeader(segment, protocol, source, destination, false, ttl);
        if (trafficClass != 0) {
            Ipv4View.trafficClass(segment.bytes(), segment.offset(), trafficClass);
        }
        Route known = ip.routes().lookup(destination);
        Route route = known != null && known.out() == out ? known : new Route(IpPrefix.DEFAULT_V4, 0, out);
        leave(segment, route, destination, out.mtu());
    }

    /// Routes a packet that has its header already.
    void route(Packet packet) {
        int destination = Ipv4View.destination(packet.bytes(), packet.offset());
        if (ip.isLocal(destination)) {
            deliverHere(packet);
            return;
        }
        Route route = routeTo(destination);
        if (route == null) {
            ip.drop(packet, DropReason.NO_ROUTE);
            return;
        }
        int mtu = route.out().mtu();
        if (packet.length() > mtu && Ipv4View.dontFragment(packet.bytes(), packet.offset())) {
            refuse(packet, route.out());
            return;
        }
        leave(packet, route, destination, mtu);
    }

    /// RFC 1191 §4: "When a router is unable to forward a datagram because it exceeds the MTU of the next-hop network
    /// and its Don't Fragment bit is set, the router is required to return an ICMP Destination Unreachable message to
    /// the source of the datagram, with the Code indicating "fragmentation needed and DF set"."
    void refuse(Packet packet, NetworkInterface out) {
        ip.icmp().sendError(packet, IcmpView.DESTINATION_UNREACHABLE, IcmpView.CODE_FRAGMENTATION_NEEDED,
                out.mtu());
        ip.drop(packet, DropReason.FRAGMENTATION_NEEDED);
    }

    /// Sends a packet by `route`, in pieces of at most `mtu` bytes.
    void leave(Packet packet, Route route, int destination, int mtu) {
        NetworkInterface out = route.out();
        if (!out.postrouting().isEmpty() && !passesPostrouting(packet, out)) {
            return;
        }
        if (packet.length() > mtu) {
            sendFragments(packet, route, destination, mtu);
            return;
        }
        transmit(packet, route, destination);
    }

    /// As the other, to where `known` leads, which keeps in mind who is next.
    void leave(Packet packet, RouteCache.Entry known, Route route, int mtu) {
        NetworkInterface out = route.out();
        if (packet.length() > mtu || !out.postrouting().isEmpty()) {
            leave(packet, route, known.destination(), mtu);
            return;
        }
        Neighbour next = known.next();
        if (next == null) {
            next = neighbour(route, known.destination());
            known.next(next);
        }
        if (next == null) {
            transmit(packet, route, known.destination());
        } else {
            out.arp().send(packet, next);
        }
    }

    private void sendFragments(Packet packet, Route route, int destination, int mtu) {
        int unit = Fragmentation.unit(packet, mtu);
        int length = Ipv4View.payloadLength(packet.bytes(), packet.offset());
        for (int start = 0; start < length; start += unit) {
            transmit(Fragmentation.cut(packet, start, unit), route, destination);
        }
        packet.release();
    }

    private void transmit(Packet packet, Route route, int destination) {
        Arp arp = route.out().arp();
        Neighbour next = neighbour(route, destination);
        if (next != null) {
            arp.send(packet, next);
        } else if (Addresses.isMulticast(destination)) {
            arp.sendFrame(packet, MULTICAST_MAC | destination & 0x7f_ffff);
        } else {
            arp.sendFrame(packet, MacAddress.BROADCAST_BITS);
        }
    }

    /// The neighbour to whom packets to `destination` go next, or null if they go to many on the link: those for everybody
    /// do so whatever gateway the route has.
    private static @Nullable Neighbour neighbour(Route route, int destination) {
        boolean toMany = destination == Addresses.LIMITED_BROADCAST || Addresses.isMulticast(destination)
                || route.isOnLink() && route.out().isBroadcast(destination);
        return toMany ? null : route.neighbour(destination);
    }

    private boolean passesPostrouting(Packet packet, NetworkInterface out) {
        List<PacketHook> hooks = out.postrouting();
        for (int i = 0; i < hooks.size(); i++) {
            packet.doubt();
            if (!hooks.get(i).pass(packet, out)) {
                return false;
            }
        }
        return true;
    }

    private void deliverHere(Packet packet) {
        if (!loopback.send(packet)) {
            ip.drop(packet, DropReason.LOOPBACK_FULL);
        }
    }

    private void addHeader(Packet segment, int protocol, int source, int destination, boolean dontFragment,
            int ttl) {
        int length = segment.length() + Ipv4View.HEADER_BYTES;
        if (length > MAX_PACKET_BYTES) {
            throw new IllegalArgumentException("no IPv4 packet can be " + length + " bytes long");
        }
        int offset = segment.push(Ipv4View.HEADER_BYTES);
        if (dontFragment) {
            // RFC 6864 §4.1: "Originating sources MAY set the IPv4 ID field of atomic datagrams to any value."
            Ipv4View.writeAtomic(segment.bytes(), offset, length, ttl, protocol, source, destination);
        } else {
            Ipv4View.write(segment.bytes(), offset, length, nextIdentification(), ttl, protocol, source,
                    destination);
        }
    }

    /// RFC 6864 §4.3: "Sources emitting non-atomic datagrams MUST NOT repeat IPv4 ID values within one MDL for a given
    /// source address/destination address/protocol tuple." One counter for all makes them last for 65,536 datagrams.
    private int nextIdentification() {
        identification = identification + 1 & 0xffff;
        return identification;
    }
}
