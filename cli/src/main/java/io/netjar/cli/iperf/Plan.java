package io.netjar.cli.iperf;

import io.netjar.wire.Endpoint;

/// What is measured.
///
/// @param server where the server listens
/// @param isReverse whether the server sends
/// @param streams how many at once
/// @param nanos for how long
/// @param bitsPerSecond of each stream's payload; UDP only
public record Plan(Endpoint server, boolean isReverse, int streams, long nanos, long bitsPerSecond) {
    /// Where iperf3 listens.
    public static final int PORT = 5201;
}
