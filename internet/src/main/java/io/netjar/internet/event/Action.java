package io.netjar.internet.event;

import java.time.Duration;
import java.util.Optional;

/// Something that is done to lines. [#sentence()] is what a person writes for it.
public sealed interface Action {
    /// As a person writes it.
    String sentence();

    /// Pulls lines, which routers see at once; what is on them is lost. A device on Wi-Fi leaves its cell, and a cell goes off the air.
    ///
    /// @param line see [Wiring]
    /// @param time after which exactly this cut ends; without, [Heal] ends it
    record Cut(String line, Optional<Duration> time) implements Action {
        @Override
        public String sentence() {
            return "cut " + line + forTime(time);
        }
    }

    /// Ends all cuts of lines, whatever named them.
    ///
    /// @param line see [Wiring]; empty for all that is cut
    record Heal(Optional<String> line) implements Action {
        @Override
        public String sentence() {
            return "heal" + named(line);
        }
    }

    /// Makes lines different from how they were described. Of changes of one kind to one direction that overlap, the one that
    /// began last counts; when it ends, the one before it counts again.
    ///
    /// @param line see [Wiring]; not of Wi-Fi
    /// @param time after which exactly this change ends; without, [Restore] ends it
    record Change(String line, Way way, Alteration alteration, Optional<Duration> time) implements Action {
        @Override
        public String sentence() {
            return alteration.verb() + " " + line + way.after(line) + " " + alteration.value()
                    + forTime(time);
        }
    }

    /// Ends all cuts and changes of lines: they are as they were described.
    ///
    /// @param line see [Wiring]; empty for all
    record Restore(Optional<String> line) implements Action {
        @Override
        public String sentence() {
            return "restore" + named(line);
        }
    }

    private static String forTime(Optional<Duration> time) {
        return time.map(length -> " for " + Units.time(length)).orElse("");
    }

    private static String named(Optional<String> line) {
        return line.map(name -> " " + name).orElse("");
    }
}
