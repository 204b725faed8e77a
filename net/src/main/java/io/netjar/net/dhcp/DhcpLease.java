package io.netjar.net.dhcp;

import io.netjar.wire.IpAddress;
import io.netjar.wire.MacAddress;

/// A line of a DHCP server's table: who has which address.
///
/// @param hostName what the client calls itself, or an empty text
/// @param expiresAt when the lease ends, in engine time
public record DhcpLease(IpAddress address, MacAddress mac, String hostName, long expiresAt) {}
