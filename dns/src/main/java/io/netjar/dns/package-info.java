/// Names: root, registry and authoritative servers, the recursive resolver, the home router's forwarder, and the stub
/// through which a device's programs ask. RFC 1034 and RFC 1035 with what has been learned since.
///
/// Messages, records and names are dnsjava's types; everything that takes time or a socket is written here, driven by
/// the engine and carried in UDP and TCP of emulated hosts. Nothing knows an answer without having asked for it.
///
/// ```java
/// var zone = DnsZone.parse("shop.test.", text);
/// new NameServer(host, List.of(zone));
/// new Stub(laptop).lookup("www.shop.test", result -> { ... });
/// ```
@NullMarked
package io.netjar.dns;

import org.jspecify.annotations.NullMarked;
