package io.netjar.dns;

/// What operators switch on and off in a recursive resolver.
///
/// @param minimisation how much of a name each server is told
/// @param mixesCase whether names are asked in upper and lower case by chance, so that answers are harder to forge (0x20)
/// @param servesStale whether answers that have run out are given if the servers cannot be reached (RFC 8767)
/// @param prefetches whether answers are asked for again in the last tenth of their time, when somebody wants them
/// @param validates whether answers are validated, if there is a trust anchor (DNSSEC)
/// @param cacheEntries how many sets of records are remembered
public record ResolverHabits(QnameMinimisation minimisation, boolean mixesCase, boolean servesStale,
        boolean prefetches, boolean validates, int cacheEntries) {
    /// The least useful number of cache entries.
    public static final int LEAST_ENTRIES = 100;
    /// More would not fit in the memory of any machine.
    public static final int MOST_ENTRIES = 10_000_000;

    public ResolverHabits {
        if (cacheEntries < LEAST_ENTRIES || cacheEntries > MOST_ENTRIES) {
            throw new IllegalArgumentException(
                    "a cache has from " + LEAST_ENTRIES + " to " + MOST_ENTRIES + " entries, not "
                            + cacheEntries);
        }
    }

    /// What BIND and Unbound do unless told otherwise: QNAME minimisation, relaxed; neither 0x20 (Unbound's use-caps-for-id
    /// is off, BIND has none) nor stale answers; validation, as both are configured in distributions; no prefetching as
    /// Unbound (BIND renews in the last 2 s). 10,000 entries
    /// are plenty for an emulated Internet.
    public static ResolverHabits usual() {
        return new ResolverHabits(QnameMinimisation.RELAXED, false, false, false, true, 10_000);
    }

    public ResolverHabits withMinimisation(QnameMinimisation how) {
        return new ResolverHabits(how, mixesCase, servesStale, prefetches, validates, cacheEntries);
    }

    public ResolverHabits withMixedCase(boolean mixes) {
        return new ResolverHabits(minimisation, mixes, servesStale, prefetches, validates, cacheEntries);
    }

    public ResolverHabits withServeStale(boolean serves) {
        return new ResolverHabits(minimisation, mixesCase, serves, prefetches, validates, cacheEntries);
    }

    public ResolverHabits withPrefetch(boolean fetches) {
        return new ResolverHabits(minimisation, mixesCase, servesStale, fetches, validates, cacheEntries);
    }

    public ResolverHabits withValidation(boolean judges) {
        return new ResolverHabits(minimisation, mixesCase, servesStale, prefetches, judges, cacheEntries);
    }

    public ResolverHabits withCacheEntries(int entries) {
        return new ResolverHabits(minimisation, mixesCase, servesStale, prefetches, validates, entries);
    }
}
