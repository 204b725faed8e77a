/// TCP (RFC 9293) and its sockets.
@NullMarked
package io.netjar.net.tcp;

import org.jspecify.annotations.NullMarked;
