package io.netjar.netty;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A task that waits on a timer of the engine; once cancelled it leaves no trace there.
final class ScheduledTask<V> extends DefaultPromise<V> implements ScheduledFuture<V> {
    private final EngineEventLoop loop;
    private final Callable<V> work;
    private final long delayNanos;
    /// 0: once. From start to start is as long as from end to start: tasks take none of the engine's time.
    private final long periodNanos;
    private final Timer timer;
    private volatile long deadline = Engine.NEVER;

    ScheduledTask(EngineEventLoop loop, Callable<V> work, long delayNanos, long periodNanos) {
        super(loop);
        this.loop = loop;
        this.work = work;
        this.delayNanos = Math.max(0, delayNanos);
        this.periodNanos = periodNanos;
        this.timer = new Timer(loop.engine(), this::due);
    }

    /// Begins to wait; on the engine's thread.
    void start() {
        if (!isCancelled()) {
            armIn(delayNanos);
        }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            loop.onEngineThread(timer::cancel);
        }
        return cancelled;
    }

    @Override
    public long getDelay(TimeUnit unit) {
        return unit.convert(Math.max(0, deadline - loop.engine().now()), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(@Nullable Delayed other) {
        return other == null
                ? 1
                : Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }

    private void armIn(long nanos) {
        deadline = nanos < Engine.NEVER - loop.engine().now()
                ? loop.engine().now() + nanos
                : Engine.NEVER - 1;
        timer.armAt(deadline);
    }

    private void due(long now) {
        loop.adopt();
        try {
            if (periodNanos == 0) {
                runOnce();
            } else {
                runAgain();
            }
        } catch (Throwable failure) {
            tryFailure(failure);
        }
    }

    private void runOnce() throws Exception {
        if (setUncancellable()) {
            setSuccess(work.call());
        }
    }

    private void runAgain() throws Exception {
        work.call();
        if (!isDone() && !loop.isShutdown()) {
            armIn(periodNanos);
        }
    }
}
