/// The way from a home to its provider: a modem, and the line behind it.
///
/// ```java
/// var modem = new Modem(network, "alice/modem");
/// Link line = AccessLine.cable().connect(network, "alice/line", modem.line(), provider);
/// ```
@NullMarked
package io.netjar.net.modem;

import org.jspecify.annotations.NullMarked;
