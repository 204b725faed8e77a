package io.netjar.engine;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Work that other threads hand to the engine's thread: the one place where threads meet. Each letter carries the time
/// at which it was posted, so that it can take effect at that time however late the engine's thread comes to it.
///
/// Posting costs one atomic exchange and a look at the clock; only who posts to a sleeping engine also has to wake it.
/// Work that is a [Letter] is posted without garbage.
public final class Mailbox {
    /// How long the engine's thread watches the mailbox before it goes to sleep. To wake a thread costs the poster
    /// some microseconds and takes about 50 µs, which a stream of packets should not pay for each of them.
    private static final long WATCH_NANOS = 50_000;
    /// How long before the time it waits for a sleeper has itself woken; the rest is spent watching. Sleeps were measured
    /// to last 80 to 110 µs too long on Linux, half of it the kernel's timer slack.
    private static final long EARLY_NANOS = 120_000;

    /// How a thread sleeps until it is woken or the time is up.
    @FunctionalInterface
    interface Bed {
        void sleep(Object reason, long nanos);
    }

    static final Bed THREAD_PARK = LockSupport::parkNanos;

    /// The latest letter first.
    private final AtomicReference<Letter> posted = new AtomicReference<>(Letter.END);
    /// Letters taken out of `posted`, the oldest first; the engine's thread only.
    private Letter taken = Letter.END;
    private volatile @Nullable Thread sleeper;
    private volatile @Nullable LongSupplier clock;

    Mailbox() {}

    /// Hands over `work`, to be run soon on the engine's thread. What one thread posts runs in that order. Any thread
    /// may call this.
    ///
    /// @throws IllegalStateException if `work` is a [Letter] that is in a mailbox already
    public void post(Runnable work) {
        Letter letter = work instanceof Letter own ? own : new Errand(work);
        if (letter.next != null) {
            throw new IllegalStateException("this letter was posted before and has not run yet");
        }
        LongSupplier stamps = clock;
        letter.stamp = stamps == null ? Letter.AT_ONCE : stamps.getAsLong();
        Letter before;
        do {
            before = posted.get();
            letter.next = before;
        } while (!posted.compareAndSet(before, letter));
        // Who finds letters there need not knock: the one who posted the first of them does.
        Thread asleep = before.isEnd() ? sleeper : null;
        if (asleep != null) {
            LockSupport.unpark(asleep);
        }
    }

    /// Runs what was handed over so far, at the present time; on the engine's thread.
    public void drain() {
        while (first() != null) {
            take().run();
        }
    }

    /// Stamps letters from now on with the time of `wallNanos`; null ends that.
    void stampBy(@Nullable LongSupplier wallNanos) {
        clock = wallNanos;
    }

    /// The oldest letter, which stays in the mailbox, or null; on the engine's thread.
    @Nullable
    Letter first() {
        if (taken.isEnd()) {
            collect();
        }
        return taken.isEnd() ? null : taken;
    }

    /// Takes the oldest letter out; on the engine's thread. Preconditions: [#first()] has just returned one.
    Letter take() {
        Letter letter = taken;
        taken = following(letter);
        letter.next = null;
        return letter;
    }

    /// Waits until there is a letter or `wallNanos` says `due`: watching at first and at the end, sleeping in between.
    /// Returns early for no reason now and then. On the engine's thread, with no letter taken.
    void await(long due, LongSupplier wallNanos, Bed bed) {
        long wall = wallNanos.getAsLong();
        long watchEnd = due - wall <= WATCH_NANOS + EARLY_NANOS ? due : wall + WATCH_NANOS;
        while (wall < watchEnd) {
            if (!posted.get().isEnd()) {
                return;
            }
            Thread.onSpinWait();
            wall = wallNanos.getAsLong();
        }
        if (wall < due - EARLY_NANOS) {
            sleep(due - EARLY_NANOS - wall, bed);
        }
    }

    private void sleep(long nanos, Bed bed) {
        sleeper = Thread.currentThread();
        // Between these lines a poster either sees the sleeper or has posted in time to be seen.
        if (posted.get().isEnd()) {
            bed.sleep(this, nanos);
        }
        sleeper = null;
    }

    /// Turns the pile of what was posted, on which the latest lies on top, over.
    private void collect() {
        if (posted.get().isEnd()) {
            return;
        }
        Letter letter = posted.getAndSet(Letter.END);
        Letter oldest = Letter.END;
        while (!letter.isEnd()) {
            Letter older = following(letter);
            letter.next = oldest;
            oldest = letter;
            letter = older;
        }
        taken = oldest;
    }

    private static Letter following(Letter letter) {
        Letter next = letter.next;
        if (next == null) {
            throw new IllegalStateException("a letter in the mailbox was changed from outside");
        }
        return next;
    }

    /// Work that is posted once.
    private static final class Errand extends Letter {
        private final Runnable work;

        Errand(Runnable work) {
            this.work = work;
        }

        @Override
        public void run() {
            work.run();
        }
    }
}
