package io.netjar.cli;

import io.netjar.engine.PacedRunner;
import java.io.Console;
import java.time.Duration;
import java.util.Locale;

/// A line on the terminal that says when real time cannot be held; nothing where there is no terminal.
final class LatenessLine implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /// A tenth of the delay that people notice; far over what the timers of a machine with time to spare show.
    private static final long WORTH_SAYING_NANOS = 10_000_000L;

    private final Thread thread;

    private LatenessLine(Thread thread) {
        this.thread = thread;
    }

    /// The console is null on JDKs before 22 only, but its contract still allows it.
    @SuppressWarnings("SystemConsoleNull")
    static LatenessLine start(PacedRunner runner) {
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        Thread thread = Thread.ofPlatform().daemon().name("netjar-lateness").unstarted(() -> watch(runner));
        if (terminal) {
            thread.start();
        }
        return new LatenessLine(thread);
    }

    private static void watch(PacedRunner runner) {
        boolean shown = false;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(PERIOD);
            } catch (InterruptedException _) {
                return;
            }
            long late = runner.latenessNanos();
            if (late > WORTH_SAYING_NANOS) {
                System.err.printf(Locale.ROOT, "\rreal time is not held: %.0f ms late \033[K", late / 1e6);
                shown = true;
            } else if (shown) {
                System.err.print("\r\033[K");
                shown = false;
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
