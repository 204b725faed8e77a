package io.netjar.gateway;

import java.net.InetSocketAddress;
import java.util.Optional;

/// A door to open.
///
/// @param address where on the real machine (port 0: any free one)
/// @param target where inside a forward leads; the other kinds learn from each visitor where to go
public record DoorPlan(DoorKind kind, InetSocketAddress address, Optional<Target> target) {
    /// @throws IllegalArgumentException if a forward has no target, or another door has one
    public DoorPlan {
        if ((kind == DoorKind.FORWARD) != target.isPresent()) {
            throw new IllegalArgumentException("a target belongs to a forward and to nothing else: " + kind);
        }
    }

    /// A door whose visitors say where they want to go: any kind but a forward.
    public DoorPlan(DoorKind kind, InetSocketAddress address) {
        this(kind, address, Optional.empty());
    }

    /// A port of the real machine that leads to `target`.
    public static DoorPlan forward(InetSocketAddress address, Target target) {
        return new DoorPlan(DoorKind.FORWARD, address, Optional.of(target));
    }
}
