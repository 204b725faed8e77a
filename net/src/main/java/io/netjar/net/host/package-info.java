/// A host: its interfaces, its stack, and the programs every host has.
///
/// ```java
/// var host = new Host(network, "alice/laptop");
/// NetworkInterface eth0 = host.addInterface("eth0");
/// eth0.addAddress(IpAddress.of("192.168.1.2"), 24);
/// host.addDefaultRoute(IpAddress.of("192.168.1.1"));
/// UdpSocket socket = host.udp().bind(0, (from, sender, data, offset, length) -> answers++);
/// ```
@NullMarked
package io.netjar.net.host;

import org.jspecify.annotations.NullMarked;
