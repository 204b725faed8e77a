package io.netjar.net.host;

import io.netjar.wire.IpAddress;

/// What became of one echo request.
public sealed interface PingResult {
    /// The sequence number of the request, from 1.
    int sequence();

    /// The answer came.
    ///
    /// @param ttl the time to live it had left
    /// @param bytes the ICMP message's length, 64 for the usual one
    /// @param roundTripNanos the time from request to answer
    record Reply(int sequence, IpAddress from, int ttl, int bytes,
            long roundTripNanos) implements PingResult {}

    /// The host `from` said by an ICMP error that it does not get there.
    record Failure(int sequence, IpAddress from, int icmpType, int icmpCode) implements PingResult {}

    /// Nothing came in time.
    record Silence(int sequence) implements PingResult {}

    /// The request could not be sent: no route leads there.
    record NoRoute(int sequence) implements PingResult {}
}
