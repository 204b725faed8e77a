/// Network address and port translation (RFC 3022, behaviours of RFC 4787, RFC 5382 and RFC 5508): what lets a home
/// share one public address, and what makes its connections die when they idle for too long. And the stateful firewall
/// that does the same watching without translating.
///
/// ```java
/// var nat = new Nat44(engine, "alice/router", NatSettings.homeRouter());
/// nat.outside(IpAddress.of("203.0.112.7"));
/// nat.forward(Ipv4View.PROTOCOL_TCP, 8080, new Endpoint(IpAddress.of("192.168.0.10"), 80));
/// nat.outbound(packet); // on its way to the provider
/// nat.inbound(answer); // on its way back
/// ```
@NullMarked
package io.netjar.net.nat;

import org.jspecify.annotations.NullMarked;
