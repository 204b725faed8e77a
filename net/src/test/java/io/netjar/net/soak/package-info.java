/// Long runs under bad weather: whole networks on which everything goes wrong that can, and programs that notice if
/// anything is lost, spoilt, stuck or left over.
@NullMarked
package io.netjar.net.soak;

import org.jspecify.annotations.NullMarked;
