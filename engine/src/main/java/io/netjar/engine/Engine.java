package io.netjar.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/// The clock of an emulated Internet and the queue of what is to happen on it. Times are nanoseconds since the
/// engine was made. Events of one time fire in the order in which they were armed, so that a run is a function
/// of the description and the seed alone.
///
/// One thread owns an engine at a time: the one that calls `run…`.
///
/// An engine can be divided into [partitions][#partition()], whose events need not fire in the order of their times as long as
/// nobody can tell.
public final class Engine {
    /// A time that never comes.
    public static final long NEVER = Long.MAX_VALUE;

    /// The date of every engine's time 0, in seconds since 1970: 2026-01-01 00:00:00 UTC. A constant, so that what is
    /// dated (captures, HTTP's Date, logs) is the same in each run of a description.
    public static final long EPOCH_SECONDS = 1_767_225_600L;

    private static final long UNKNOWN = -1;
    private static final int WHOLE = -1;

    private final long seed;
    private final Clock clock;
    private final Mailbox mailbox;
    private final Partitions partitions;
    private final TimerQueue queue = new TimerQueue();
    /// How long it takes at least to come in, by each of the ways.
    private final List<LongSupplier> inlets = new ArrayList<>(0);
    /// The least of these delays, or [#UNKNOWN].
    private long leastDelay = NEVER;
    /// The number of this partition, or [#WHOLE].
    private final int number;

    public Engine(long seed) {
        this.seed = seed;
        clock = new Clock();
        mailbox = new Mailbox();
        partitions = new Partitions();
        number = WHOLE;
    }

    private Engine(Engine whole, int number) {
        seed = whole.seed;
        clock = whole.clock;
        mailbox = whole.mailbox;
        partitions = whole.partitions;
        this.number = number;
    }

    /// A part of this engine for what can touch, and be touched by, others only by way of its [inlets][#inlet], as a router by
    /// its links. It has the same clock, seed and mailbox, and runs when the whole does, but in [#runUntil(long)] it runs ahead
    /// of the others as far as nothing can reach it from there: a router then handles a millisecond's packets one after
    /// another, while they and all it knows are in the processor's caches, instead of by turns with everybody.
    ///
    /// What happens in a part is the same, and at the same times, as if there were no parts. Only ties may be decided
    /// otherwise: between the timers of a part and those of the whole, which come second, and with what takes no time to
    /// come in.
    ///
    /// What happens in the whole may touch any part: parts wait for it.
    ///
    /// @throws IllegalStateException if this is a part itself
    public Engine partition() {
        requireWhole();
        return partitions.add(number -> new Engine(this, number));
    }

    /// Makes known a way by which something can come from another partition, or from the whole, into this one.
    ///
    /// @param delay how many nanoseconds it takes at least, from 0: asked again after [#inletsChanged()]
    public void inlet(LongSupplier delay) {
        inlets.add(delay);
        leastDelay = UNKNOWN;
    }

    /// Something comes faster, or more slowly, by one of the inlets from now on.
    public void inletsChanged() {
        leastDelay = UNKNOWN;
    }

    /// Whether partitions fire their events in the order of their times with all others', as they must when somebody watches
    /// more than one of them. They do not unless told.
    public void inStep(boolean on) {
        partitions.inStep(on);
    }

    /// Whether an event of a partition is firing, at a time at which others may be behind or ahead.
    public boolean isInPartition() {
        return clock.running != null;
    }

    /// Nanoseconds since the engine was made.
    public long now() {
        return clock.now;
    }

    /// The present date inside.
    public Instant date() {
        return Instant.ofEpochSecond(EPOCH_SECONDS, clock.now);
    }

    public long seed() {
        return seed;
    }

    /// The random stream of the owner called `name`: the same for the same seed and name, whatever others draw.
    public Chance chance(String name) {
        return Chance.of(seed, name);
    }

    /// The way in for other threads.
    public Mailbox mailbox() {
        return mailbox;
    }

    /// When the next timer is due, or [#NEVER].
    public long nextDeadline() {
        long own = queue.nextDeadline();
        return number == WHOLE ? Math.min(own, partitions.nextDeadline()) : own;
    }

    /// How many timers have fired so far.
    public long fired() {
        return clock.fired;
    }

    /// How many timers are armed: 0 when nothing will ever happen again by itself.
    public int armed() {
        return queue.armed() + (number == WHOLE ? partitions.armed() : 0);
    }

    /// Fires every timer due until `time`, in order, and sets the clock to `time`.
    ///
    /// @throws IllegalStateException if this is a partition
    public void runUntil(long time) {
        requireWhole();
        while (true) {
            long own = queue.nextDeadline();
            long until = Math.min(own, time);
            if (partitions.nextTurn() <= until) {
                partitions.run(until, leastDelay());
            } else if (own <= time) {
                fire(queue.take());
            } else {
                clock.now = Math.max(clock.now, time);
                return;
            }
        }
    }

    /// Fires timers until `done` holds (asked before each one) or the next is due after `limit`. Returns whether
    /// `done` holds; if not, the clock stands at `limit`, or where the last timer left it if `limit` is [#NEVER].
    ///
    /// @throws IllegalStateException if this is a partition
    public boolean runUntil(BooleanSupplier done, long limit) {
        requireWhole();
        while (!done.getAsBoolean()) {
            if (!fireNext(limit)) {
                clock.now = limit == NEVER ? clock.now : Math.max(clock.now, limit);
                return false;
            }
        }
        return true;
    }

    /// Fires the timer that is due next. Preconditions: one is armed.
    void fireNext() {
        if (!fireNext(NEVER)) {
            throw new IllegalStateException("no timer is armed");
        }
    }

    private boolean fireNext(long limit) {
        long own = queue.nextDeadline();
        long parts = partitions.nextDeadline();
        long next = Math.min(own, parts);
        if (next == NEVER || next > limit) {
            return false;
        }
        if (parts <= own) {
            partitions.fireNext();
        } else {
            fire(queue.take());
        }
        return true;
    }

    /// Fires this partition's first timer. Preconditions: there is one.
    void takeStep() {
        // No other is due by then.
        takeTurn(Long.MIN_VALUE);
    }

    /// Fires this partition's first timer, and the others until `limit`. Preconditions: there is one.
    void takeTurn(long limit) {
        clock.running = this;
        try {
            do {
                fire(queue.take());
            } while (queue.nextDeadline() <= limit);
        } finally {
            clock.running = null;
        }
    }

    private void fire(Timer timer) {
        long time = timer.deadline();
        clock.now = time;
        clock.fired++;
        timer.fire(time);
    }

    /// Sets the clock to `time`, if that is later. Preconditions: no timer is due before.
    void advanceTo(long time) {
        clock.now = Math.max(clock.now, time);
    }

    void arm(Timer timer) {
        Engine running = clock.running;
        if (running != null && running != this && timer.rank == Timer.NO_RANK) {
            throw new IllegalStateException(
                    "an event of one partition armed a timer of another: only what goes by an inlet may");
        }
        queue.arm(timer);
        if (number != WHOLE && running != this) {
            partitions.announce(number, timer.deadline());
        }
    }

    void disarm(Timer timer) {
        queue.disarm(timer);
    }

    /// How many nanoseconds something takes at least to come in, or [#NEVER] if there is no way.
    long leastDelay() {
        if (leastDelay == UNKNOWN) {
            leastDelay = NEVER;
            for (LongSupplier delay : inlets) {
                leastDelay = Math.min(leastDelay, delay.getAsLong());
            }
        }
        return leastDelay;
    }

    private void requireWhole() {
        if (number != WHOLE) {
            throw new IllegalStateException("a partition runs with the whole, and has no partitions");
        }
    }
}
