/// Packets as bytes. Each protocol has a `…View`: a record over an array and an offset whose accessors read
/// and write single header fields in network byte order and judge nothing. `check` is called once at the
/// border; after it returned true no accessor of that view throws.
///
/// ```java
/// var ip = new Ipv4View(packet.bytes(), packet.offset() + EthernetView.HEADER_BYTES);
/// ip.ttl(ip.ttl() - 1);
/// ip.updateChecksum();
/// ```
///
/// A view is garbage unless the compiler inlines every call it makes, the one on a rare branch included. So the hot
/// path, where a packet passes by at each hop (links, `ip`, `udp`, `tcp`, Wi-Fi), makes none and calls the static
/// accessor of the same name, which takes the array and the offset; all other code uses views. An accessor has a
/// static form if the hot path needs it, and its other form only calls that.
///
/// ```java
/// int ip = packet.offset() + EthernetView.HEADER_BYTES;
/// Ipv4View.decrementTtl(packet.bytes(), ip);
/// ```
@NullMarked
package io.netjar.wire;

import org.jspecify.annotations.NullMarked;
