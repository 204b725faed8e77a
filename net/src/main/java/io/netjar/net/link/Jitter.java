package io.netjar.net.link;

import io.netjar.engine.Chance;
import java.time.Duration;

/// How much longer or shorter than the link's delay each frame is under way, drawn for each frame on its own
/// (netem: `delay TIME JITTER distribution uniform|normal`). No frame is under way for less than no time: what would
/// be, takes 0.
///
/// @param shape how the differences are distributed around 0
/// @param nanos how far they go, in nanoseconds, from 0 (no jitter) to an hour
/// @param keepsOrder whether a frame that would overtake the one before it arrives with it instead, as behind a radio
///     that delivers in sequence; otherwise it overtakes, as netem's frames do
public record Jitter(Shape shape, long nanos, boolean keepsOrder) {
    private static final long MAX_NANOS = 3_600_000_000_000L;
    private static final Jitter NONE = new Jitter(Shape.UNIFORM, 0, true);

    /// How the differences are distributed.
    public enum Shape {
        /// Each from -`nanos` to +`nanos` is as likely.
        UNIFORM,
        /// Around 0 with standard deviation `nanos`.
        NORMAL
    }

    public Jitter {
        Rule.require(nanos >= 0 && nanos <= MAX_NANOS, "a jitter is from 0 to an hour, not ", nanos + " ns");
    }

    /// Every frame takes the link's delay.
    public static Jitter none() {
        return NONE;
    }

    /// Each difference from -`spread` to +`spread` is as likely; order is kept.
    public static Jitter uniform(Duration spread) {
        return new Jitter(Shape.UNIFORM, spread.toNanos(), true);
    }

    /// Differences with the given standard deviation; order is kept.
    public static Jitter normal(Duration deviation) {
        return new Jitter(Shape.NORMAL, deviation.toNanos(), true);
    }

    /// The same jitter that lets frames overtake one another.
    public Jitter anyOrder() {
        return new Jitter(shape, nanos, false);
    }

    public boolean isNone() {
        return nanos == 0;
    }

    /// The difference of the next frame, in nanoseconds.
    long draw(Chance chance) {
        return switch (shape) {
            case UNIFORM -> Math.round((2 * chance.nextDouble() - 1) * nanos);
            case NORMAL -> Math.round(normal(chance) * nanos);
        };
    }

    /// A number around 0 with standard deviation 1, by the polar method (Marsaglia, Bray: "A convenient method for generating
    /// normal variables", SIAM Review 6, 1964). [Chance#nextGaussian()] takes a cosine, which makes garbage.
    private static double normal(Chance chance) {
        double x;
        double square;
        do {
            x = 2 * chance.nextDouble() - 1;
            double y = 2 * chance.nextDouble() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        return x * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    }
}
