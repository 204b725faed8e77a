package io.netjar.engine;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Work that other threads hand to the engine's thread: the one place where threads meet.
public final class Mailbox {
    private final ConcurrentLinkedQueue<Runnable> letters = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread reader;

    Mailbox() {}

    /// Hands over `work`, to be run soon on the engine's thread. Any thread may call this.
    public void post(Runnable work) {
        letters.add(work);
        Thread waiting = reader;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    /// Runs what was handed over so far; on the engine's thread.
    public void drain() {
        Runnable work = letters.poll();
        while (work != null) {
            work.run();
            work = letters.poll();
        }
    }

    /// Waits until there is a letter or `nanos` have passed; on the engine's thread.
    void await(long nanos) {
        reader = Thread.currentThread();
        if (letters.isEmpty() && nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
        reader = null;
    }
}
