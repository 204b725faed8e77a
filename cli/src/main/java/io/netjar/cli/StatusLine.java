package io.netjar.cli;

import io.netjar.engine.Lateness;
import io.netjar.engine.Mailbox;
import io.netjar.engine.Pace;
import io.netjar.engine.PacedRunner;
import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What `run` says while it runs, on standard error: on a terminal one line that tells each second how well real time is
/// held; elsewhere, and where other lines are printed, a line when it is not held any more and one when it is again.
final class StatusLine implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /// A tenth of the delay that people notice; far over what the timers of a machine with time to spare show.
    private static final long WORTH_SAYING_NANOS = 10_000_000L;

    private final Thread thread;

    /// What the engine's thread tells.
    record Reading(Pace pace, Lateness lateness) {}

    private StatusLine(Thread thread) {
        this.thread = thread;
    }

    /// The console is null on JDKs before 22 only, but its contract still allows it.
    ///
    /// @param alone whether nothing else prints while it runs
    @SuppressWarnings("SystemConsoleNull")
    static StatusLine start(PacedRunner runner, Mailbox mailbox, boolean alone) {
        Console console = System.console();
        boolean line = alone && console != null && console.isTerminal();
        Thread thread = Thread.ofPlatform().daemon().name("netjar-status")
                .start(() -> watch(runner, mailbox, line));
        return new StatusLine(thread);
    }

    private static void watch(PacedRunner runner, Mailbox mailbox, boolean line) {
        PrintStream out = System.err;
        boolean heldBefore = true;
        try {
            while (true) {
                Thread.sleep(PERIOD);
                Reading reading = ask(runner, mailbox);
                boolean held = isHeld(reading.lateness());
                if (line) {
                    out.print("\r" + text(reading) + "\033[K\r");
                } else if (held != heldBefore) {
                    out.println("netjar: " + text(reading));
                }
                heldBefore = held;
            }
        } catch (InterruptedException _) {
            if (line) {
                out.print("\033[K");
            }
        }
    }

    /// The gauge as the engine's thread reads it. If that does not answer, one event has kept it busy for a whole period
    /// or more.
    private static Reading ask(PacedRunner runner, Mailbox mailbox) throws InterruptedException {
        var answer = new CompletableFuture<Reading>();
        mailbox.post(() -> answer.complete(new Reading(runner.pace(), runner.lateness())));
        try {
            return answer.get(PERIOD.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            long busy = PERIOD.toNanos();
            return new Reading(Pace.real(), new Lateness(1, busy, busy, busy, 0));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the engine could not tell how late it is", e);
        }
    }

    static boolean isHeld(Lateness lateness) {
        return lateness.slippedNanos() == 0 && lateness.p99Nanos() <= WORTH_SAYING_NANOS;
    }

    /// What there is to say about the last second.
    static String text(Reading reading) {
        Lateness lateness = reading.lateness();
        String pace = PaceText.name(reading.pace());
        if (!(reading.pace() instanceof Pace.Scaled)) {
            return pace;
        }
        String late = String.format(Locale.ROOT, "99 of 100 events at most %.2f ms late, the latest %.2f ms",
                lateness.p99Nanos() / 1e6, lateness.maxNanos() / 1e6);
        if (!isHeld(lateness)) {
            return lateness.slippedNanos() == 0
                    ? pace + " is NOT held: " + late
                    : String.format(Locale.ROOT, "%s is NOT held: it stood for %.0f ms; %s", pace,
                            lateness.slippedNanos() / 1e6, late);
        }
        return lateness.events() == 0
                ? pace + " is held: nothing happens"
                : String.format(Locale.ROOT, "%s is held: %,d events/s, %s", pace, lateness.events(), late);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
