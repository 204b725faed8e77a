/// The box between a household, or an office, and its provider: router, switch, DHCP server, NAT and firewall in one.
///
/// ```java
/// var router = new HomeRouter(network, "alice/router", HomeRouterSettings.home());
/// router.wanByDhcp();
/// new Link(network, "alice line", router.wan(), modem.lan(), LinkSpec.ethernet());
/// new Link(network, "alice cable", pc.port(), router.newLanPort(), LinkSpec.ethernet());
/// ```
@NullMarked
package io.netjar.net.home;

import org.jspecify.annotations.NullMarked;
