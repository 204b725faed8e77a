package io.netjar.dns;

import io.netjar.dns.dnssec.TrustAnchors;
import io.netjar.wire.IpPrefix;
import java.time.Duration;
import java.util.List;

/// How a recursive resolver behaves.
///
/// @param allowed who may ask, by source address; others are refused. Empty means everyone: an open resolver, which the
///        real Internet's operators are told not to run (RFC 5358)
/// @param maxQueries how many queries one question may cost at most, everything it leads to included
/// @param patience how long one question may take before the asker is told SERVFAIL
/// @param habits what operators switch on and off
/// @param localZones zones answered by the resolver itself, without asking: see [SpecialNames]. They are not validated
/// @param anchors where trust in signatures begins (DNSSEC); without any, nothing is validated
public record ResolverSettings(List<IpPrefix> allowed, int maxQueries, Duration patience,
        ResolverHabits habits,
        List<DnsZone> localZones, TrustAnchors anchors) {
    public ResolverSettings {
        allowed = List.copyOf(allowed);
        localZones = List.copyOf(localZones);
        if (maxQueries < 1 || patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("a resolver needs at least one query and some time");
        }
    }

    /// Everyone may ask; 60 queries (between BIND's max-recursion-queries of 50 and of 100, by version); 10 s (BIND's
    /// resolver-query-timeout).
    public static ResolverSettings open() {
        return new ResolverSettings(List.of(), 60, Duration.ofSeconds(10), ResolverHabits.usual(),
                SpecialNames.zones(), TrustAnchors.none());
    }

    /// As [#open()], but only `allowed` may ask: a provider's resolver for its customers.
    public static ResolverSettings servingOnly(List<IpPrefix> allowed) {
        return open().withAllowed(allowed);
    }

    public ResolverSettings withAllowed(List<IpPrefix> prefixes) {
        return new ResolverSettings(prefixes, maxQueries, patience, habits, localZones, anchors);
    }

    public ResolverSettings withMaxQueries(int queries) {
        return new ResolverSettings(allowed, queries, patience, habits, localZones, anchors);
    }

    public ResolverSettings withPatience(Duration newPatience) {
        return new ResolverSettings(allowed, maxQueries, newPatience, habits, localZones, anchors);
    }

    public ResolverSettings withHabits(ResolverHabits newHabits) {
        return new ResolverSettings(allowed, maxQueries, patience, newHabits, localZones, anchors);
    }

    public ResolverSettings withLocalZones(List<DnsZone> zones) {
        return new ResolverSettings(allowed, maxQueries, patience, habits, zones, anchors);
    }

    public ResolverSettings withAnchors(TrustAnchors known) {
        return new ResolverSettings(allowed, maxQueries, patience, habits, localZones, known);
    }
}
