package io.netjar.net.ip;

import io.netjar.wire.IpPrefix;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Routes that a router was told of by a routing protocol. They need not stand in its table one by one: the table asks for
/// them when a packet wants one; see [RoutingTable#learn].
public interface LearnedRoutes {
    /// The route with the longest prefix that holds `destination`, among those with prefixes of more than `length` bits; null
    /// if there is none.
    @Nullable
    Route lookup(int destination, int length);

    /// The route to exactly `prefix`, or null.
    @Nullable
    Route get(IpPrefix prefix);

    /// All routes.
    List<Route> list();
}
