package io.netjar.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// Runs a test for many seeds of chance: few by default, any number on demand, one to replay.
///
/// - `-Dnetjar.seeds=10000` runs so many, in place of the usual number;
/// - `-Dnetjar.seed=4711` begins with this one, and runs only this one if no number is given.
///
/// A seed that fails is named with the command that replays it; the others run all the same.
public final class Seeds {
    /// After so many failures the rest is not tried.
    private static final int MOST_FAILURES = 20;

    private Seeds() {}

    /// Runs `body` for each seed.
    ///
    /// @param module the folder of the test's module, as in `net`
    /// @param test the test's class
    /// @param usual how many seeds are run if nobody asks for another number
    /// @throws AssertionError if it failed for some seed, with the first failure as its cause
    public static void run(String module, Class<?> test, int usual, LongConsumer body) {
        boolean isReplay = System.getProperty("netjar.seed") != null;
        long first = Long.getLong("netjar.seed", 1);
        long count = Long.getLong("netjar.seeds", isReplay ? 1 : usual);
        List<String> failures = new ArrayList<>();
        Throwable cause = null;
        for (long seed = first; seed < first + count && failures.size() < MOST_FAILURES; seed++) {
            try {
                body.accept(seed);
            } catch (AssertionError | RuntimeException failure) {
                cause = cause == null ? failure : cause;
                failures.add("seed " + seed + ": " + failure.toString().strip().replaceAll("\\s+", " ")
                        + "\n  replay: mvn -pl " + module + " -am test -Dtest=" + test.getSimpleName()
                        + " -Dsurefire.failIfNoSpecifiedTests=false -Dnetjar.seed=" + seed);
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(String.join("\n", failures), cause);
        }
    }
}
