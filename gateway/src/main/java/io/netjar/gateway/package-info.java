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
/// # Limits
/// | what | how much | beyond |
/// |---|---|---|
/// | connections through a device's doors together | 4,096 | the next is closed |
/// | SOCKS greeting and request | 10 s in all | closed |
/// | connecting inside | 30 s | SOCKS reply 6, HTTP 504, reset by a forward |
/// | HTTP request line | 8,192 octets | 414 |
/// | HTTP header fields of a request, together | 32,768 octets | 431 |
/// | the same of a response | | 502 |
/// | HTTP connection on which nothing moves | 60 s | 504 if an answer is due, then closed |
/// | tunnels, SOCKS and forwarded connections | no limit of time | |
/// | DNS questions that wait, by UDP | 1,024 | lost |
/// | DNS questions open at a time, of a TCP connection | 8 | not read until one is answered |
/// | DNS connection without open questions | 60 s | closed |
///
/// A connection holds what is on its way and no more, some 64 KiB for each direction: when one side takes nothing, the
/// other is not read.
@NullMarked
package io.netjar.gateway;

import org.jspecify.annotations.NullMarked;
