/// The Internet layer: IPv4, ARP, ICMP, routes.
@NullMarked
package io.netjar.net.ip;

import org.jspecify.annotations.NullMarked;
