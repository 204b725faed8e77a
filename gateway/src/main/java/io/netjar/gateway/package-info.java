/// Doors: sockets of the real machine through which any program acts as a device of the emulated Internet.
/// Whoever enters is that device, behind its Wi-Fi, its NAT and its provider, and names are resolved by its
/// resolver inside. Doors open on loopback unless told otherwise, and never connect to the real network.
///
/// ```java
/// try (Doors doors = Doors.open(device, List.of(new DoorPlan(DoorKind.SOCKS, address)))) {
///     new PacedRunner(internet.engine(), System::nanoTime, 1).run();
/// }
/// ```
@NullMarked
package io.netjar.gateway;

import org.jspecify.annotations.NullMarked;
