package io.netjar.internet.description;

import io.netjar.net.nat.FirewallRule;
import io.netjar.net.nat.NatSettings;
import java.util.List;

/// What the router between inside and outside lets through, and how it translates.
///
/// @param translates whether there is NAT; if not, a stateful firewall guards the network
/// @param nat how it translates; without NAT, the firewall's timeouts and number of flows
/// @param open what those outside can reach inside
/// @param block what those inside cannot reach outside
public record Border(boolean translates, NatSettings nat, List<OpenPort> open, List<FirewallRule> block) {
    public Border {
        open = List.copyOf(open);
        block = List.copyOf(block);
    }

    /// A port that those outside can reach.
    ///
    /// @param protocol 6 (TCP) or 17 (UDP)
    /// @param port the port as seen from outside
    /// @param device the device inside, or `server`
    /// @param devicePort the device's own port
    public record OpenPort(int protocol, int port, String device, int devicePort) {}
}
