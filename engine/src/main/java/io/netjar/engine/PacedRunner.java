package io.netjar.engine;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Runs an engine at a [Pace] that can change at any time, together with what other threads post to its mailbox.
///
/// In step with the clock on the wall a letter takes effect at the time at which it was posted, among the timers due
/// before and after, however late the engine's thread comes to both. So a packet that waits here was not lost, and no
/// retransmission timer that is due after it came says so.
///
/// A runner that falls behind catches up as fast as it can, and nothing inside notices. From [#CATCH_UP] on the clock
/// inside slips instead: it stands for as long as the machine did, so that timers do not expire because of a pause of
/// ours. [#lateness()] tells.
public final class PacedRunner {
    /// How far the engine may fall behind before its clock slips: what a person notices, and half of the shortest
    /// retransmission timeout of Linux, 200 ms.
    public static final Duration CATCH_UP = Duration.ofMillis(100);

    private static final long SHORTEST_CATCH_UP_NANOS = 10_000_000L;
    /// How often the loop looks at the clock at least, so that it sees a pause of the machine for what it is.
    private static final long LOOK_NANOS = 20_000_000L;
    /// For how long the clock stands on after a pause, so that threads that were stopped with ours can post what came
    /// meanwhile.
    private static final long GRACE_NANOS = 1_000_000L;
    /// How many events fire before the mailbox is looked at again.
    private static final int SLICE = 256;

    private final Engine engine;
    private final LongSupplier wallNanos;
    private final Mailbox.Bed bed;
    private final ClockTie tie = new ClockTie();
    private final LatenessGauge gauge = new LatenessGauge();
    private long catchUpNanos = CATCH_UP.toNanos();
    private Pace pace;
    /// When the clock on the wall was to be looked at again at the latest.
    private long expected;
    /// Single events still to be fired while the clock stands otherwise.
    private int singleEvents;
    private @Nullable Step step;
    private volatile boolean stopped;

    /// A stretch of time to be run through while the clock stands otherwise.
    private record Step(long end, Runnable then) {}

    /// Reads what there is and changes nothing.
    private static final class Look extends Letter {
        private final Runnable look;

        Look(Runnable look) {
            this.look = look;
        }

        @Override
        public void run() {
            look.run();
        }
    }

    /// @param wallNanos a clock that only goes forward, in nanoseconds; read by every thread that posts
    /// @param pace the pace at first
    public PacedRunner(Engine engine, LongSupplier wallNanos, Pace pace) {
        this(engine, wallNanos, pace, Mailbox.THREAD_PARK);
    }

    PacedRunner(Engine engine, LongSupplier wallNanos, Pace pace, Mailbox.Bed bed) {
        this.engine = engine;
        this.wallNanos = wallNanos;
        this.pace = pace;
        this.bed = bed;
    }

    /// Runs on the calling thread, which owns the engine meanwhile, until [#stop()].
    public void run() {
        Mailbox mailbox = engine.mailbox();
        mailbox.stampBy(wallNanos);
        expected = wallNanos.getAsLong();
        gauge.restart(expected);
        Pace first = pace;
        pace = Pace.paused();
        take(first);
        try {
            while (!stopped) {
                switch (pace) {
                    case Pace.Scaled _ -> keepStep(mailbox);
                    case Pace.Virtual _ -> runAhead(mailbox);
                    case Pace.Paused _ -> stand(mailbox);
                }
            }
        } finally {
            mailbox.stampBy(null);
            stopped = false;
        }
    }

    /// Ends [#run()] after the event that is under way; a later [#run()] goes on from there. Any thread may call this.
    public void stop() {
        stopped = true;
        engine.mailbox().post(() -> {
        });
    }

    /// Goes on at another pace from now on; any thread may call this. The clock inside neither jumps nor is anything
    /// left out; what a step under way had still to run through waits.
    public void pace(Pace next) {
        engine.mailbox().post(() -> {
            endStep();
            take(next);
        });
    }

    /// Pauses, and lets the next event happen, at whatever time that is. What is due later waits, even if it is due at the
    /// same time; it happens with the next step, or with the next letter. Any thread may call this.
    public void step() {
        engine.mailbox().post(() -> {
            endStep();
            take(Pace.paused());
            singleEvents++;
        });
    }

    /// Pauses, and runs through `duration` as fast as it goes. Any thread may call this.
    ///
    /// @param duration of the engine's time, more than 0
    /// @param then called on the engine's thread when the clock stands at the end, or where another pace or step
    ///             overtook this one
    /// @throws IllegalArgumentException if `duration` is not positive
    public void step(Duration duration, Runnable then) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("a step takes time, not " + duration);
        }
        long nanos = duration.toNanos();
        engine.mailbox().post(() -> {
            endStep();
            take(Pace.paused());
            step = new Step(engine.now() + nanos, then);
        });
    }

    /// Sets how far the engine may fall behind before its clock slips, instead of [#CATCH_UP]; any thread may call this.
    ///
    /// @param longest of the clock on the wall, from 10 ms, as threads come later than they should all the time; a hundred
    ///                years for a clock that never slips
    /// @throws IllegalArgumentException if `longest` is shorter
    public void catchUp(Duration longest) {
        long nanos = longest.toNanos();
        if (nanos < SHORTEST_CATCH_UP_NANOS) {
            throw new IllegalArgumentException(
                    "a clock that slips at less than 10 ms comes to nothing: " + longest);
        }
        engine.mailbox().post(() -> catchUpNanos = nanos);
    }

    /// Looks at what this runner and its engine are at, on the engine's thread. Unlike a letter this lets nothing happen
    /// that is due while the clock stands, so it can be done between two single steps. Any thread may call this.
    ///
    /// @param look reads only; what it posts is a letter
    public void look(Runnable look) {
        engine.mailbox().post(new Look(look));
    }

    /// The present pace; on the engine's thread.
    public Pace pace() {
        return pace;
    }

    /// How late events were during the last whole second in step with the clock on the wall; on the engine's thread.
    public Lateness lateness() {
        gauge.tick(wallNanos.getAsLong());
        return gauge.last();
    }

    private void take(Pace next) {
        if (next instanceof Pace.Scaled scaled) {
            expected = wallNanos.getAsLong();
            long meeting = pace instanceof Pace.Scaled ? tie.wallTime(engine.now()) : expected;
            tie.meet(meeting, engine.now(), scaled.speed());
        }
        pace = next;
    }

    private void endStep() {
        Step ended = step;
        step = null;
        if (ended != null) {
            ended.then().run();
        }
    }

    /// One turn of the loop in step with the clock on the wall.
    private void keepStep(Mailbox mailbox) {
        if (slips()) {
            return;
        }
        // The clock was read before the mailbox, so what is posted later belongs after all that is due now.
        Letter letter = mailbox.first();
        long until = Math.max(tie.engineTime(letter == null ? expected : letter.stamp), engine.now());
        if (!fireUntil(letter == null ? until + 1 : until)) {
            return;
        }
        engine.advanceTo(until);
        if (letter == null) {
            long due = Math.min(tie.wallTime(engine.nextDeadline()), expected + LOOK_NANOS);
            mailbox.await(due, wallNanos, bed);
            expected = Math.max(expected, due);
            return;
        }
        gauge.late(letter.stamp == Letter.AT_ONCE ? 0 : expected - letter.stamp);
        mailbox.take().run();
    }

    /// Fires what is due before `end`. Returns false if there is more to do first.
    private boolean fireUntil(long end) {
        for (int i = 0; i < SLICE; i++) {
            long due = engine.nextDeadline();
            if (due >= end) {
                return true;
            }
            long late = expected - tie.wallTime(due);
            if (late > catchUpNanos) {
                slip(late);
                return false;
            }
            gauge.late(late);
            engine.fireNext();
            if (stopped || slips()) {
                return false;
            }
        }
        return false;
    }

    /// Looks at the clock on the wall. Returns whether this comes so late that the clock inside has to slip.
    private boolean slips() {
        long wall = wallNanos.getAsLong();
        long missed = wall - expected;
        expected = wall;
        gauge.tick(wall);
        if (missed <= catchUpNanos) {
            return false;
        }
        slip(missed);
        return true;
    }

    private void slip(long wallNanosLost) {
        gauge.slipped(wallNanosLost);
        tie.slip(wallNanosLost + GRACE_NANOS);
    }

    /// One turn of the loop as fast as it goes.
    private void runAhead(Mailbox mailbox) {
        if (mailbox.first() != null) {
            mailbox.take().run();
        } else if (engine.armed() == 0) {
            mailbox.await(wallNanos.getAsLong() + LOOK_NANOS, wallNanos, bed);
        } else {
            fireSome(Engine.NEVER);
        }
    }

    /// One turn of the loop while the clock stands.
    private void stand(Mailbox mailbox) {
        Step under = step;
        if (singleEvents > 0) {
            singleEvents--;
            if (engine.armed() > 0) {
                engine.fireNext();
            }
        } else if (mailbox.first() != null) {
            Letter letter = mailbox.take();
            letter.run();
            if (!(letter instanceof Look)) {
                answerAtOnce();
            }
        } else if (under == null) {
            mailbox.await(wallNanos.getAsLong() + LOOK_NANOS, wallNanos, bed);
        } else if (fireSome(under.end() + 1)) {
            engine.advanceTo(under.end());
            endStep();
        }
    }

    /// Fires what a letter armed for the present time, unless the letter was about something else.
    private void answerAtOnce() {
        if (pace instanceof Pace.Paused && singleEvents == 0) {
            engine.runUntil(engine.now());
        }
    }

    /// Fires a slice of what is due before `end`. Returns whether that is all.
    private boolean fireSome(long end) {
        for (int i = 0; i < SLICE && !stopped; i++) {
            if (engine.nextDeadline() >= end) {
                return true;
            }
            engine.fireNext();
        }
        return false;
    }
}
