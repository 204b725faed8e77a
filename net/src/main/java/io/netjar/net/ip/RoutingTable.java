package io.netjar.net.ip;

import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where packets go next: the route with the longest prefix that holds the destination. RFC 1812 §5.2.4.3.
///
/// The routes of each prefix length stand in a hash table; a lookup asks those of the lengths in use, longest first.
/// Tables with many lengths remember the answers for recent destinations as well. A lookup allocates nothing.
public final class RoutingTable {
    /// With so few lengths a remembered answer is not found faster than a fresh one.
    private static final int LENGTHS_WITHOUT_MEMORY = 3;
    private static final int MEMORY_BITS = 10;

    private final @Nullable IntMap<Route>[] byLength;
    /// Bit n is set if there are routes of prefix length n.
    private long lengths;
    private int size;
    private int[] recentDestinations = new int[0];
    private @Nullable Route[] recentRoutes = new @Nullable Route[0];

    @SuppressWarnings({"unchecked", "rawtypes"})
    RoutingTable() {
        byLength = new IntMap[33];
    }

    /// Adds the route to destinations behind `gateway`, a neighbour on `out`'s link, in place of any route to the
    /// same prefix.
    ///
    /// @throws IllegalArgumentException if `gateway` is 0.0.0.0 or no IPv4 address
    public void add(IpPrefix prefix, IpAddress gateway, NetworkInterface out) {
        if (!gateway.isV4() || gateway.v4() == 0) {
            throw new IllegalArgumentException("no gateway for " + prefix + ": " + gateway);
        }
        add(new Route(prefix, gateway.v4(), out));
    }

    /// Adds the route to destinations on `out`'s own link, in place of any route to the same prefix.
    public void add(IpPrefix prefix, NetworkInterface out) {
        add(new Route(prefix, 0, out));
    }

    /// Removes the route to exactly `prefix`. Returns whether there was one.
    public boolean remove(IpPrefix prefix) {
        IntMap<Route> routes = byLength[prefix.length()];
        if (routes == null || routes.remove(prefix.address().v4()) == null) {
            return false;
        }
        size--;
        if (routes.size() == 0) {
            byLength[prefix.length()] = null;
            lengths &= ~(1L << prefix.length());
        }
        forgetRecent();
        return true;
    }

    /// The route for packets to `destination`, or null.
    public @Nullable Route lookup(int destination) {
        if (recentRoutes.length == 0) {
            return search(destination);
        }
        int slot = destination * 0x9e37_79b9 >>> 32 - MEMORY_BITS;
        Route recent = recentRoutes[slot];
        if (recent != null && recentDestinations[slot] == destination) {
            return recent;
        }
        Route found = search(destination);
        recentDestinations[slot] = destination;
        recentRoutes[slot] = found;
        return found;
    }

    /// The route to exactly `prefix`, or null.
    public @Nullable Route get(IpPrefix prefix) {
        IntMap<Route> routes = byLength[prefix.length()];
        return routes == null ? null : routes.get(prefix.address().v4());
    }

    /// How many routes there are.
    public int size() {
        return size;
    }

    /// All routes, by address and then from the shortest prefix to the longest, as `ip route` lists them.
    public List<Route> list() {
        var all = new ArrayList<Route>(size);
        for (IntMap<Route> routes : byLength) {
            for (int slot = 0; routes != null && slot < routes.slots(); slot++) {
                Route route = routes.valueAt(slot);
                if (route != null) {
                    all.add(route);
                }
            }
        }
        all.sort(Comparator.<Route, IpAddress>comparing(route -> route.prefix().address())
                .thenComparingInt(route -> route.prefix().length()));
        return all;
    }

    private void add(Route route) {
        int length = route.prefix().length();
        IntMap<Route> routes = byLength[length];
        if (routes == null) {
            routes = new IntMap<>();
            byLength[length] = routes;
            lengths |= 1L << length;
        }
        int before = routes.size();
        routes.put(route.prefix().address().v4(), route);
        size += routes.size() - before;
        if (Long.bitCount(lengths) > LENGTHS_WITHOUT_MEMORY && recentRoutes.length == 0) {
            recentRoutes = new @Nullable Route[1 << MEMORY_BITS];
            recentDestinations = new int[1 << MEMORY_BITS];
        }
        forgetRecent();
    }

    private void forgetRecent() {
        Arrays.fill(recentRoutes, null);
    }

    private @Nullable Route search(int destination) {
        long left = lengths;
        while (left != 0) {
            int length = 63 - Long.numberOfLeadingZeros(left);
            IntMap<Route> routes = byLength[length];
            Route route = routes == null ? null : routes.get(destination & IpPrefix.mask(length));
            if (route != null) {
                return route;
            }
            left &= ~(1L << length);
        }
        return null;
    }
}
