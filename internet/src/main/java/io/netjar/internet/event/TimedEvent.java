package io.netjar.internet.event;

import java.time.Duration;

/// An action and when it happens.
///
/// @param at how long after the Internet has settled: after its devices got their addresses
public record TimedEvent(Duration at, Action action) {
    /// As a person writes it: `at 30 s: cut alice/line`.
    @Override
    public String toString() {
        return "at " + Units.time(at) + ": " + action.sentence();
    }
}
