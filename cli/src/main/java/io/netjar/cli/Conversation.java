package io.netjar.cli;

import io.netjar.cli.prompt.Prompt;
import io.netjar.cli.prompt.Typed;
import io.netjar.engine.Mailbox;
import io.netjar.engine.PacedRunner;
import java.io.IOException;

/// The person at the prompt, on a thread of its own: what is typed goes to the director, on the engine's thread.
final class Conversation {
    private final Prompt prompt;
    private final OrderReader reader;
    private final Director director;
    private final PacedRunner runner;
    private final Mailbox mailbox;
    /// Whether the last thing typed was a Ctrl-C that would have ended the run; of the engine's thread.
    private boolean wasWarned;

    Conversation(Prompt prompt, OrderReader reader, Director director, PacedRunner runner, Mailbox mailbox) {
        this.prompt = prompt;
        this.reader = reader;
        this.director = director;
        this.runner = runner;
        this.mailbox = mailbox;
    }

    void start() {
        Thread.ofPlatform().daemon().name("netjar-prompt").start(this::talk);
    }

    private void talk() {
        while (true) {
            switch (prompt.read()) {
                case Typed.Line(String text) ->
                    reader.read(text, (_, message) -> prompt.print("netjar: " + message))
                            .ifPresent(line -> mailbox.post(() -> take(line)));
                case Typed.Interrupt(boolean wasEmpty) -> mailbox.post(() -> interrupted(wasEmpty));
                case Typed.End() -> {
                    runner.stop();
                    return;
                }
            }
        }
    }

    private void take(ScriptLine line) {
        wasWarned = false;
        director.take(line);
    }

    /// Ctrl-C clears a line; on an empty one it ends the commands that run, or, if there are none, the second time the run.
    private void interrupted(boolean wasEmpty) {
        boolean isEnd = wasEmpty && director.isIdle();
        if (isEnd && wasWarned) {
            runner.stop();
        } else if (isEnd) {
            prompt.print("Ctrl-C once more, Ctrl-D or 'stop' ends the run; 'help' tells what can be typed.");
        } else if (wasEmpty) {
            director.cancelAll();
        }
        wasWarned = isEnd;
    }

    /// Keeps the history, and gives the terminal back.
    void close() {
        try {
            prompt.close();
        } catch (IOException e) {
            System.err.println("netjar: what was typed could not be kept: " + Files.reason(e));
        }
    }
}
