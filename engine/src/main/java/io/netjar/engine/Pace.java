package io.netjar.engine;

/// How fast the clock of an Internet goes beside the clock on the wall.
public sealed interface Pace {
    /// As fast as this machine computes: the clock jumps from event to event, and stands when nothing is left to happen.
    record Virtual() implements Pace {}

    /// In step with the clock on the wall.
    ///
    /// @param speed seconds inside for a second outside, from 0.001 (slow motion) to 1000
    record Scaled(double speed) implements Pace {
        /// @throws IllegalArgumentException if `speed` is not from 0.001 to 1000
        public Scaled {
            if (!(speed >= 0.001 && speed <= 1000)) {
                throw new IllegalArgumentException("a speed is a number from 0.001 to 1000, not " + speed);
            }
        }
    }

    /// The clock stands. What other threads post is still answered as far as that takes no time.
    record Paused() implements Pace {}

    static Pace virtual() {
        return new Virtual();
    }

    /// A second inside for a second outside.
    static Pace real() {
        return new Scaled(1);
    }

    /// `speed` seconds inside for a second outside.
    ///
    /// @throws IllegalArgumentException if `speed` is not from 0.001 to 1000
    static Pace scaled(double speed) {
        return new Scaled(speed);
    }

    static Pace paused() {
        return new Paused();
    }
}
