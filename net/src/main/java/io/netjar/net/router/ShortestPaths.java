package io.netjar.net.router;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.ip.Route;
import io.netjar.net.ip.RoutingTable;
import io.netjar.wire.IpAddress;
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

/// Routes of least delay between routers, worked out in one place and written into their tables, as a routing protocol
/// that had all the time in the world would leave them (Dijkstra's algorithm, as in OSPF, RFC 2328 §16.1).
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
    private final Map<IpPrefix, List<Origin>> origins = new LinkedHashMap<>();
    /// The interfaces whose links carry nothing now.
    private final Set<NetworkInterface> down = new LinkedHashSet<>();

    private static final class Node {
        private final Host router;
        private final List<Edge> edges = new ArrayList<>();
        /// The place among all names in order.
        private int index;

        Node(Host router) {
            this.router = router;
        }
    }

    /// Interfaces whose carrier changed, with the time from which that counts.
    private final Map<NetworkInterface, Timer> changing = new LinkedHashMap<>();

    private record Edge(Node to, long cost, NetworkInterface out, NetworkInterface far) {
        private IpAddress gateway() {
            return far.address();
        }
    }

    /// Who knows the way to a prefix by itself, and by which route of its own, if it needs one.
    private record Origin(Node node, @Nullable Route own) {}

    private record Candidate(long distance, Node node) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            int byDistance = Long.compare(distance, other.distance);
            return byDistance != 0 ? byDistance : Integer.compare(node.index, other.node.index);
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
        from.edges.add(new Edge(to, cost, firstAt, secondAt));
        to.edges.add(new Edge(from, cost, secondAt, firstAt));
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
        origins.computeIfAbsent(prefix, none -> new ArrayList<>(1))
                .add(new Origin(node(router), router.ip().routes().get(prefix)));
    }

    /// Writes the routes to all prefixes into all routers' tables; where no way leads to a prefix, a route to it by a
    /// gateway is taken out. Returns how many routes were new or other ones.
    public int install() {
        int index = 0;
        for (Node node : nodes.values()) {
            node.index = index++;
        }
        int written = 0;
        for (Node node : nodes.values()) {
            written += install(node);
        }
        return written;
    }

    private Node node(Host router) {
        Node node = nodes.computeIfAbsent(router.name(), name -> new Node(router));
        if (!node.router.equals(router)) {
            throw new IllegalArgumentException("two routers are called " + router.name());
        }
        return node;
    }

    private int install(Node source) {
        long[] distances = new long[nodes.size()];
        @Nullable
        Edge[] firstEdges = new @Nullable Edge[nodes.size()];
        search(source, distances, firstEdges);
        int written = 0;
        for (Map.Entry<IpPrefix, List<Origin>> entry : origins.entrySet()) {
            IpPrefix prefix = entry.getKey();
            Origin nearest = nearest(entry.getValue(), distances);
            if (nearest != null && nearest.node() == source) {
                reconnect(nearest, prefix);
                continue;
            }
            Edge edge = nearest == null ? null : firstEdges[nearest.node().index];
            if (edge == null) {
                withdraw(source, prefix);
            } else {
                written += write(source, prefix, edge) ? 1 : 0;
            }
        }
        return written;
    }

    /// Writes a route, unless it is there already.
    private static boolean write(Node source, IpPrefix prefix, Edge edge) {
        RoutingTable routes = source.router.ip().routes();
        Route now = routes.get(prefix);
        if (now != null && now.out() == edge.out() && now.gateway().equals(edge.gateway())) {
            return false;
        }
        routes.add(prefix, edge.gateway(), edge.out());
        return true;
    }

    /// Gives a router back its own route by an interface whose carrier was found again.
    private static void reconnect(Origin origin, IpPrefix prefix) {
        RoutingTable routes = origin.node().router.ip().routes();
        Route own = origin.own();
        Route now = routes.get(prefix);
        if (own == null
                || now != null && now.out() == own.out() && now.gateway().equals(own.gateway())) {
            return;
        }
        if (own.isOnLink()) {
            routes.add(prefix, own.out());
        } else {
            routes.add(prefix, own.gateway(), own.out());
        }
    }

    /// No way leads to `prefix`. A route of the router's own stays, unless its link is down.
    private void withdraw(Node source, IpPrefix prefix) {
        Route route = source.router.ip().routes().get(prefix);
        if (route != null && (!route.isOnLink() || down.contains(route.out()))) {
            source.router.ip().routes().remove(prefix);
        }
    }

    /// The nearest of those who know the way now, or null.
    private @Nullable Origin nearest(List<Origin> candidates, long[] distances) {
        Origin best = null;
        for (Origin candidate : candidates) {
            if (candidate.own() != null && isDown(candidate.own().out())) {
                continue;
            }
            int index = candidate.node().index;
            long ahead = best == null ? 1 : distances[best.node().index] - distances[index];
            if (ahead > 0 || best != null && ahead == 0 && index < best.node().index) {
                best = candidate;
            }
        }
        return best;
    }

    /// Dijkstra: the distance to each router and the first link on the way to it.
    private void search(Node source, long[] distances, @Nullable Edge[] firstEdges) {
        Arrays.fill(distances, Long.MAX_VALUE);
        distances[source.index] = 0;
        boolean[] done = new boolean[distances.length];
        var queue = new PriorityQueue<Candidate>();
        queue.add(new Candidate(0, source));
        while (!queue.isEmpty()) {
            Candidate candidate = queue.remove();
            Node node = candidate.node();
            if (done[node.index]) {
                continue;
            }
            done[node.index] = true;
            for (Edge edge : node.edges) {
                if (isDown(edge.out()) || isDown(edge.far())) {
                    continue;
                }
                Edge first = node == source ? edge : firstEdges[node.index];
                long distance = candidate.distance() + edge.cost();
                int to = edge.to().index;
                if (distance < distances[to]
                        || distance == distances[to] && isBefore(first, firstEdges[to])) {
                    distances[to] = distance;
                    firstEdges[to] = first;
                    queue.add(new Candidate(distance, edge.to()));
                }
            }
        }
    }

    private boolean isDown(NetworkInterface end) {
        return !down.isEmpty() && down.contains(end);
    }

    private static boolean isBefore(@Nullable Edge edge, @Nullable Edge other) {
        return edge != null && other != null && edge.to().index < other.to().index;
    }
}
