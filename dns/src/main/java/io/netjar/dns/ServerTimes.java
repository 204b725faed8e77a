package io.netjar.dns;

import io.netjar.engine.Chance;
import io.netjar.wire.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.Name;

/// What a resolver has learned about name servers: how long they take to answer, whether they know EDNS, and for which
/// zones they are lame. Servers not met yet rank before all others in random order, so that each is tried once; those
/// passed over slowly come back into favour, so that a server that was slow is tried again. What nothing new was heard
/// about for a while is forgotten.
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
    private static final long SECOND = 1_000_000_000L;
    /// For how long something learned counts: Unbound's infra-host-ttl.
    private static final long MEMORY = 900 * SECOND;
    /// One operator's server may be lame for many zones; no list of them may grow for ever.
    private static final int MAX_LAME_ZONES = 1_000;

    private final Chance chance;
    private final LinkedHashMap<IpAddress, Times> servers = new LinkedHashMap<>();

    private static final class Times {
        /// Nanoseconds.
        private double smoothed;
        private double variation;
        private int timeouts;
        private boolean measured;
        private boolean plainOnly;
        private boolean changesCase;
        private long learnedAt;
        /// Until when the server is thought lame for each of these zones, in the engine's nanoseconds.
        private final Map<Name, Long> lameUntil = new LinkedHashMap<>();
    }

    ServerTimes(Chance chance) {
        this.chance = chance;
    }

    /// The best of `candidates`, of which there is at least one.
    IpAddress best(Collection<IpAddress> candidates, long now) {
        IpAddress best = candidates.iterator().next();
        for (IpAddress candidate : candidates) {
            if (of(candidate, now).smoothed < of(best, now).smoothed) {
                best = candidate;
            }
        }
        for (IpAddress candidate : candidates) {
            if (!candidate.equals(best)) {
                of(candidate, now).smoothed *= DECAY;
            }
        }
        return best;
    }

    /// How long to wait for an answer from `server`, in nanoseconds: RFC 6298 §2, doubled for each timeout in a row.
    long timeoutNanos(IpAddress server, long now) {
        return timeoutNanos(of(server, now));
    }

    private static long timeoutNanos(Times times) {
        double base = times.measured ? times.smoothed + 4 * times.variation : FIRST_TIMEOUT;
        return (long) Math.clamp(base * (1L << Math.min(times.timeouts, 6)), MIN_TIMEOUT, MAX_TIMEOUT);
    }

    void answered(IpAddress server, long roundTripNanos, long now) {
        Times times = of(server, now);
        times.learnedAt = now;
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

    void failed(IpAddress server, long now) {
        Times times = of(server, now);
        times.learnedAt = now;
        times.timeouts++;
        times.smoothed = Math.min(MAX_SMOOTHED, times.smoothed + PENALTY);
    }

    /// Whether queries to `server` go without EDNS, since it answered one with FORMERR (RFC 6891 §7).
    boolean isPlainOnly(IpAddress server, long now) {
        return of(server, now).plainOnly;
    }

    void plainOnly(IpAddress server, long now) {
        of(server, now).plainOnly = true;
    }

    /// Whether `server` repeats names with other upper and lower case letters than it was asked in.
    boolean changesCase(IpAddress server, long now) {
        return of(server, now).changesCase;
    }

    void changedCase(IpAddress server, long now) {
        of(server, now).changesCase = true;
    }

    /// Whether `server` has shown lately that it does not serve `zone`, though that was delegated to it.
    boolean isLame(IpAddress server, Name zone, long now) {
        Long until = of(server, now).lameUntil.get(zone);
        return until != null && now < until;
    }

    void lame(IpAddress server, Name zone, long now) {
        Times times = of(server, now);
        times.lameUntil.values().removeIf(until -> until <= now);
        if (times.lameUntil.size() < MAX_LAME_ZONES) {
            times.lameUntil.put(zone, now + MEMORY);
        }
    }

    /// All that is known at `now`, in the order in which the servers were met.
    List<KnownServer> all(long now) {
        List<KnownServer> all = new ArrayList<>();
        servers.forEach((address, times) -> {
            if (now - times.learnedAt < MEMORY && (times.measured || times.timeouts > 0)) {
                all.add(new KnownServer(address, (long) times.smoothed, timeoutNanos(times), times.timeouts,
                        features(times, now)));
            }
        });
        return all;
    }

    private static List<String> features(Times times, long now) {
        List<String> features = new ArrayList<>();
        if (times.plainOnly) {
            features.add("no EDNS");
        }
        if (times.changesCase) {
            features.add("changes case");
        }
        times.lameUntil.forEach((zone, until) -> {
            if (now < until) {
                features.add("lame for " + zone);
            }
        });
        return features;
    }

    private Times of(IpAddress server, long now) {
        Times times = servers.get(server);
        if (times == null || now - times.learnedAt >= MEMORY) {
            times = new Times();
            times.smoothed = chance.nextDouble() * MILLISECOND;
            times.learnedAt = now;
            if (servers.size() >= CAPACITY && !servers.containsKey(server)) {
                servers.pollFirstEntry();
            }
            servers.put(server, times);
        }
        return times;
    }
}
