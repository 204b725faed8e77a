/// Kernels of Linux at the ends of emulated roads: a namespace is a kernel's network stack of its own, a TUN device its
/// place on the road. The benchmarks against Linux and the tests with Linux as a peer are built of these. They need root.
///
/// ```java
/// try (Namespace left = Namespace.make()) {
///     System.out.println(left.run("ip", "address"));
/// }
/// ```
@NullMarked
package io.netjar.cli.linux;

import org.jspecify.annotations.NullMarked;
