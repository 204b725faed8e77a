package io.netjar.netty;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AbstractEventLoop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelId;
import io.netty.channel.ChannelPromise;
import io.netty.channel.DefaultChannelPromise;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.ScheduledFuture;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// A Netty event loop that lives in an engine: its tasks are events of the engine, and its clock is the engine's. One
/// serves all hosts of an engine.
///
/// A task given to [#execute] runs at the engine's present time, after what is already due then, in the order given.
/// A scheduled task runs at exactly its time. Nothing runs unless the engine runs, and a task that is waited for does
/// not make the engine spin.
///
/// The loop's thread is the one that runs the engine: at first the one that made the loop, then the one named by
/// [#handOverTo(Thread)] or found running the engine's events. Tasks from other threads, and what they do to channels,
/// come in by the engine's [mailbox][Engine#mailbox()].
public final class EngineEventLoop extends AbstractEventLoop {
    /// Long enough for what a TCP socket takes at once, short enough to stay in the processor's cache.
    private static final int SCRATCH_BYTES = 65_536;

    private enum Life {
        RUNNING, SHUTTING_DOWN, TERMINATED
    }

    private final Engine engine;
    private final Ticker ticker;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    /// Armed for now whenever there are tasks.
    private final Timer turn;
    private final Set<Channel> channels = new LinkedHashSet<>();
    private final AtomicLong channelNumbers = new AtomicLong();
    private final LoopAllocator allocator = new LoopAllocator(this);
    private final byte[] scratch = new byte[SCRATCH_BYTES];
    private final Promise<Void> termination = new DefaultPromise<>(this);
    private volatile Thread owner = Thread.currentThread();
    private volatile Life life = Life.RUNNING;

    /// An event loop on `engine`, owned by the calling thread.
    public EngineEventLoop(Engine engine) {
        this.engine = engine;
        this.ticker = new EngineTicker(engine);
        this.turn = new Timer(engine, this::runTasks);
    }

    /// The engine whose clock and thread this loop has.
    public Engine engine() {
        return engine;
    }

    /// Makes `thread` the one that owns the loop and its channels, before it runs the engine. The present owner must
    /// not touch a channel any more, except as any other thread may.
    public void handOverTo(Thread thread) {
        owner = Objects.requireNonNull(thread);
    }

    /// The allocator of this loop's channels: heap buffers, whose arrays are used again.
    public ByteBufAllocator allocator() {
        return allocator;
    }

    /// Heap buffers of this loop's allocator that were not released.
    long buffersLent() {
        return allocator.lent();
    }

    @Override
    public Ticker ticker() {
        return ticker;
    }

    @Override
    public boolean inEventLoop(Thread thread) {
        return thread == owner;
    }

    @Override
    public void execute(Runnable task) {
        Objects.requireNonNull(task);
        if (isTerminated()) {
            throw new RejectedExecutionException("the event loop was shut down");
        }
        if (inEventLoop()) {
            enqueue(task);
            return;
        }
        engine.mailbox().post(() -> enqueue(task));
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return start(new ScheduledTask<>(this, Executors.callable(task), unit.toNanos(delay), 0));
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        return start(new ScheduledTask<>(this, task, unit.toNanos(delay), 0));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long initialDelay, long period,
            TimeUnit unit) {
        return start(new ScheduledTask<>(this, Executors.callable(task), unit.toNanos(initialDelay),
                positive(unit.toNanos(period))));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long initialDelay, long delay,
            TimeUnit unit) {
        return start(new ScheduledTask<>(this, Executors.callable(task), unit.toNanos(initialDelay),
                positive(unit.toNanos(delay))));
    }

    @Override
    public ChannelFuture register(Channel channel) {
        return register(new DefaultChannelPromise(channel, this));
    }

    @Override
    public ChannelFuture register(ChannelPromise promise) {
        promise.channel().unsafe().register(this, promise);
        return promise;
    }

    @Override
    @Deprecated
    public ChannelFuture register(Channel channel, ChannelPromise promise) {
        channel.unsafe().register(this, promise);
        return promise;
    }

    /// Closes all channels now; takes tasks for `quietPeriod` of the engine's time more, then none.
    ///
    /// @param timeout not needed: nothing here can hold up the end
    @Override
    public Future<?> shutdownGracefully(long quietPeriod, long timeout, TimeUnit unit) {
        onEngineThread(() -> beginShutdown(unit.toNanos(quietPeriod)));
        return termination;
    }

    @Override
    @Deprecated
    public void shutdown() {
        onEngineThread(() -> beginShutdown(0));
    }

    @Override
    public Future<?> terminationFuture() {
        return termination;
    }

    @Override
    public boolean isShuttingDown() {
        return life != Life.RUNNING;
    }

    @Override
    public boolean isShutdown() {
        return isTerminated();
    }

    @Override
    public boolean isTerminated() {
        return life == Life.TERMINATED;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return termination.await(timeout, unit);
    }

    /// A channel identity that is the same in each run, unlike Netty's, which is made of this machine's network cards
    /// and the time of day.
    ChannelId nextChannelId() {
        return new EngineChannelId(channelNumbers.incrementAndGet());
    }

    /// Room for bytes on their way between a socket and a buffer; on the engine's thread, to be used at once.
    byte[] scratch() {
        return scratch;
    }

    void opened(Channel channel) {
        channels.add(channel);
    }

    void closed(Channel channel) {
        channels.remove(channel);
    }

    /// Runs `task` at once on the engine's thread, or posts it there.
    void onEngineThread(Runnable task) {
        if (inEventLoop()) {
            task.run();
            return;
        }
        engine.mailbox().post(() -> {
            adopt();
            task.run();
        });
    }

    /// Whoever runs the engine's events owns the loop.
    void adopt() {
        Thread current = Thread.currentThread();
        if (owner != current) {
            owner = current;
        }
    }

    /// Puts `task`, which comes from the engine's thread, into the queue.
    void enqueue(Runnable task) {
        tasks.add(task);
        if (!turn.isArmed()) {
            turn.armAt(engine.now());
        }
    }

    /// Runs the tasks that are here by now; those that they bring run later at the same time, so that other events of
    /// that time have their turn in between.
    private void runTasks(long now) {
        adopt();
        for (int left = tasks.size(); left > 0; left--) {
            safeExecute(tasks.remove());
        }
    }

    private <V> ScheduledFuture<V> start(ScheduledTask<V> task) {
        if (isTerminated()) {
            throw new RejectedExecutionException("the event loop was shut down");
        }
        onEngineThread(task::start);
        return task;
    }

    private static long positive(long nanos) {
        if (nanos <= 0) {
            throw new IllegalArgumentException("a period must be longer than 0");
        }
        return nanos;
    }

    private void beginShutdown(long quietNanos) {
        if (isShuttingDown()) {
            return;
        }
        life = Life.SHUTTING_DOWN;
        for (Channel channel : List.copyOf(channels)) {
            channel.unsafe().close(channel.unsafe().voidPromise());
        }
        new Timer(engine, now -> terminate()).armIn(quietNanos);
    }

    private void terminate() {
        adopt();
        life = Life.TERMINATED;
        termination.setSuccess(null);
    }
}
