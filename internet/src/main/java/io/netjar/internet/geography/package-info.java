/// Where things are on the Earth, and how long light in a fibre takes between them.
///
/// ```java
/// City seoul = Cities.known("seoul").orElseThrow();
/// City tokyo = Cities.known("tokyo").orElseThrow();
/// long delay = Fibre.delayNanos(seoul, tokyo);      // 8.1 ms
/// ```
@NullMarked
package io.netjar.internet.geography;

import org.jspecify.annotations.NullMarked;
