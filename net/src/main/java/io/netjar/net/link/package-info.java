/// The link layer: ports, the media between them, and who watches.
@NullMarked
package io.netjar.net.link;

import org.jspecify.annotations.NullMarked;
