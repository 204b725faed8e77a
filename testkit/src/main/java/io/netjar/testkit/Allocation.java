package io.netjar.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Measures garbage: how many bytes some work allocates once the just-in-time compiler has seen it.
public final class Allocation {
    private Allocation() {}

    /// Rounds of work at most: on a busy machine the compiler, which works beside it, takes its time.
    private static final int MAX_ROUNDS = 40;

    /// The fewest bytes that a run of `work` allocated on this thread, of several runs after two to warm up; the first
    /// with less than `limit` is the last. Garbage that stays shows in every run; what the interpreter makes until the
    /// compiler is done does not. Let one run do its thing at least 20,000 times.
    public static long ofWarmed(Runnable work, long limit) {
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        work.run();
        work.run();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < MAX_ROUNDS && least >= limit; round++) {
            long before = thread.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, thread.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
