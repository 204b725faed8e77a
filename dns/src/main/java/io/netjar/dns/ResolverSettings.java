package io.netjar.dns;

import io.netjar.wire.IpPrefix;
import java.time.Duration;
import java.util.List;

/// How a recursive resolver behaves.
///
/// @param allowed who may ask, by source address; others are refused. Empty means everyone: an open resolver, which the
///        real Internet's operators are told not to run (RFC 5358)
/// @param cacheEntries how many sets of records are remembered
/// @param maxQueries how many queries one question may cost at most, everything it leads to included
/// @param patience how long one question may take before the asker is told SERVFAIL
/// @param localZones zones answered by the resolver itself, without asking: see [SpecialNames]
public record ResolverSettings(List<IpPrefix> allowed, int cacheEntries, int maxQueries, Duration patience,
        List<DnsZone> localZones) {
    public ResolverSettings {
        allowed = List.copyOf(allowed);
        localZones = List.copyOf(localZones);
        if (cacheEntries < 100 || maxQueries < 1 || patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException(
                    "a resolver needs at least 100 cache entries, one query and some time");
        }
    }

    /// Everyone may ask; 10,000 entries, plenty for an emulated Internet; 60 queries (between BIND's
    /// max-recursion-queries of 50 and of 100, by version); 10 s (BIND's resolver-query-timeout).
    public static ResolverSettings open() {
        return new ResolverSettings(List.of(), 10_000, 60, Duration.ofSeconds(10), SpecialNames.zones());
    }

    /// As [#open()], but only `allowed` may ask: a provider's resolver for its customers.
    public static ResolverSettings servingOnly(List<IpPrefix> allowed) {
        return open().withAllowed(allowed);
    }

    public ResolverSettings withAllowed(List<IpPrefix> prefixes) {
        return new ResolverSettings(prefixes, cacheEntries, maxQueries, patience, localZones);
    }

    public ResolverSettings withCacheEntries(int entries) {
        return new ResolverSettings(allowed, entries, maxQueries, patience, localZones);
    }

    public ResolverSettings withMaxQueries(int queries) {
        return new ResolverSettings(allowed, cacheEntries, queries, patience, localZones);
    }

    public ResolverSettings withPatience(Duration newPatience) {
        return new ResolverSettings(allowed, cacheEntries, maxQueries, newPatience, localZones);
    }

    public ResolverSettings withLocalZones(List<DnsZone> zones) {
        return new ResolverSettings(allowed, cacheEntries, maxQueries, patience, zones);
    }
}
