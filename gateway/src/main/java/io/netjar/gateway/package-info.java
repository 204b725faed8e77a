/// Doors through which programs outside use the emulated Internet as one of its devices.
@NullMarked
package io.netjar.gateway;

import org.jspecify.annotations.NullMarked;
