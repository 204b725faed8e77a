package io.netjar.internet.assembly;

import io.netjar.net.dhcp.DhcpClient;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;

/// A device of a home or an office on the network.
///
/// @param at its one interface, `eth0` or `wlan0`
/// @param dhcp how it gets its address
public record Station(Host host, NetworkInterface at, DhcpClient dhcp) {}
