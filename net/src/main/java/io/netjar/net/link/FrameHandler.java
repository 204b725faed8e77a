package io.netjar.net.link;

import io.netjar.wire.Packet;

/// The device behind a port.
@FunctionalInterface
public interface FrameHandler {
    /// Takes over `frame`, which came in at `port` and starts at its Ethernet header.
    void receive(Port port, Packet frame);
}
