package io.netjar.net.router;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.net.host.Host;
import io.netjar.net.ip.IntMap;
import io.netjar.net.ip.LearnedRoutes;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.ip.PrefixMap;
import io.netjar.net.ip.Route;
import io.netjar.net.ip.RoutingTable;
import io.netjar.wire.IpPrefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Routes of least delay between routers, worked out in one place, as a routing protocol that had all the time in the world
/// would leave them (Dijkstra's algorithm, as in OSPF, RFC 2328 §16.1). A router's table asks for a route when a packet wants
/// one ([LearnedRoutes]); the distances of all routers from the one that it leads to are found then, once for everybody. So
/// a network of thousands of routers costs what its packets ask for, when it begins and when a line dies.
///
/// Equal delays are told apart by the number of hops, then by the next router's name, then by the order of the links,
/// so that the same network always gets the same routes.
///
/// A dead line is noticed by the carriers at its ends once [#follow] is called: [#DETECTION] after a carrier is lost, or
/// found again, and has stayed so, the routes are worked out anew, everywhere at once. In real networks an interface waits
/// before it believes its carrier, link-state packets are flooded, and there is a pause before routes are computed: some
/// tenths of a second to some seconds, by settings. A neighbour behind a switch is missed by a protocol's hellos, in
/// more or less time; here in the same.
public final class ShortestPaths {
    /// Makes fewer hops better than more, and every step forward: no ties that could turn into a loop.
    private static final long NANOS_PER_HOP = 1;
    /// How long after a line died, or came back, the routes lead around it, or over it.
    public static final Duration DETECTION = Duration.ofSeconds(1);

    private final Map<String, Node> nodes = new TreeMap<>();
    private final PrefixMap<Destination> destinations = new PrefixMap<>();
    private int destinationCount;
    /// What was said since the last [#install()], and counts from the next one.
    private final List<Runnable> news = new ArrayList<>();
    /// The interfaces whose links carry nothing now.
    private final Set<NetworkInterface> down = new LinkedHashSet<>();
    /// Those whose links carried nothing at the last [#install()].
    private Set<NetworkInterface> installedDown = Set.of();
    /// Routes of routers' own that are out of their tables as their links are down.
    private final Set<Route> withdrawn = new LinkedHashSet<>();

    /// Interfaces whose carrier changed, with the time from which that counts.
    private final Map<NetworkInterface, Timer> changing = new LinkedHashMap<>();

    /// A router, and the routes that it learns.
    private final class Node implements LearnedRoutes {
        private final Host router;
        private final List<Edge> edges = new ArrayList<>();
        /// The place among all names in order.
        private int index;
        /// From all routers to here, by their indices; null until somebody asks.
        private long @Nullable [] distances;
        /// Those that were asked for, by the numbers of their destinations.
        private IntMap<Route> routes = new IntMap<>();

        Node(Host router) {
            this.router = router;
        }

        @Override
        public @Nullable Route lookup(int destination, int length) {
            long among = -1L << length + 1;
            Destination found = destinations.longest(destination, among);
            while (found != null) {
                Route route = route(this, found);
                if (route != null) {
                    return route;
                }
                among &= (1L << found.prefix().length()) - 1;
                found = destinations.longest(destination, among);
            }
            return null;
        }

        @Override
        public @Nullable Route get(IpPrefix prefix) {
            Destination found = destinations.get(prefix);
            return found == null ? null : route(this, found);
        }

        @Override
        public List<Route> list() {
            List<Route> all = new ArrayList<>();
            destinations.forEach(each -> {
                Route route = route(this, each);
                if (route != null) {
                    all.add(route);
                }
            });
            return all;
        }
    }

    /// A prefix, and who knows the way there by itself.
    private record Destination(int number, IpPrefix prefix, List<Origin> origins) {}

    private record Edge(Node to, long cost, NetworkInterface out, NetworkInterface far) {}

    /// Who knows the way to a prefix by itself, and by which route of its own, if it needs one.
    private record Origin(Node node, @Nullable Route own) {}

    private record Candidate(long distance, Node node) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            return Long.compare(distance, other.distance);
        }
    }

    public ShortestPaths() {}

    /// Two routers are joined by a link; each way takes `delayNanos`. Both interfaces have their addresses.
    ///
    /// @throws IllegalArgumentException if the delay is negative, or an interface has no address
    public void link(Host first, NetworkInterface firstAt, Host second, NetworkInterface secondAt,
            long delayNanos) {
        if (delayNanos < 0 || firstAt.addresses().isEmpty() || secondAt.addresses().isEmpty()) {
            throw new IllegalArgumentException(
                    "no link for routes: " + firstAt + " to " + secondAt + ", " + delayNanos + " ns");
        }
        long cost = delayNanos + NANOS_PER_HOP;
        Node from = node(first);
        Node to = node(second);
        news.add(() -> {
            from.edges.add(new Edge(to, cost, firstAt, secondAt));
            to.edges.add(new Edge(from, cost, secondAt, firstAt));
        });
    }

    /// Whether the links at an interface carry packets; those at a new one do. Until [#install()] is called again, nothing
    /// changes.
    public void up(NetworkInterface end, boolean now) {
        if (now) {
            down.remove(end);
        } else {
            down.add(end);
        }
    }

    /// Watches the carriers of all interfaces that the routers have now, and calls [#install()] by itself.
    public void follow(Engine engine) {
        var again = new Timer(engine, _ -> install());
        for (Node node : nodes.values()) {
            for (NetworkInterface end : node.router.ip().interfaces()) {
                end.port().onCarrier((_, _) -> changing
                        .computeIfAbsent(end, none -> new Timer(engine, _ -> settled(end, again)))
                        .armIn(DETECTION.toNanos()));
            }
        }
    }

    /// The carrier at `end` has stayed as it is. What else settles now is done with in one go.
    private void settled(NetworkInterface end, Timer again) {
        boolean nowUp = end.port().hasCarrier();
        if (nowUp == down.contains(end)) {
            up(end, nowUp);
            again.armIn(0);
        }
    }

    /// `router` knows the way to `prefix` by itself. If it has a route to it now, because one of its interfaces has an
    /// address there or by hand, then only while that route's link is up: as with static routes, which leave the table with
    /// their interface. If several routers know the way, each other one takes the nearest (anycast).
    public void originate(Host router, IpPrefix prefix) {
        var origin = new Origin(node(router), router.ip().routes().own(prefix));
        news.add(() -> {
            Destination destination = destinations.get(prefix);
            if (destination == null) {
                destination = new Destination(destinationCount++, prefix, new ArrayList<>(1));
                destinations.put(prefix, destination);
            }
            destination.origins().add(origin);
        });
    }

    /// Lets all routers have the routes that follow from the links as they are now. What is said of links and origins later
    /// counts from the next time.
    public void install() {
        news.forEach(Runnable::run);
        news.clear();
        int index = 0;
        for (Node node : nodes.values()) {
            node.index = index++;
            node.distances = null;
            node.routes = new IntMap<>();
        }
        installedDown = new LinkedHashSet<>(down);
        destinations.forEach(destination -> destination.origins().forEach(this::withdrawOrReturn));
        for (Node node : nodes.values()) {
            node.router.ip().routes().learn(node);
        }
    }

    /// Takes a router's own route out of its table while the link is down.
    private void withdrawOrReturn(Origin origin) {
        Route own = origin.own();
        if (own == null) {
            return;
        }
        RoutingTable routes = origin.node().router.ip().routes();
        if (isDown(own.out())) {
            if (withdrawn.add(own)) {
                routes.remove(own.prefix());
            }
        } else if (withdrawn.remove(own)) {
            routes.add(own);
        }
    }

    private Node node(Host router) {
        Node node = nodes.computeIfAbsent(router.name(), name -> new Node(router));
        if (!node.router.equals(router)) {
            throw new IllegalArgumentException("two routers are called " + router.name());
        }
        return node;
    }

    /// How `at` gets to a destination; null if it cannot, or needs no help.
    private @Nullable Route route(Node at, Destination to) {
        Route known = at.routes.get(to.number());
        if (known != null) {
            return known;
        }
        Node nearest = nearest(to.origins(), at);
        Edge edge = nearest == null || nearest == at ? null : first(at, distances(nearest));
        if (edge == null) {
            return null;
        }
        Route route = new Route(to.prefix(), edge.far().address(), edge.out());
        at.routes.put(to.number(), route);
        return route;
    }

    /// The nearest to `at` of those who know the way now, or null.
    private @Nullable Node nearest(List<Origin> origins, Node at) {
        Node best = null;
        for (Origin origin : origins) {
            Node node = origin.node();
            if (origin.own() != null && isDown(origin.own().out())) {
                continue;
            }
            if (node == at) {
                return at;
            }
            long ahead = best == null ? 1 : distances(best)[at.index] - distances(node)[at.index];
            if (ahead > 0 || ahead == 0 && best != null && node.index < best.index) {
                best = node;
            }
        }
        return best;
    }

    /// The first link on the way from `at` to where the distances are from; null if there is no way.
    private @Nullable Edge first(Node at, long[] distances) {
        Edge best = null;
        for (Edge edge : at.edges) {
            long rest = distances[edge.to().index];
            boolean isOnTheWay = isUp(edge) && rest != Long.MAX_VALUE
                    && rest + edge.cost() == distances[at.index];
            if (isOnTheWay && (best == null || edge.to().index < best.to().index)) {
                best = edge;
            }
        }
        return best;
    }

    private long[] distances(Node to) {
        long[] known = to.distances;
        if (known == null) {
            known = search(to);
            to.distances = known;
        }
        return known;
    }

    /// Dijkstra: the distance of each router. Links are as long one way as the other.
    private long[] search(Node from) {
        long[] distances = new long[nodes.size()];
        Arrays.fill(distances, Long.MAX_VALUE);
        distances[from.index] = 0;
        var queue = new PriorityQueue<Candidate>();
        queue.add(new Candidate(0, from));
        while (!queue.isEmpty()) {
            Candidate candidate = queue.remove();
            Node node = candidate.node();
            if (candidate.distance() > distances[node.index]) {
                continue;
            }
            for (Edge edge : node.edges) {
                long distance = candidate.distance() + edge.cost();
                int to = edge.to().index;
                if (distance < distances[to] && isUp(edge)) {
                    distances[to] = distance;
                    queue.add(new Candidate(distance, edge.to()));
                }
            }
        }
        return distances;
    }

    private boolean isUp(Edge edge) {
        return !isDown(edge.out()) && !isDown(edge.far());
    }

    private boolean isDown(NetworkInterface end) {
        return installedDown.contains(end);
    }
}
