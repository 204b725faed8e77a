package io.netjar.cli;

import io.netjar.engine.Pace;
import io.netjar.internet.event.Action;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What a line of a script, or one typed at the prompt, asks for.
sealed interface Order {
    /// Something is done to lines.
    record Act(Action action) implements Order {}

    /// A command of `netjar` on the running Internet.
    ///
    /// @param words its name and what follows
    record Command(List<String> words) implements Order {}

    /// The script goes on after so long; or, without a time, when all commands that it began have ended.
    record Wait(Optional<Duration> time) implements Order {}

    /// Another pace.
    record Go(Pacing pacing) implements Order {}

    /// Something is told: `events`, `links`, `help`.
    record Tell(Topic topic, String about) implements Order {}

    /// The run ends.
    record Stop() implements Order {}

    /// What can be told.
    enum Topic {
        EVENTS, LINKS, PACE, HELP
    }

    /// What can be done to the pace.
    sealed interface Pacing {
        /// The clock stands.
        record Pause() implements Pacing {}

        /// It goes on at the pace before.
        record Resume() implements Pacing {}

        /// The next event happens, or so much time passes.
        record Step(Optional<Duration> time) implements Pacing {}

        /// A pace as `--pace` takes it.
        record To(Pace pace) implements Pacing {}

        /// Twice as fast, or half.
        record Change(boolean faster) implements Pacing {}
    }
}
