package io.netjar.cli;

import io.netjar.engine.Pace;
import io.netjar.engine.PacedRunner;
import java.time.Duration;

/// What `pause`, `go`, `step` and `pace` do to the pace. Used by one thread.
final class PaceControl {
    private static final double SLOWEST = 0.001;
    private static final double FASTEST = 1000;
    private static final double STRIDE = 2;

    private final PacedRunner runner;
    /// The pace now, or while the clock stands the one at which it goes on.
    private Pace going;
    private boolean standing;

    /// @param first the pace at which `runner` begins
    PaceControl(PacedRunner runner, Pace first) {
        this.runner = runner;
        standing = first instanceof Pace.Paused;
        going = standing ? Pace.real() : first;
    }

    void pause() {
        turn(true, going);
    }

    /// At the pace at which it went before.
    void goOn() {
        turn(false, going);
    }

    void set(Pace pace) {
        boolean stands = pace instanceof Pace.Paused;
        turn(stands, stands ? going : pace);
    }

    void faster() {
        turn(standing, times(STRIDE));
    }

    void slower() {
        turn(standing, times(1 / STRIDE));
    }

    private void turn(boolean stand, Pace pace) {
        standing = stand;
        going = pace;
        runner.pace(stand ? Pace.paused() : pace);
    }

    /// Lets the next event happen.
    void step() {
        standing = true;
        runner.step();
    }

    /// Runs through a length of time as fast as it goes.
    ///
    /// @param then what is done when the clock stands again
    void step(Duration time, Runnable then) {
        standing = true;
        runner.step(time, then);
    }

    /// So much faster, within what there is; slower than as fast as it goes is the fastest there is a figure for.
    private Pace times(double factor) {
        if (going instanceof Pace.Scaled(double speed)) {
            return Pace.scaled(Math.clamp(speed * factor, SLOWEST, FASTEST));
        }
        return factor > 1 ? going : Pace.scaled(FASTEST);
    }
}
