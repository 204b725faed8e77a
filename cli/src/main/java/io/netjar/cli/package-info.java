/// The netjar command.
@NullMarked
package io.netjar.cli;

import org.jspecify.annotations.NullMarked;
