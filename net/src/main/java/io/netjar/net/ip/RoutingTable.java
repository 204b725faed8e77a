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
/// number of routes. It is made by the first lookup that wants it. A lookup that finds it allocates nothing.
///
/// Besides these there may be [LearnedRoutes], which lead where no route of the table itself is as long.
public final class RoutingTable {
    /// So few lengths are asked as fast as a trie is walked through.
    private static final int LENGTHS_WITHOUT_TRIE = 3;
    /// With so many routes the trie is a large one; with half as many it is no longer.
    static final int LARGE_ROUTES = 1024;

    private final PrefixMap<Route> routes = new PrefixMap<>();
    private final Runnable changed;
    private int size;
    private @Nullable PrefixTrie trie;
    /// Whether there is to be a trie, and none is made yet.
    private boolean wantsTrie;
    private @Nullable LearnedRoutes learned;

    /// @param changed told after each change
    RoutingTable(Runnable changed) {
        this.changed = changed;
    }

    /// Takes these learned routes in place of others; to be called again when they change.
    public void learn(LearnedRoutes routes) {
        learned = routes;
        changed.run();
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

    /// Removes the route to exactly `prefix`, unless it is a learned one. Returns whether there was one.
    public boolean remove(IpPrefix prefix) {
        Route removed = routes.remove(prefix);
        if (removed == null) {
            return false;
        }
        size--;
        removeFromTrie(removed);
        changed.run();
        return true;
    }

    /// The route for packets to `destination`, or null.
    public @Nullable Route lookup(int destination) {
        Route own = find(destination);
        LearnedRoutes others = learned;
        if (others == null) {
            return own;
        }
        Route longer = others.lookup(destination, own == null ? -1 : own.prefix().length());
        return longer == null ? own : longer;
    }

    private @Nullable Route find(int destination) {
        PrefixTrie large = trie;
        if (large != null) {
            return large.lookup(destination);
        }
        return wantsTrie ? made().lookup(destination) : routes.longest(destination, routes.lengths());
    }

    private PrefixTrie made() {
        var made = new PrefixTrie(fittingRootBits(0));
        routes.forEach(made::add);
        trie = made;
        wantsTrie = false;
        return made;
    }

    /// The route to exactly `prefix`, a learned one if there is no other, or null.
    public @Nullable Route get(IpPrefix prefix) {
        Route own = own(prefix);
        LearnedRoutes others = learned;
        return own != null || others == null ? own : others.get(prefix);
    }

    /// The route to exactly `prefix` that is no learned one, or null.
    public @Nullable Route own(IpPrefix prefix) {
        return routes.get(prefix);
    }

    /// How many routes there are, learned ones aside.
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
        routes.forEach(all::add);
        LearnedRoutes others = learned;
        if (others != null) {
            others.list().stream().filter(route -> own(route.prefix()) == null).forEach(all::add);
        }
        all.sort(Comparator.<Route, IpAddress>comparing(route -> route.prefix().address())
                .thenComparingInt(route -> route.prefix().length()));
        return all;
    }

    /// Adds a route, in place of any route to the same prefix.
    public void add(Route route) {
        Route old = routes.put(route.prefix(), route);
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
            long shorter = (1L << removed.prefix().length()) - 1;
            current.remove(removed, routes.longest(removed.prefix().address().v4(), shorter));
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
        return Long.bitCount(routes.lengths()) > LENGTHS_WITHOUT_TRIE ? PrefixTrie.SMALL_ROOT_BITS : 0;
    }
}
