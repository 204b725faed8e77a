/// The assembled Internet: from a file that a person writes to a running one.
///
/// ```java
/// Internet world = Internet.open(Path.of("samples/small-world.yaml"), 42);
/// world.settle();
/// Device laptop = world.device("alice/laptop");
/// laptop.stub().lookup("www.shop.test", result -> …);
/// world.engine().runUntil(world.engine().now() + 1_000_000_000L);
/// ```
@NullMarked
package io.netjar.internet;

import org.jspecify.annotations.NullMarked;
