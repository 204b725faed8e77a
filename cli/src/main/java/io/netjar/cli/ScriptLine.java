package io.netjar.cli;

import io.netjar.internet.event.Units;
import java.time.Duration;
import java.util.Optional;

/// A line of a script.
///
/// @param when when it is its turn; without, right after the line before
/// @param order what it asks for
/// @param text what was written of that
record ScriptLine(Optional<When> when, Order order, String text) {
    /// As it was written, with its time.
    String written() {
        return when.map(time -> switch (time) {
            case When.At(Duration at) -> "at " + Units.time(at) + ": ";
            case When.After(Duration after) -> "after " + Units.time(after) + ": ";
        }).orElse("") + text;
    }

    /// A time of the script.
    sealed interface When {
        /// So long after the Internet has settled.
        record At(Duration time) implements When {}

        /// So long after the line before.
        record After(Duration time) implements When {}
    }
}
