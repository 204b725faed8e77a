/// DHCP (RFC 2131, options of RFC 2132): how a host that knows nothing gets its address, its router and its name
/// servers from the network it is plugged into, and loses them again if it stops asking.
///
/// The protocol is in two machines that do no input or output, `DhcpClient` and `DhcpServer`
/// put them on a host's UDP ports 68 and 67.
///
/// ```java
/// new DhcpServer(router, lan, DhcpScope.of(IpPrefix.of("192.168.0.0/24"), IpAddress.of("192.168.0.1")));
/// new DhcpClient(laptop, wlan0).start();
/// ```
@NullMarked
package io.netjar.net.dhcp;

import org.jspecify.annotations.NullMarked;
