package io.netjar.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Lets a process that is told to end close what it has open first. To be opened before everything else.
final class Ending implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;

    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable Runnable stop;

    private Ending() {}

    static Ending announced() {
        var ending = new Ending();
        Runtime.getRuntime().addShutdownHook(new Thread(ending::stop, "netjar-stop"));
        return ending;
    }

    /// Says what is to be stopped so that the rest gets closed.
    void stops(Runnable running) {
        stop = running;
    }

    private void stop() {
        Runnable running = stop;
        if (running != null) {
            running.run();
        }
        try {
            closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Everything is closed.
    @Override
    public void close() {
        closed.countDown();
    }
}
