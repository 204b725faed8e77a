package io.netjar.web.exchange;

import io.netjar.engine.Chance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// What an instrument is worth, as those who trade it would say if they knew: a random walk of the price's logarithm, in
/// steps of two seconds. Its volatility wanders itself, with a memory of half an hour (Taylor's model of stochastic
/// volatility), and once an hour or so there is news and the value jumps.
///
/// Each session has random numbers of its own and begins where the one before it ended. Where sessions begin is kept, so
/// that any past one can be worked out again.
final class ValuePath {
    /// How long the value stays the same.
    static final long STEP_NANOS = 2_000_000_000L;

    private static final int STEPS = (int) (Calendar.SESSION_NANOS / STEP_NANOS);
    private static final double DAY_STEPS = Calendar.DAY_SESSIONS * (double) STEPS;
    /// Of the volatility's logarithm: its standard deviation, and how many steps it remembers.
    private static final double UNREST = 0.5;
    private static final double MEMORY_STEPS = 900;
    private static final double KEPT = StrictMath.exp(-1 / MEMORY_STEPS);
    private static final double FRESH = UNREST * StrictMath.sqrt(1 - KEPT * KEPT);
    private static final double JUMP_PROBABILITY = 1.0 / STEPS;
    /// Of a jump, in standard deviations of a step.
    private static final double JUMP_SIZE = 12;
    /// A weak pull home keeps prices of the right order over weeks: half of a deviation is left after a week.
    private static final double HOME = StrictMath.log(2) / (7 * DAY_STEPS);

    private final Instrument instrument;
    private final IntFunction<Chance> chances;
    private final List<State> openings = new ArrayList<>();

    /// @param chances the random numbers of a session
    ValuePath(Instrument instrument, IntFunction<Chance> chances) {
        this.instrument = instrument;
        this.chances = chances;
        openings.add(new State(StrictMath.log((double) instrument.listed()), 0));
    }

    /// @param logValue logarithm of the value in units
    /// @param mood logarithm of the volatility, compared with the usual
    private record State(double logValue, double mood) {}

    /// One session's values.
    ///
    /// @param values for each step of two seconds, in units of 0.0001 won
    /// @param unrest for each step, how many times the usual volatility there is
    record Hour(double[] values, double[] unrest) {
        /// The step at a time since the session's opening.
        static int step(long sinceOpening) {
            return (int) Math.min(STEPS - 1, sinceOpening / STEP_NANOS);
        }
    }

    /// The values of a session that is not before the first.
    Hour hour(int session) {
        int index = session - Calendar.FIRST_SESSION;
        for (int i = openings.size(); i <= index; i++) {
            walk(i - 1, new double[STEPS], new double[STEPS]);
        }
        var hour = new Hour(new double[STEPS], new double[STEPS]);
        walk(index, hour.values, hour.unrest);
        return hour;
    }

    private void walk(int index, double[] values, double[] unrest) {
        Chance chance = chances.apply(index + Calendar.FIRST_SESSION);
        double home = openings.getFirst().logValue;
        double usual = instrument.volatility() / StrictMath.sqrt(DAY_STEPS);
        double logValue = openings.get(index).logValue;
        double mood = openings.get(index).mood;
        for (int i = 0; i < STEPS; i++) {
            values[i] = StrictMath.exp(logValue);
            unrest[i] = StrictMath.exp(mood - UNREST * UNREST);
            double move = chance.nextGaussian();
            if (chance.happens(JUMP_PROBABILITY)) {
                move *= JUMP_SIZE;
            }
            logValue += usual * unrest[i] * move + HOME * (home - logValue);
            mood = KEPT * mood + FRESH * chance.nextGaussian();
        }
        if (openings.size() == index + 1) {
            openings.add(new State(logValue, mood));
        }
    }
}
