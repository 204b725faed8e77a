package io.netjar.net.ip;

import io.netjar.wire.Packet;

/// A place on a packet's way through a host where NAT and firewalls look at it.
@FunctionalInterface
public interface PacketHook {
    /// Looks at `packet`, which starts at its checked IPv4 header and is no fragment, and may change it (the
    /// checksums are the hook's then). Returns true if the packet goes on; false if the hook has taken it over, to
    /// drop it or to send it elsewhere.
    boolean pass(Packet packet, NetworkInterface at);
}
