package io.netjar.net.ip;

import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where packets go next: the route with the longest prefix that holds the destination. RFC 1812 §5.2.4.3.
///
/// The routes of each prefix length stand in a hash table. With few lengths, as in a host or a home router, a lookup asks
/// one after the other, longest first; else there is a [PrefixTrie] besides, which takes the same few steps for any
/// number of routes. It is made by the first lookup that wants it: in a large network most routers have many routes and see
/// no packet. A lookup that finds it allocates nothing.
public final class RoutingTable {
    /// So few lengths are asked as fast as a trie is walked through.
    private static final int LENGTHS_WITHOUT_TRIE = 3;
    /// With so many routes the trie is a large one; with half as many it is no longer.
    static final int LARGE_ROUTES = 1024;

    private final @Nullable IntMap<Route>[] byLength;
    /// Bit n is set if there are routes of prefix length n.
    private long lengths;
    private final Runnable changed;
    private int size;
    private @Nullable PrefixTrie trie;
    /// Whether there is to be a trie, and none is made yet.
    private boolean wantsTrie;

    /// @param changed told after each change
    @SuppressWarnings({"unchecked", "rawtypes"})
    RoutingTable(Runnable changed) {
        this.changed = changed;
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

    /// Adds a route that was there before, in place of any route to the same prefix.
    void restore(Route route) {
        add(route);
    }

    /// Removes the route to exactly `prefix`. Returns whether there was one.
    public boolean remove(IpPrefix prefix) {
        IntMap<Route> routes = byLength[prefix.length()];
        Route removed = routes == null ? null : routes.remove(prefix.address().v4());
        if (routes == null || removed == null) {
            return false;
        }
        size--;
        if (routes.size() == 0) {
            byLength[prefix.length()] = null;
            lengths &= ~(1L << prefix.length());
        }
        removeFromTrie(removed);
        changed.run();
        return true;
    }

    /// The route for packets to `destination`, or null.
    public @Nullable Route lookup(int destination) {
        PrefixTrie large = trie;
        if (large != null) {
            return large.lookup(destination);
        }
        return wantsTrie ? made().lookup(destination) : search(destination, lengths);
    }

    private PrefixTrie made() {
        var made = new PrefixTrie(fittingRootBits(0));
        for (IntMap<Route> routes : byLength) {
            for (int slot = 0; routes != null && slot < routes.slots(); slot++) {
                Route route = routes.valueAt(slot);
                if (route != null) {
                    made.add(route);
                }
            }
        }
        trie = made;
        wantsTrie = false;
        return made;
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

    /// How many bits the first step of a lookup takes; 0 without a trie.
    int rootBits() {
        PrefixTrie current = wantsTrie ? made() : trie;
        return current == null ? 0 : current.rootBits();
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
        Route old = routes.get(route.prefix().address().v4());
        routes.put(route.prefix().address().v4(), route);
        size += old == null ? 1 : 0;
        addToTrie(route, old);
        changed.run();
    }

    private void addToTrie(Route route, @Nullable Route old) {
        PrefixTrie current = fittingTrie();
        if (current != null && old != null) {
            current.exchange(old, route);
        } else if (current != null) {
            current.add(route);
        }
    }

    private void removeFromTrie(Route removed) {
        PrefixTrie current = fittingTrie();
        if (current != null) {
            long shorter = lengths & (1L << removed.prefix().length()) - 1;
            current.remove(removed, search(removed.prefix().address().v4(), shorter));
        }
    }

    /// The trie, if it is of the right size for the routes there are now; else null, and the next lookup makes a new one if
    /// there is to be one.
    private @Nullable PrefixTrie fittingTrie() {
        PrefixTrie current = trie;
        if (current != null && current.rootBits() == fittingRootBits(current.rootBits())) {
            return current;
        }
        trie = null;
        wantsTrie = fittingRootBits(0) > 0;
        return null;
    }

    private int fittingRootBits(int now) {
        boolean wasLarge = now == PrefixTrie.LARGE_ROOT_BITS;
        if (size >= (wasLarge ? LARGE_ROUTES / 2 : LARGE_ROUTES)) {
            return PrefixTrie.LARGE_ROOT_BITS;
        }
        return Long.bitCount(lengths) > LENGTHS_WITHOUT_TRIE ? PrefixTrie.SMALL_ROOT_BITS : 0;
    }

    /// The longest of the routes of these `lengths`.
    private @Nullable Route search(int destination, long among) {
        long left = among;
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
