package io.netjar.gateway;

import java.net.InetSocketAddress;

/// A door to open: its kind and the address of the real machine to open it on (port 0: any free one).
public record DoorPlan(DoorKind kind, InetSocketAddress address) {}
