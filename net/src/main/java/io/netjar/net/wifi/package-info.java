/// Wi-Fi: one radio channel shared by an access point and its stations. IEEE 802.11.
///
/// ```java
/// var cell = new WifiCell(network, "alice/wifi", WifiSpec.good());
/// cell.accessPoint(router);
/// cell.join(laptop);
/// ```
@NullMarked
package io.netjar.net.wifi;

import org.jspecify.annotations.NullMarked;
