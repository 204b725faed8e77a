/// How a provider divides its addresses. See [io.netjar.internet.addressing.AddressPlan].
@NullMarked
package io.netjar.internet.addressing;

import org.jspecify.annotations.NullMarked;
