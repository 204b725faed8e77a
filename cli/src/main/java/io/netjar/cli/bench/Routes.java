package io.netjar.cli.bench;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.ip.RoutingTable;
import io.netjar.net.link.Network;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A routing table of random prefixes: 55 in a hundred are /24, as in the real Internet's table, the others from /8 to
/// /23. Destinations are random, half of them within a known prefix, so that caches help as little as they can.
public final class Routes {
    private static final int DESTINATIONS = 1 << 20;
    private static final int ROUNDS = 5;
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private final Chance chance = Chance.of(1, "routes");
    private final NetworkInterface out;
    private final RoutingTable table;

    private Routes() {
        var router = new Host(new Network(new Engine(1)), "router");
        this.out = router.addInterface("eth0");
        this.table = router.ip().routes();
    }

    /// Measures a table of `prefixes` routes after a run with 100,000 for warmth. Returns one line: nanoseconds of CPU time for a
    /// look-up (the best of five rounds of a million), an insertion, and a removal (on average).
    public static String run(int prefixes) {
        new Routes().measure(100_000);
        return new Routes().measure(prefixes);
    }

    private String measure(int prefixes) {
        List<IpPrefix> routes = List.copyOf(randomPrefixes(prefixes));
        long start = CPU.getCurrentThreadCpuTime();
        for (IpPrefix prefix : routes) {
            table.add(prefix, IpAddress.v4(1), out);
        }
        double insert = since(start) / prefixes;
        double lookup = lookups(routes);
        start = CPU.getCurrentThreadCpuTime();
        for (IpPrefix prefix : routes) {
            table.remove(prefix);
        }
        return String.format(Locale.ROOT, "routes prefixes=%d lookup_ns=%.1f insert_ns=%.0f remove_ns=%.0f",
                prefixes,
                lookup, insert, since(start) / prefixes);
    }

    private Set<IpPrefix> randomPrefixes(int count) {
        Set<IpPrefix> prefixes = new LinkedHashSet<>();
        while (prefixes.size() < count) {
            int length = chance.happens(0.55) ? 24 : 8 + chance.nextInt(16);
            prefixes.add(IpPrefix.holding(IpAddress.v4(chance.nextInt()), length));
        }
        return prefixes;
    }

    private double lookups(List<IpPrefix> routes) {
        int[] destinations = new int[DESTINATIONS];
        for (int i = 0; i < DESTINATIONS; i++) {
            int known = routes.get(chance.nextInt(routes.size())).address().v4();
            destinations[i] = chance.happens(0.5) ? chance.nextInt() : known | chance.nextInt(256);
        }
        double best = Double.MAX_VALUE;
        int found = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = CPU.getCurrentThreadCpuTime();
            for (int destination : destinations) {
                found += table.lookup(destination) == null ? 0 : 1;
            }
            best = Math.min(best, since(start) / DESTINATIONS);
        }
        if (found == 0) {
            throw new IllegalStateException("no destination has a route");
        }
        return best;
    }

    private static double since(long start) {
        return CPU.getCurrentThreadCpuTime() - start;
    }
}
