package io.netjar.cli.iperf;

import io.netjar.wire.Endpoint;

/// Is told of a measurement while it goes on, on the engine's thread.
public interface Report {
    /// A stream of this number stands, between these ends of the client's.
    void connected(int stream, Endpoint local, Endpoint remote);

    /// A second has passed, or what was left of one.
    void interval(Interval interval);
}
