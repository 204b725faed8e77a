package io.netjar.net.router;

import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.ip.Route;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
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
public final class ShortestPaths {
    /// Makes fewer hops better than more, and every step forward: no ties that could turn into a loop.
    private static final long NANOS_PER_HOP = 1;

    private final Map<String, Node> nodes = new TreeMap<>();
    private final Map<IpPrefix, List<Node>> origins = new LinkedHashMap<>();
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

    private record Edge(Node to, long cost, NetworkInterface out, NetworkInterface far) {
        private IpAddress gateway() {
            return far.address();
        }
    }

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

    /// `router` knows the way to `prefix` by itself. If several do, each other router takes the nearest (anycast).
    public void originate(Host router, IpPrefix prefix) {
        origins.computeIfAbsent(prefix, none -> new ArrayList<>(1)).add(node(router));
    }

    /// Writes the routes to all prefixes into all routers' tables; where no way leads to a prefix, a route to it by a
    /// gateway is taken out. Returns how many routes were written.
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
        for (Map.Entry<IpPrefix, List<Node>> entry : origins.entrySet()) {
            Node nearest = nearest(entry.getValue(), distances);
            if (nearest == source) {
                continue;
            }
            Edge edge = firstEdges[nearest.index];
            IpPrefix prefix = entry.getKey();
            if (edge != null) {
                source.router.ip().routes().add(prefix, edge.gateway(), edge.out());
                written++;
            } else {
                removeRemote(source, prefix);
            }
        }
        return written;
    }

    private static void removeRemote(Node source, IpPrefix prefix) {
        Route route = source.router.ip().routes().get(prefix);
        if (route != null && !route.isOnLink()) {
            source.router.ip().routes().remove(prefix);
        }
    }

    private static Node nearest(List<Node> candidates, long[] distances) {
        Node best = candidates.getFirst();
        for (Node candidate : candidates) {
            long ahead = distances[best.index] - distances[candidate.index];
            if (ahead > 0 || ahead == 0 && candidate.index < best.index) {
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
                if (down.contains(edge.out()) || down.contains(edge.far())) {
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

    private static boolean isBefore(@Nullable Edge edge, @Nullable Edge other) {
        return edge != null && other != null && edge.to().index < other.to().index;
    }
}
