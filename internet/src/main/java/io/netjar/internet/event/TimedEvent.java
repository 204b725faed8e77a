package io.netjar.internet.event;

import java.time.Duration;

/// An action and when it happens.
///
/// @param at how long after the Internet has settled: after its devices got their addresses
public record TimedEvent(Duration at, Action action) {
    /// When, as a person writes it: `at 30 s`; `every 10 s` for what begins to repeat itself at once.
    public String when() {
        return isRhythm() ? ((Action.Repeat) action).rhythm() : "at " + Units.time(at);
    }

    /// What, as a person writes it behind [#when()].
    public String what() {
        return isRhythm() ? ((Action.Repeat) action).action().sentence() : action.sentence();
    }

    private boolean isRhythm() {
        return at.isZero() && action instanceof Action.Repeat;
    }

    /// As a person writes it: `at 30 s: cut alice/line`.
    @Override
    public String toString() {
        return when() + ": " + what();
    }
}
