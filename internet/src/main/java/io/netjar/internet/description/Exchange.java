package io.netjar.internet.description;

import io.netjar.wire.IpPrefix;
import java.util.List;

/// An Internet exchange point: a switch in a city where providers meet.
///
/// @param addresses the network on the switch, one address for each member's router
/// @param members the names of the providers with a port on the switch
public record Exchange(String name, String city, IpPrefix addresses, List<String> members) {
    public Exchange {
        members = List.copyOf(members);
    }
}
