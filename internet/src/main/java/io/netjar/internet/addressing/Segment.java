package io.netjar.internet.addressing;

import io.netjar.wire.IpPrefix;
import java.util.List;
import java.util.stream.Stream;

/// The interfaces that share a network: the two of a line between routers, those of a room of servers, of an exchange,
/// behind an edge router, or inside of a home or an office. Interfaces are called by their full names, as in
/// `hanbit/seoul/core:edge`.
///
/// @param owner in words, whose addresses these are, as in `provider 'hanbit'`
/// @param within what the network is taken from; equal to `usual` if it cannot be another one
/// @param usual the network unless somebody says otherwise
/// @param fixed those that have an address for good, in the order in which they get the network's first ones
/// @param leased those whose DHCP server keeps an address for them
public record Segment(String owner, IpPrefix within, IpPrefix usual, List<String> fixed,
        List<String> leased) {
    public Segment {
        fixed = List.copyOf(fixed);
        leased = List.copyOf(leased);
    }

    /// All of them, those with leases first.
    List<String> interfaces() {
        return Stream.concat(leased.stream(), fixed.stream()).toList();
    }
}
