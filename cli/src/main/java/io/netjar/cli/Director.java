package io.netjar.cli;

import io.netjar.engine.Engine;
import io.netjar.engine.PacedRunner;
import io.netjar.engine.Timer;
import io.netjar.internet.Internet;
import io.netjar.internet.event.Action;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/// Does what scripts and people at the prompt ask for, on the Internet that `run` runs. Used by the engine's thread.
final class Director {
    private static final double SECOND = 1e9;
    /// As a shell has it for SIGINT.
    private static final int CANCELLED = 130;

    private final Internet internet;
    private final PacedRunner runner;
    private final PaceControl pace;
    private final PrintWriter out;
    private final PrintWriter err;
    /// When the Internet had settled: what `at` counts from.
    private final long begin;
    private final List<Guest> guests = new ArrayList<>();
    private Runnable whenIdle = () -> {
    };

    /// @param out where results are shown
    /// @param err where failures are
    Director(Internet internet, PacedRunner runner, PaceControl pace, PrintWriter out, PrintWriter err) {
        this.internet = internet;
        this.runner = runner;
        this.pace = pace;
        this.out = out;
        this.err = err;
        this.begin = internet.engine().now();
    }

    /// Shows that something is done to lines, or over.
    void tell(Action action, boolean isOver) {
        say((isOver ? "over: " : "") + action.sentence());
    }

    private void say(String text) {
        out.println(time() + text);
        out.flush();
    }

    /// The time of the script, as it stands before what happens.
    private String time() {
        return String.format(Locale.ROOT, "[%.3f s] ", (internet.engine().now() - begin) / SECOND);
    }

    /// The clock inside when it is the turn of a line that follows now; [Engine#NEVER] beyond the end of time.
    long turn(ScriptLine line) {
        long now = internet.engine().now();
        long turn = line.when().map(when -> switch (when) {
            case ScriptLine.When.At(Duration time) -> begin + time.toNanos();
            case ScriptLine.When.After(Duration time) -> now + time.toNanos();
        }).orElse(now);
        return turn < 0 ? Engine.NEVER : turn;
    }

    /// What is said of a line whose time has passed.
    String passed(ScriptLine line) {
        return "'" + line.written() + "' is left out: that time has passed, it is " + time().strip();
    }

    /// Does it when it is its turn: at the prompt there is no line before.
    void take(ScriptLine line) {
        Engine engine = internet.engine();
        long turn = turn(line);
        if (turn < engine.now()) {
            err.println("netjar: " + passed(line));
        } else if (line.when().isPresent()) {
            new Timer(engine, _ -> perform(line)).armAt(turn);
        } else {
            perform(line);
        }
        err.flush();
    }

    /// Does it now.
    void perform(ScriptLine line) {
        switch (line.order()) {
            case Order.Act(Action action) -> internet.faults().perform(action);
            case Order.Command(List<String> words) -> {
                if (line.when().isPresent()) {
                    say(line.text());
                }
                begin(words);
            }
            case Order.Go(Order.Pacing pacing) -> go(pacing);
            case Order.Tell tell -> new Telling(internet, runner, begin, out).tell(tell);
            case Order.Stop() -> runner.stop();
            case Order.Wait(var time) -> {
                // At the prompt nothing follows.
            }
        }
        out.flush();
    }

    private void go(Order.Pacing pacing) {
        switch (pacing) {
            case Order.Pacing.Pause() -> pace.pause();
            case Order.Pacing.Resume() -> pace.goOn();
            case Order.Pacing.To(var to) -> pace.set(to);
            case Order.Pacing.Change(boolean faster) when faster -> pace.faster();
            case Order.Pacing.Change _ -> pace.slower();
            case Order.Pacing.Step(var time) when time.isPresent() -> pace.step(time.get(), this::tellTime);
            case Order.Pacing.Step _ -> pace.step();
        }
    }

    /// Where the clock stands, now that a step is over.
    private void tellTime() {
        new Telling(internet, runner, begin, out).tell(new Order.Tell(Order.Topic.PACE, ""));
        out.flush();
    }

    private void begin(List<String> words) {
        var outLines = new Lines(out::println);
        var errLines = new Lines(err::println);
        CommandLine line = Main.told(new CommandLine(OrderReader.command(words.getFirst()).orElseThrow()),
                new PrintWriter(outLines, true),
                new PrintWriter(errLines, true), false);
        var failures = line.getExecutionExceptionHandler();
        line.setExecutionExceptionHandler((problem, which, parsed) -> {
            if (problem instanceof Guest.Cancelled) {
                outLines.mute();
                errLines.mute();
                return CANCELLED;
            }
            return failures.handleExecutionException(problem, which, parsed);
        });
        Guest[] guest = new Guest[1];
        guest[0] = new Guest(internet, () -> left(guest[0]));
        guests.add(guest[0]);
        guest[0].begin(() -> {
            line.execute(words.subList(1, words.size()).toArray(String[]::new));
            line.getOut().flush();
        });
    }

    private void left(Guest guest) {
        guests.remove(guest);
        if (guests.isEmpty()) {
            whenIdle.run();
        }
    }

    boolean isIdle() {
        return guests.isEmpty();
    }

    /// Has `then` called whenever the last of the commands has ended.
    void whenIdle(Runnable then) {
        whenIdle = then;
    }

    /// Ends all commands that have not ended.
    void cancelAll() {
        List.copyOf(guests).forEach(Guest::cancel);
    }
}
