package io.netjar.engine;

import java.time.Instant;
import java.util.function.BooleanSupplier;

/// The clock of an emulated Internet and the queue of what is to happen on it. Times are nanoseconds since the
/// engine was made. Events of one time fire in the order in which they were armed, so that a run is a function
/// of the description and the seed alone.
///
/// One thread owns an engine at a time: the one that calls `run…`.
public final class Engine {
    /// A time that never comes.
    public static final long NEVER = Long.MAX_VALUE;

    /// The date of every engine's time 0, in seconds since 1970: 2026-01-01 00:00:00 UTC. A constant, so that what is
    /// dated (captures, HTTP's Date, logs) is the same in each run of a description.
    public static final long EPOCH_SECONDS = 1_767_225_600L;

    private final long seed;
    private final TimerQueue queue = new TimerQueue();
    private final Mailbox mailbox = new Mailbox();
    private long now;
    private long fired;

    public Engine(long seed) {
        this.seed = seed;
    }

    /// Nanoseconds since the engine was made.
    public long now() {
        return now;
    }

    /// The present date inside.
    public Instant date() {
        return Instant.ofEpochSecond(EPOCH_SECONDS, now);
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
        return queue.nextDeadline();
    }

    /// How many timers have fired so far.
    public long fired() {
        return fired;
    }

    /// How many timers are armed: 0 when nothing will ever happen again by itself.
    public int armed() {
        return queue.armed();
    }

    /// Fires every timer due until `time`, in order, and sets the clock to `time`.
    public void runUntil(long time) {
        Timer timer = queue.poll(time);
        while (timer != null) {
            fire(timer);
            timer = queue.poll(time);
        }
        now = Math.max(now, time);
    }

    /// Fires timers until `done` holds (asked before each one) or the next is due after `limit`. Returns whether
    /// `done` holds; if not, the clock stands at `limit`, or where the last timer left it if `limit` is [#NEVER].
    public boolean runUntil(BooleanSupplier done, long limit) {
        while (!done.getAsBoolean()) {
            Timer timer = queue.poll(limit);
            if (timer == null) {
                now = limit == NEVER ? now : Math.max(now, limit);
                return false;
            }
            fire(timer);
        }
        return true;
    }

    /// Fires the timer that is due next. Preconditions: one is armed.
    void fireNext() {
        Timer timer = queue.poll(NEVER);
        if (timer == null) {
            throw new IllegalStateException("no timer is armed");
        }
        fire(timer);
    }

    private void fire(Timer timer) {
        now = timer.deadline();
        fired++;
        timer.fire(now);
    }

    /// Sets the clock to `time`, if that is later. Preconditions: no timer is due before.
    void advanceTo(long time) {
        now = Math.max(now, time);
    }

    TimerQueue queue() {
        return queue;
    }
}
