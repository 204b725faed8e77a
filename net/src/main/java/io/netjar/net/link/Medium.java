package io.netjar.net.link;

import io.netjar.wire.Packet;

/// What carries frames between ports: a cable, a fibre, a radio channel.
@FunctionalInterface
public interface Medium {
    /// Takes `frame` from the device behind `from` and, in its time, hands it to the other port or ports with
    /// [Port#receive(Packet)], or drops it with [Network#drop].
    void carry(Port from, Packet frame);

    /// The device behind `from` was switched on or off, which the other ports may see by their carriers.
    default void powered(Port from, boolean on) {}
}
