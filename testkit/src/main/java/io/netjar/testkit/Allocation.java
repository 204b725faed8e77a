package io.netjar.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/// Measures garbage: how many bytes some work allocates once the just-in-time compiler has seen it.
public final class Allocation {
    private Allocation() {}

    /// The bytes that the last of three runs of `work` allocated on this thread. Let one run do its thing at least
    /// 20,000 times, so that the third runs compiled code.
    public static long ofWarmed(Runnable work) {
        var thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        work.run();
        work.run();
        long before = thread.getCurrentThreadAllocatedBytes();
        work.run();
        return thread.getCurrentThreadAllocatedBytes() - before;
    }
}
