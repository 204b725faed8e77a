/// How a provider divides its addresses ([io.netjar.internet.addressing.AddressPlan]), and which interface has which of
/// them, by that division or because somebody said so ([io.netjar.internet.addressing.Numbering]).
@NullMarked
package io.netjar.internet.addressing;

import org.jspecify.annotations.NullMarked;
