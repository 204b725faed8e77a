package io.netjar.cli;

import io.netjar.engine.Engine;
import io.netjar.engine.Lateness;
import io.netjar.engine.Pace;
import io.netjar.engine.PacedRunner;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// What `run` says of time while it runs: a line when real time is not held any more, and one when it is again.
final class StatusLine implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    /// A tenth of the delay that people notice; far over what the timers of a machine with time to spare show.
    private static final long WORTH_SAYING_NANOS = 10_000_000L;

    private final PacedRunner runner;
    private final Engine engine;
    private final PrintWriter out;
    private final Predicate<Lateness> isWorthSaying;
    private final Thread thread;
    private boolean heldBefore = true;

    /// What the engine's thread tells.
    ///
    /// @param now the clock inside, in nanoseconds
    record Reading(Pace pace, Lateness lateness, long now) {}

    private StatusLine(PacedRunner runner, Engine engine, PrintWriter out,
            Predicate<Lateness> isWorthSaying) {
        this.runner = runner;
        this.engine = engine;
        this.out = out;
        this.isWorthSaying = isWorthSaying;
        thread = Thread.ofPlatform().daemon().name("netjar-status").unstarted(this::watch);
    }

    /// Begins to watch.
    ///
    /// @param isWorthSaying what is told
    static StatusLine start(PacedRunner runner, Engine engine, PrintWriter out,
            Predicate<Lateness> isWorthSaying) {
        var status = new StatusLine(runner, engine, out, isWorthSaying);
        status.thread.start();
        return status;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(PERIOD);
                say(ask());
            }
        } catch (InterruptedException _) {
            // The run is over.
        }
    }

    private void say(Reading reading) {
        boolean held = !isWorthSaying.test(reading.lateness());
        if (held != heldBefore) {
            out.println("netjar: " + text(reading));
            out.flush();
        }
        heldBefore = held;
    }

    /// The gauge as the engine's thread reads it. If that does not answer, one event has kept it busy for a whole period
    /// or more.
    private Reading ask() throws InterruptedException {
        var answer = new CompletableFuture<Reading>();
        runner.look(() -> answer.complete(new Reading(runner.pace(), runner.lateness(), engine.now())));
        try {
            return answer.get(PERIOD.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            long busy = PERIOD.toNanos();
            return new Reading(Pace.real(), new Lateness(1, busy, busy, busy, 0), 0);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the engine could not tell how late it is", e);
        }
    }

    static boolean isHeld(Lateness lateness) {
        return lateness.slippedNanos() == 0 && lateness.p99Nanos() <= WORTH_SAYING_NANOS;
    }

    /// What there is to say about the last second.
    static String text(Reading reading) {
        String detail = detail(reading);
        return detail.isEmpty() ? claim(reading) : claim(reading) + ": " + detail;
    }

    private static String claim(Reading reading) {
        String pace = PaceText.name(reading.pace());
        return switch (reading.pace()) {
            case Pace.Scaled _ -> pace + (isHeld(reading.lateness()) ? " is held" : " is NOT held");
            case Pace.Virtual _ -> pace;
            case Pace.Paused _ -> String.format(Locale.ROOT, "%s at %d.%09d s", pace,
                    reading.now() / 1_000_000_000, reading.now() % 1_000_000_000);
        };
    }

    private static String detail(Reading reading) {
        Lateness lateness = reading.lateness();
        if (!(reading.pace() instanceof Pace.Scaled)) {
            return "";
        }
        String late = String.format(Locale.ROOT, "99 of 100 events at most %.2f ms late, the latest %.2f ms",
                lateness.p99Nanos() / 1e6, lateness.maxNanos() / 1e6);
        if (lateness.slippedNanos() != 0) {
            return String.format(Locale.ROOT, "it stood for %.0f ms; %s", lateness.slippedNanos() / 1e6,
                    late);
        }
        if (!isHeld(lateness)) {
            return late;
        }
        return lateness.events() == 0
                ? "nothing happens"
                : String.format(Locale.ROOT, "%,d events/s, %s", lateness.events(), late);
    }

    /// Stops talking.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PERIOD);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
