package io.netjar.cli;

import java.time.Duration;
import java.util.Optional;

/// A line of a script.
///
/// @param when when it is its turn; without, right after the line before
/// @param order what it asks for
/// @param text as it was written
record ScriptLine(Optional<When> when, Order order, String text) {
    /// A time of the script.
    sealed interface When {
        /// So long after the Internet has settled.
        record At(Duration time) implements When {}

        /// So long after the line before.
        record After(Duration time) implements When {}
    }
}
