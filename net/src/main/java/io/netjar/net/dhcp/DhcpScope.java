package io.netjar.net.dhcp;

import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.time.Duration;
import java.util.List;

/// What a DHCP server gives to the clients of one subnet.
///
/// @param network the subnet
/// @param server the server's own address in it
/// @param first the first address to give
/// @param last the last one
/// @param routers the default routers, best first; RFC 2132 §3.5
/// @param nameservers the name servers, best first; RFC 2132 §3.8
/// @param domain the domain that short names are in, or an empty text
/// @param lease how long an address is given for, from 1 second; renewed at half of it
/// @param pingWait how long a server waits for the answer to a ping before it offers an address that is not its client's
///     already, 0 to 30 s; 0, the default: it does not ping. ISC's dhcpd waits 1 s, dnsmasq 3 s, and every new client with it.
public record DhcpScope(IpPrefix network, IpAddress server, IpAddress first, IpAddress last,
        List<IpAddress> routers,
        List<IpAddress> nameservers, String domain, Duration lease, Duration pingWait) {
    /// Half of the time for which an offer is kept.
    private static final Duration MOST_PING_WAIT = Duration.ofSeconds(30);
    /// What dnsmasq gives in OpenWrt; half-way between a guest's hour and a provider's days.
    private static final Duration LEASE = Duration.ofHours(12);
    /// Home routers leave the lower addresses to things configured by hand.
    private static final int FIRST_OF_24 = 100;
    private static final int LAST_OF_24 = 249;

    public DhcpScope {
        routers = List.copyOf(routers);
        nameservers = List.copyOf(nameservers);
        if (!network.contains(first) || !network.contains(last) || first.compareTo(last) > 0) {
            throw new IllegalArgumentException(
                    "no pool of addresses in " + network + ": " + first + " to " + last);
        }
        if (lease.toSeconds() < 1 || lease.toSeconds() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a lease lasts from a second to 68 years, not " + lease);
        }
        if (pingWait.isNegative() || pingWait.compareTo(MOST_PING_WAIT) > 0) {
            throw new IllegalArgumentException("a server waits for a ping from 0 to 30 s, not " + pingWait);
        }
    }

    /// The scope of a small network whose router serves DHCP and names itself, with leases of 12 hours: addresses
    /// .100 to .249 of a /24; the upper half of a smaller subnet, 150 addresses from .1.0 in a larger one.
    public static DhcpScope of(IpPrefix network, IpAddress router) {
        long size = network.size();
        int first = size >= 512 ? 256 : size == 256 ? FIRST_OF_24 : (int) (size / 2);
        int last = size >= 256 ? first + LAST_OF_24 - FIRST_OF_24 : (int) size - 2;
        return new DhcpScope(network, router, network.at(first), network.at(last), List.of(router),
                List.of(router), "",
                LEASE, Duration.ZERO);
    }

    public DhcpScope withLease(Duration time) {
        return new DhcpScope(network, server, first, last, routers, nameservers, domain, time, pingWait);
    }

    public DhcpScope withPool(IpAddress from, IpAddress to) {
        return new DhcpScope(network, server, from, to, routers, nameservers, domain, lease, pingWait);
    }

    /// With `count` addresses to give at least, if the network has them: the pool goes on to the network's end and, if that
    /// is not enough, begins earlier, but behind its first three addresses, of routers and servers.
    public DhcpScope withRoomFor(int count) {
        long begin = (first.v4() & 0xffff_ffffL) - (network.address().v4() & 0xffff_ffffL);
        long end = (last.v4() & 0xffff_ffffL) - (network.address().v4() & 0xffff_ffffL);
        long newEnd = Math.max(end, Math.min(network.size() - 2, begin + count - 1));
        long newBegin = Math.min(begin, Math.max(3, newEnd - count + 1));
        return withPool(network.at((int) newBegin), network.at((int) newEnd));
    }

    public DhcpScope withRouters(List<IpAddress> addresses) {
        return new DhcpScope(network, server, first, last, addresses, nameservers, domain, lease, pingWait);
    }

    public DhcpScope withNameservers(List<IpAddress> addresses) {
        return new DhcpScope(network, server, first, last, routers, addresses, domain, lease, pingWait);
    }

    public DhcpScope withDomain(String name) {
        return new DhcpScope(network, server, first, last, routers, nameservers, name, lease, pingWait);
    }

    public DhcpScope withPingWait(Duration time) {
        return new DhcpScope(network, server, first, last, routers, nameservers, domain, lease, time);
    }
}
