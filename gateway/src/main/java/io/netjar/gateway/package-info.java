/// Doors: sockets of the real machine through which any program acts as a device of the emulated Internet.
/// Whoever enters is that device, behind its Wi-Fi, its NAT and its provider, and names are resolved by its
/// resolver inside. Doors open on the addresses they are told, and never connect to the real network.
///
/// ```java
/// try (Doors doors = Doors.open(device, List.of(new DoorPlan(DoorKind.SOCKS, address)))) {
///     new PacedRunner(internet.engine(), System::nanoTime, Pace.real()).run();
/// }
/// ```
///
/// What visitors may take, and what happens beyond that, stands in `docs/limits.md`. A connection holds what is on its way
/// and no more, some 64 KiB for each direction: when one side takes nothing, the other is not read.
@NullMarked
package io.netjar.gateway;

import org.jspecify.annotations.NullMarked;
