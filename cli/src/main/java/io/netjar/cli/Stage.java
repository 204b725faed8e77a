package io.netjar.cli;

import io.netjar.cli.prompt.Prompt;
import io.netjar.engine.Pace;
import io.netjar.engine.PacedRunner;
import io.netjar.internet.Internet;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// The run of an Internet with whoever directs it: a script, lines on the standard input, a person at the prompt.
final class Stage {
    private static final Path STANDARD_INPUT = Path.of("-");

    private final Internet internet;
    private final Screen screen;
    private final PacedRunner runner;
    private final Pace first;
    private final boolean readsInput;
    private final boolean hasPrompt;
    private List<ScriptLine> script = List.of();
    /// Whether a line was wrong, or too late; set by the thread that reads lines and by the engine's.
    private volatile boolean hasMistakes;

    /// @param first the pace at first
    /// @param script the file that directs it, `-` for the standard input, if any
    /// @throws Failure if the script cannot be read, or has mistakes
    Stage(Internet internet, Screen screen, Pace first, @Nullable Path script) throws Failure {
        this.internet = internet;
        this.screen = screen;
        this.first = first;
        this.runner = new PacedRunner(internet.engine(), System::nanoTime, first);
        this.readsInput = STANDARD_INPUT.equals(script);
        this.hasPrompt = !readsInput && isTerminal();
        if (script != null && !readsInput) {
            this.script = ScriptText.read(new OrderReader(internet), script);
        }
    }

    /// The console is null on JDKs before 22 only, but its contract still allows it.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /// Whether somebody sits at a terminal.
    boolean hasPrompt() {
        return hasPrompt;
    }

    /// Ends the run; any thread may call this.
    void stop() {
        runner.stop();
    }

    /// Keeps engine and wall clock in step on this thread until it is stopped. Returns the exit code.
    int run() {
        Optional<Director> director = directed();
        Optional<Conversation> conversation = hasPrompt ? director.flatMap(this::converse) : Optional.empty();
        // Whoever can ask by 'pace' is told unasked only that the clock stood.
        try (var _ = StatusLine.start(runner, internet.engine(), screen.err(),
                lateness -> hasPrompt ? lateness.slippedNanos() != 0 : !StatusLine.isHeld(lateness))) {
            runner.run();
        } finally {
            director.ifPresent(Director::cancelAll);
            screen.plain();
            conversation.ifPresent(Conversation::close);
        }
        return hasMistakes ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.OK;
    }

    private void mistake(String text) {
        hasMistakes = true;
        screen.err().println("netjar: " + text);
    }

    /// Nobody is there to direct what has neither events nor a script, far from a terminal.
    private Optional<Director> directed() {
        if (!hasPrompt && !readsInput && script.isEmpty() && internet.description().events().isEmpty()) {
            return Optional.empty();
        }
        var director = new Director(internet, runner, new PaceControl(runner, first), screen.out(),
                screen.err());
        if (!screen.isInJson()) {
            internet.faults().onEvent(director::tell);
        }
        var play = new ScriptRun(director, internet.engine(), this::mistake);
        play.add(script);
        if (readsInput) {
            Thread.ofPlatform().daemon().name("netjar-input").start(() -> readInput(play));
        }
        return Optional.of(director);
    }

    /// Takes lines as they come, each when those before it are done.
    private void readInput(ScriptRun play) {
        var reader = new OrderReader(internet);
        int[] number = new int[1];
        try (var lines = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number[0]++;
                reader.read(line,
                        (at, message) -> mistake("-:" + number[0] + ":" + (at + 1) + ": " + message))
                        .ifPresent(found -> internet.engine().mailbox().post(() -> play.add(List.of(found))));
            }
        } catch (IOException e) {
            mistake("the standard input cannot be read: " + Files.reason(e));
        }
    }

    private Optional<Conversation> converse(Director director) {
        try {
            Prompt prompt = Prompt.open("netjar> ", StateFolder.history(), new WordList(internet));
            screen.above(prompt::print);
            var conversation = new Conversation(prompt, new OrderReader(internet), director, runner,
                    internet.engine().mailbox());
            conversation.start();
            return Optional.of(conversation);
        } catch (IOException e) {
            screen.err().println("netjar: there is no prompt: " + Files.reason(e));
            return Optional.empty();
        }
    }
}
