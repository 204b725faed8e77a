/// UDP (RFC 768) and its sockets.
@NullMarked
package io.netjar.net.udp;

import org.jspecify.annotations.NullMarked;
