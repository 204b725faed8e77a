/// Packets as bytes. Each protocol has a `…View`: a record over an array and an offset whose accessors read
/// and write single header fields in network byte order and judge nothing. `check` is called once at the
/// border; after it returned true no accessor of that view throws.
///
/// ```java
/// var ip = new Ipv4View(packet.bytes(), packet.offset() + EthernetView.HEADER_BYTES);
/// ip.ttl(ip.ttl() - 1);
/// ip.updateChecksum();
/// ```
@NullMarked
package io.netjar.wire;

import org.jspecify.annotations.NullMarked;
