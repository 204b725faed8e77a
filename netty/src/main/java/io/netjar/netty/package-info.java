/// A host's sockets as a Netty transport on the engine's clock.
@NullMarked
package io.netjar.netty;

import org.jspecify.annotations.NullMarked;
