/// Real programs use Netjar and judge it: curl, dig, Chromium, tshark.
@NullMarked
package io.netjar.verify.peers;

import org.jspecify.annotations.NullMarked;
