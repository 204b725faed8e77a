package io.netjar.net.link;

/// Who wants to know whether there is somebody at the other end of a port's medium: what a network card tells its driver
/// when a cable is pulled or plugged in, a radio goes off, or a station leaves its cell.
@FunctionalInterface
public interface CarrierListener {
    /// The carrier at `port` was found, or lost.
    void changed(Port port, boolean found);
}
