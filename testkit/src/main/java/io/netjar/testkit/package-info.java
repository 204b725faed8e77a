/// Packet assertions and fakes for tests.
@NullMarked
package io.netjar.testkit;

import org.jspecify.annotations.NullMarked;
