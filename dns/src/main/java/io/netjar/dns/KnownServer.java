package io.netjar.dns;

import io.netjar.wire.IpAddress;
import java.util.List;

/// What a resolver has learned about a name server, for people who want to know why it asks which.
///
/// @param smoothedNanos the smoothed round-trip time by which servers are compared; each silence adds to it, and being
///        passed over takes from it
/// @param timeoutNanos how long the next query to it would wait
/// @param timeouts queries without an answer since the last one with
/// @param features what else is known, in words: `no EDNS`, `changes case`, `lame for shop.test.`
public record KnownServer(IpAddress address, long smoothedNanos, long timeoutNanos, int timeouts,
        List<String> features) {
    public KnownServer {
        features = List.copyOf(features);
    }
}
