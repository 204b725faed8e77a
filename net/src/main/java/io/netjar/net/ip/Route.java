package io.netjar.net.ip;

import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import org.jspecify.annotations.Nullable;

/// One line of a routing table: packets to `prefix` leave by one interface, to a gateway or straight to their
/// destination.
public final class Route {
    private final IpPrefix prefix;
    private final int gateway;
    private final NetworkInterface out;
    /// The number under which a [PrefixTrie] keeps it.
    int number;
    /// The gateway's ARP entry, so that forwarding needs no second lookup.
    private @Nullable Neighbour neighbour;

    /// The route to destinations behind `gateway`, a neighbour on `out`'s link.
    public Route(IpPrefix prefix, IpAddress gateway, NetworkInterface out) {
        this(prefix, gateway.v4(), out);
    }

    Route(IpPrefix prefix, int gateway, NetworkInterface out) {
        this.prefix = prefix;
        this.gateway = gateway;
        this.out = out;
    }

    public IpPrefix prefix() {
        return prefix;
    }

    /// The next hop's address; 0.0.0.0 if the destinations are on the link.
    public IpAddress gateway() {
        return IpAddress.v4(gateway);
    }

    /// Where the packets leave.
    public NetworkInterface out() {
        return out;
    }

    /// Whether the destinations are neighbours on the link.
    public boolean isOnLink() {
        return gateway == 0;
    }

    /// The address a packet to `destination` goes to next.
    int nextHop(int destination) {
        return gateway == 0 ? destination : gateway;
    }

    /// The ARP entry of the next hop on the way to `destination`.
    Neighbour neighbour(int destination) {
        if (gateway == 0) {
            return out.arp().neighbour(destination);
        }
        Neighbour known = neighbour;
        if (known == null) {
            known = out.arp().neighbour(gateway);
            known.pin();
            neighbour = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return prefix + (isOnLink() ? "" : " via " + gateway()) + " dev " + out.name();
    }
}
