package io.netjar.net.router;

import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Network;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;

/// A host that forwards packets between its interfaces. RFC 1812.
public final class Router extends Host {
    /// @param name the router's name in captures and messages, as in `hanbit/seoul`
    public Router(Network network, String name) {
        super(network, name);
        ip().forwarding(true);
    }

    /// Adds an interface with an address and so the route to its subnet.
    public NetworkInterface addInterface(String interfaceName, IpAddress address, int prefixLength) {
        NetworkInterface added = addInterface(interfaceName);
        added.addAddress(address, prefixLength);
        return added;
    }

    /// Sends what is for `prefix` out of `out` to `gateway`.
    public void addRoute(IpPrefix prefix, IpAddress gateway, NetworkInterface out) {
        ip().routes().add(prefix, gateway, out);
    }
}
