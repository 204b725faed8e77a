package io.netjar.net.ip;

import io.netjar.wire.Packet;

/// A protocol above IP on one host.
public interface TransportProtocol {
    /// Takes over a datagram for this host. It starts at its IPv4 header, whose checks passed, and ends where the
    /// IPv4 total length says; it is whole (reassembled).
    void receive(Packet datagram);

    /// An ICMP error of `type` and `code` came about a packet of this protocol that this host sent from `source` to
    /// `destination`. The first 8 bytes or more of its transport header stand in `bytes` from `offset`, `length`
    /// bytes of it. For "fragmentation needed" `nextHopMtu` is the MTU of RFC 1191, else 0. The bytes must not be kept.
    void error(int type, int code, int nextHopMtu, int source, int destination, byte[] bytes, int offset,
            int length);
}
