package io.netjar.cli;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A script that runs: its lines one after the other, each when it is its turn. On the engine's thread.
final class ScriptRun {
    private final Director director;
    private final Engine engine;
    private final Consumer<String> mistakes;
    private final ArrayDeque<ScriptLine> lines = new ArrayDeque<>();
    private final Timer timer;
    private final Timer pause;
    private boolean waitsForCommands;

    /// @param mistakes is told of lines that come too late
    ScriptRun(Director director, Engine engine, Consumer<String> mistakes) {
        this.director = director;
        this.engine = engine;
        this.mistakes = mistakes;
        this.timer = new Timer(engine, _ -> performFirst());
        this.pause = new Timer(engine, _ -> goOn());
        director.whenIdle(this::idle);
    }

    /// Adds lines at the end, and goes on if all before are done.
    void add(List<ScriptLine> more) {
        lines.addAll(more);
        goOn();
    }

    private void idle() {
        if (waitsForCommands) {
            waitsForCommands = false;
            goOn();
        }
    }

    private void performFirst() {
        ScriptLine line = lines.removeFirst();
        if (line.order() instanceof Order.Wait(Optional<Duration> time)) {
            pause(time);
        } else {
            director.perform(line);
        }
        goOn();
    }

    private void pause(Optional<Duration> time) {
        waitsForCommands = time.isEmpty() && !director.isIdle();
        time.ifPresent(length -> pause.armIn(length.toNanos()));
    }

    private void goOn() {
        while (!lines.isEmpty() && !waitsForCommands && !timer.isArmed() && !pause.isArmed()) {
            long turn = director.turn(lines.getFirst());
            if (turn == Engine.NEVER) {
                return;
            }
            if (turn >= engine.now()) {
                timer.armAt(turn);
            } else {
                mistakes.accept(director.passed(lines.removeFirst()));
            }
        }
    }
}
