/// The link layer: ports, the media between them, and who watches.
///
/// A device sends Ethernet frames by its [Port]; the port's [Medium] carries them to other ports or drops them with a
/// [DropReason]. A [Link] is a cable, a [Switch] a device that joins many, a [Capture] an [Observer] that writes all
/// down.
///
/// ```java
/// var bridge = new Switch(network, "switch");
/// new Link(network, "cable", host.port(), bridge.newPort(), LinkSpec.ethernet());
/// try (Capture _ = Capture.of(network, Files.newOutputStream(path))) {
///     network.engine().runUntil(10_000_000_000L);
/// }
/// ```
@NullMarked
package io.netjar.net.link;

import org.jspecify.annotations.NullMarked;
