package io.netjar.net.nat;

import io.netjar.wire.IpPrefix;
import io.netjar.wire.Ipv4View;

/// What may be begun by those outside with those inside, or may not the other way round.
///
/// @param protocol 1 (ICMP), 6 (TCP) or 17 (UDP), or 0 for all of them
/// @param from who may begin
/// @param to whom with
/// @param firstPort the lowest destination port; ICMP has none, and takes any
/// @param lastPort the highest destination port
public record FirewallRule(int protocol, IpPrefix from, IpPrefix to, int firstPort, int lastPort) {
    /// In place of a protocol's number: every protocol.
    public static final int ANY = 0;

    public FirewallRule {
        if (protocol < 0 || protocol > 255) {
            throw new IllegalArgumentException("no protocol has the number " + protocol);
        }
        if (firstPort < 0 || lastPort > 65_535 || firstPort > lastPort) {
            throw new IllegalArgumentException("no range of ports: " + firstPort + " to " + lastPort);
        }
    }

    /// Lets everybody reach one port of those in `to`.
    public static FirewallRule port(int protocol, IpPrefix to, int port) {
        return new FirewallRule(protocol, IpPrefix.DEFAULT_V4, to, port, port);
    }

    /// Lets everybody ping those in `to`.
    public static FirewallRule ping(IpPrefix to) {
        return new FirewallRule(Ipv4View.PROTOCOL_ICMP, IpPrefix.DEFAULT_V4, to, 0, 65_535);
    }

    boolean matches(int itsProtocol, int source, int destination, int port) {
        return (protocol == ANY || protocol == itsProtocol) && port >= firstPort && port <= lastPort
                && from.contains(source)
                && to.contains(destination);
    }
}
