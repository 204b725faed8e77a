package io.netjar.dns;

import io.netjar.engine.Chance;
import io.netjar.wire.IpAddress;
import java.util.Collection;
import java.util.LinkedHashMap;

/// What a resolver has learned about name servers: how long they take to answer, and whether they know EDNS. Servers
/// not met yet rank before all others in random order, so that each is tried once; those passed over slowly
/// come back into favour, so that a server that was slow is tried again.
final class ServerTimes {
    private static final double MILLISECOND = 1e6;
    /// How long the first query to an unknown server waits: BIND's 800 ms.
    private static final double FIRST_TIMEOUT = 800 * MILLISECOND;
    private static final double MIN_TIMEOUT = 50 * MILLISECOND;
    private static final double MAX_TIMEOUT = 4_000 * MILLISECOND;
    /// What a query without answer adds to a server's time, as in BIND.
    private static final double PENALTY = 200 * MILLISECOND;
    private static final double MAX_SMOOTHED = 10_000 * MILLISECOND;
    private static final double DECAY = 0.98;
    private static final int CAPACITY = 10_000;

    private final Chance chance;
    private final LinkedHashMap<IpAddress, Times> servers = new LinkedHashMap<>();

    private static final class Times {
        /// Nanoseconds.
        private double smoothed;
        private double variation;
        private int timeouts;
        private boolean measured;
        private boolean plainOnly;
    }

    ServerTimes(Chance chance) {
        this.chance = chance;
    }

    /// The best of `candidates`, of which there is at least one.
    IpAddress best(Collection<IpAddress> candidates) {
        IpAddress best = candidates.iterator().next();
        for (IpAddress candidate : candidates) {
            if (of(candidate).smoothed < of(best).smoothed) {
                best = candidate;
            }
        }
        for (IpAddress candidate : candidates) {
            if (!candidate.equals(best)) {
                of(candidate).smoothed *= DECAY;
            }
        }
        return best;
    }

    /// How long to wait for an answer from `server`, in nanoseconds: RFC 6298 §2, doubled for each timeout in a row.
    long timeoutNanos(IpAddress server) {
        Times times = of(server);
        double base = times.measured ? times.smoothed + 4 * times.variation : FIRST_TIMEOUT;
        return (long) Math.clamp(base * (1L << Math.min(times.timeouts, 6)), MIN_TIMEOUT, MAX_TIMEOUT);
    }

    void answered(IpAddress server, long roundTripNanos) {
        Times times = of(server);
        if (times.measured) {
            times.variation += (Math.abs(times.smoothed - roundTripNanos) - times.variation) / 4;
            times.smoothed += (roundTripNanos - times.smoothed) / 8;
        } else {
            times.smoothed = roundTripNanos;
            times.variation = roundTripNanos / 2.0;
            times.measured = true;
        }
        times.timeouts = 0;
    }

    void failed(IpAddress server) {
        Times times = of(server);
        times.timeouts++;
        times.smoothed = Math.min(MAX_SMOOTHED, times.smoothed + PENALTY);
    }

    /// Whether queries to `server` go without EDNS, since it answered one with FORMERR (RFC 6891 §7).
    boolean isPlainOnly(IpAddress server) {
        return of(server).plainOnly;
    }

    void plainOnly(IpAddress server) {
        of(server).plainOnly = true;
    }

    private Times of(IpAddress server) {
        Times times = servers.get(server);
        if (times == null) {
            times = new Times();
            times.smoothed = chance.nextDouble() * MILLISECOND;
            if (servers.size() >= CAPACITY) {
                servers.pollFirstEntry();
            }
            servers.put(server, times);
        }
        return times;
    }
}
