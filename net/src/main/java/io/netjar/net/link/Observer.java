package io.netjar.net.link;

import io.netjar.wire.Packet;

/// Somebody who watches the frames of a network, as a capture does. An observer reads and never keeps, changes or
/// releases a packet.
public interface Observer {
    /// The device behind `port` handed `frame` to the medium.
    void sent(Port port, Packet frame);

    /// The medium handed `frame` to the device behind `port`.
    void received(Port port, Packet frame);

    /// `packet` came to nothing at `port`.
    void dropped(Port port, Packet packet, DropReason reason);
}
