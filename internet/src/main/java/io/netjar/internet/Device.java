package io.netjar.internet;

import io.netjar.dns.Stub;
import io.netjar.net.dhcp.DhcpClient;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.netty.HostTransport;
import io.netjar.wire.IpAddress;

/// A computer of a home or an office, and what programs on it use.
///
/// @param name its full name, as in `alice/laptop`
/// @param host its stack: UDP, TCP, ping
/// @param networkInterface its one interface, on a cable or in a Wi-Fi cell
/// @param dhcp where its address came from
/// @param stub its resolver library
/// @param transport its TCP for Netty programs
public record Device(String name, Host host, NetworkInterface networkInterface, DhcpClient dhcp, Stub stub,
        HostTransport transport) {
    /// The address that it has now; 0.0.0.0 if none.
    public IpAddress address() {
        return networkInterface.address();
    }
}
