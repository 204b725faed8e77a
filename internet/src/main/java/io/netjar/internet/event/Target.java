package io.netjar.internet.event;

import java.util.List;

/// What a name in a sentence stands for.
public sealed interface Target {
    /// A cable as a sentence sees it.
    ///
    /// @param turned whether it begins at its second port
    /// @param isInner whether it begins and ends at what was named, so that it has no direction of its own
    record Run(Cable cable, boolean turned, boolean isInner) {}

    /// Cables and lines, one at least.
    record Cables(List<Run> runs) implements Target {
        public Cables {
            runs = List.copyOf(runs);
        }
    }

    /// A Wi-Fi cell, by its home's or office's name.
    record Cell(String premises) implements Target {}

    /// A device on Wi-Fi, by its full name.
    record Station(String name) implements Target {}
}
