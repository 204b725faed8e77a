/// Routers, and the routes between them.
///
/// ```java
/// var paths = new ShortestPaths();
/// paths.link(seoul, seoulToBusan, busan, busanToSeoul, 3_000_000);
/// paths.originate(busan, IpPrefix.of("203.0.113.0/24"));
/// paths.install();
/// ```
@NullMarked
package io.netjar.net.router;

import org.jspecify.annotations.NullMarked;
