package io.netjar.net.ip;

import io.netjar.wire.Packet;

/// A protocol above IP on one host.
public interface TransportProtocol {
    /// Takes over a datagram for this host. It starts at its IPv4 header, whose checks passed, and ends where the
    /// IPv4 total length says; it is whole (reassembled).
    void receive(Packet datagram);

    /// Whether a packet of which an ICMP error quotes the head, as for [#error], is one that may be on its way still. An
    /// error about another is forged or outdated, and the host learns no path MTU from it (RFC 5927 §4.1, §7.2).
    default boolean isOnItsWay(int source, int destination, byte[] bytes, int offset) {
        return true;
    }

    /// An ICMP error of `type` and `code` came about a packet of this protocol that this host sent from `source` to
    /// `destination`. The first 8 bytes or more of its transport header stand in `bytes` from `offset`, `length`
    /// bytes of it. For "fragmentation needed" `nextHopMtu` is the MTU of RFC 1191, else 0. The bytes must not be kept.
    void error(int type, int code, int nextHopMtu, int source, int destination, byte[] bytes, int offset,
            int length);
}
