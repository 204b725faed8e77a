package io.netjar.cli;

import io.netjar.engine.Pace;
import io.netjar.engine.PacedRunner;

/// What the keys of `run` do to the pace. Used by one thread.
final class PaceKeys {
    private static final double SLOWEST = 0.001;
    private static final double FASTEST = 1000;
    private static final double STRIDE = 2;

    private final PacedRunner runner;
    /// The pace now, or while the clock stands the one at which it goes on.
    private Pace going;
    private boolean standing;

    /// @param first the pace at which `runner` begins
    PaceKeys(PacedRunner runner, Pace first) {
        this.runner = runner;
        standing = first instanceof Pace.Paused;
        going = standing ? Pace.real() : first;
    }

    /// Does what `key` stands for. Returns whether it stands for something.
    boolean press(int key) {
        switch (key) {
            case ' ', 'p' -> turn(!standing, going);
            case 's', '.' -> step();
            case '+', '=' -> turn(standing, times(STRIDE));
            case '-', '_' -> turn(standing, times(1 / STRIDE));
            case 'r' -> turn(false, Pace.real());
            case 'q' -> runner.stop();
            default -> {
                return false;
            }
        }
        return true;
    }

    private void turn(boolean stand, Pace pace) {
        standing = stand;
        going = pace;
        runner.pace(stand ? Pace.paused() : pace);
    }

    private void step() {
        standing = true;
        runner.step();
    }

    /// So much faster, within what there is; slower than as fast as it goes is the fastest there is a figure for.
    private Pace times(double factor) {
        if (going instanceof Pace.Scaled(double speed)) {
            return Pace.scaled(Math.clamp(speed * factor, SLOWEST, FASTEST));
        }
        return factor > 1 ? going : Pace.scaled(FASTEST);
    }

    /// The keys, in the order of their use.
    String legend() {
        String space = standing ? "space go on (" + PaceText.name(going) + ")" : "space pause";
        return space + ", s step, + faster, - slower, r real, q quit";
    }
}
