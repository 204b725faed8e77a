/// A TUN device of Linux as a door: a kernel gets the place of one emulated host, with its address, behind its Wi-Fi, its
/// NAT and its provider. Whatever program runs on that kernel is on the emulated Internet then, unchanged.
///
/// ```java
/// try (TunDoor door = TunDoor.open(host, at, TunPlan.inNamespace("tun0", "alice"))) {
///     runner.run();
/// }
/// ```
///
/// No library of our own is needed: the system calls are made through `java.lang.foreign`.
@NullMarked
package io.netjar.gateway.tun;

import org.jspecify.annotations.NullMarked;
