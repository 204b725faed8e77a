package io.netjar.internet.description;

import java.time.Duration;

/// How long resolvers may keep what the servers of all zones say by themselves, from 0 s to a week.
///
/// @param delegation which servers a zone has, and their addresses
/// @param negative that a name is not there (RFC 2308 §5)
public record ZoneTtls(Duration delegation, Duration negative) {
    /// Delegations at the root and of top-level domains are kept for two days, as in the real root zone. That a name is not
    /// there could be kept for an hour or more; here for five minutes, so that a name added while one looks on is found before
    /// one goes home.
    public static final ZoneTtls USUAL = new ZoneTtls(Duration.ofDays(2), Duration.ofMinutes(5));
}
