package io.netjar.net.nat;

import io.netjar.wire.Endpoint;

/// A line of a NAT's or a firewall's table, as `conntrack -L` shows them.
///
/// @param protocol 1 (ICMP), 6 (TCP) or 17 (UDP)
/// @param inside the inside host's address and port, or an ICMP query's identifier
/// @param outside what the inside end looks like from outside; without translation the same
/// @param remote the other end; its port is 0 for ICMP
/// @param expiresAt when the flow is forgotten unless a packet comes, in engine time
public record NatEntry(int protocol, Endpoint inside, Endpoint outside, Endpoint remote, FlowState state,
        long expiresAt) {}
