package io.netjar.engine;

import java.util.function.LongSupplier;

/// Runs an engine in step with a wall clock, and what other threads post to its mailbox as it comes.
public final class PacedRunner {
    /// How long the loop waits at most when nothing is due, so that a stop is noticed.
    private static final long MAX_WAIT_NANOS = 100_000_000L;
    private static final long GAUGE_NANOS = 1_000_000_000L;

    private final Engine engine;
    private final LongSupplier wallNanos;
    private final double speed;
    private volatile boolean stopped;
    private volatile long latenessNanos;
    private long worst;
    private long gaugeReset;

    /// @param wallNanos a clock that only goes forward, in nanoseconds
    /// @param speed engine seconds in a wall second: 1 is real time, 0.1 slow motion
    /// @throws IllegalArgumentException if `speed` is not from 0.001 to 1000
    public PacedRunner(Engine engine, LongSupplier wallNanos, double speed) {
        if (!(speed >= 0.001 && speed <= 1000)) {
            throw new IllegalArgumentException("a speed is a number from 0.001 to 1000, not " + speed);
        }
        this.engine = engine;
        this.wallNanos = wallNanos;
        this.speed = speed;
    }

    /// Runs on the calling thread, which owns the engine meanwhile, until [#stop()].
    public void run() {
        long wallStart = wallNanos.getAsLong();
        long engineStart = engine.now();
        while (!stopped) {
            long target = engineStart + (long) ((wallNanos.getAsLong() - wallStart) * speed);
            gauge(target);
            engine.runUntil(target);
            engine.mailbox().drain();
            long idle = Math.min(engine.nextDeadline() - engine.now(), (long) (MAX_WAIT_NANOS * speed));
            engine.mailbox().await((long) (idle / speed));
        }
    }

    /// Ends [#run()] soon; any thread may call this.
    public void stop() {
        stopped = true;
        engine.mailbox().post(() -> {
        });
    }

    /// By how much the latest event of the last second was late against the wall clock, in engine nanoseconds; any
    /// thread may ask.
    public long latenessNanos() {
        return latenessNanos;
    }

    private void gauge(long target) {
        long due = engine.nextDeadline();
        worst = due < target ? Math.max(worst, target - due) : worst;
        if (target - gaugeReset > GAUGE_NANOS) {
            latenessNanos = worst;
            worst = 0;
            gaugeReset = target;
        }
    }
}
