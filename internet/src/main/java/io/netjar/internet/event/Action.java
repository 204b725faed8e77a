package io.netjar.internet.event;

import java.time.Duration;
import java.util.Optional;

/// Something that is done to lines and Wi-Fi. [#sentence()] is what a person writes for it.
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

    /// Makes lines, or a Wi-Fi's air, different from how they were described. Of changes of one kind to one direction that
    /// overlap, the one that began last counts; when it ends, the one before it counts again.
    ///
    /// @param line see [Wiring]: cables for an [Alteration.OfLine], a cell for an [Alteration.OfAir], a cell or a device in one for an
    ///     [Alteration.Reception]
    /// @param way both for Wi-Fi
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
    /// @param line see [Wiring]; empty for all, and for what is repeated
    record Restore(Optional<String> line) implements Action {
        @Override
        public String sentence() {
            return "restore" + named(line);
        }
    }

    /// Does something again and again, the first time after a period.
    ///
    /// @param period from a millisecond
    /// @param action no repetition itself
    /// @param time after which it is not done any more; what falls on its end is. Without, [Restore] ends it
    record Repeat(Duration period, Action action, Optional<Duration> time) implements Action {
        /// The least period.
        public static final Duration SHORTEST = Duration.ofMillis(1);

        public Repeat {
            if (period.compareTo(SHORTEST) < 0 || action instanceof Repeat) {
                throw new IllegalArgumentException("every millisecond at most, what does not repeat itself: "
                        + period + ", " + action.sentence());
            }
        }

        /// What stands before the sentence that is repeated: `every 10 s for 1 min`.
        public String rhythm() {
            return "every " + Units.time(period) + forTime(time);
        }

        @Override
        public String sentence() {
            return rhythm() + ": " + action.sentence();
        }
    }

    private static String forTime(Optional<Duration> time) {
        return time.map(length -> " for " + Units.time(length)).orElse("");
    }

    private static String named(Optional<String> line) {
        return line.map(name -> " " + name).orElse("");
    }
}
