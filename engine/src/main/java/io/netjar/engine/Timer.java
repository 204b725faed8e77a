package io.netjar.engine;

/// Something that is to happen at a time. A timer is made once and armed any number of times without garbage;
/// arming it again moves it.
public final class Timer {
    /// The rank of a timer that has none.
    static final int NO_RANK = -1;

    private final Engine engine;
    private final Alarm alarm;
    long deadline = Engine.NEVER;
    final int rank;
    /// Orders timers of the same deadline: its rank, or by when it was armed.
    long order = TimerQueue.UNARMED;
    /// The number by which the queue knows this timer while it has a place there.
    int number = TimerQueue.NOWHERE;

    /// What a timer does when it is due.
    @FunctionalInterface
    public interface Alarm {
        /// Called once at the time the timer was armed for; the timer is no longer armed and may be armed again.
        void due(long now);
    }

    /// A timer that fires after those of the same deadline that have a rank or were armed before it.
    public Timer(Engine engine, Alarm alarm) {
        this(engine, alarm, NO_RANK);
    }

    /// A timer for what comes from elsewhere, such as a frame by a link: its place among others of the same deadline follows
    /// from its rank alone, not from when it was armed, and it may be armed out of another partition ([Engine#partition()]).
    ///
    /// @param rank from 0; lower ones fire first, and all before the timers without a rank. Unlike that of any other timer of
    ///     the engine
    public Timer(Engine engine, Alarm alarm, int rank) {
        this.rank = rank;
        this.engine = engine;
        this.alarm = alarm;
    }

    /// Arms the timer for `time`, or for now if that has passed, in place of any time it was armed for. A timer armed
    /// for [Engine#NEVER] is disarmed.
    public void armAt(long time) {
        if (time == Engine.NEVER) {
            cancel();
            return;
        }
        deadline = Math.max(time, engine.now());
        engine.arm(this);
    }

    /// Arms the timer to fire `delay` nanoseconds from now; never, if that is beyond the end of time (292 years).
    public void armIn(long delay) {
        long time = engine.now() + delay;
        armAt(delay > 0 && time < 0 ? Engine.NEVER : time);
    }

    /// Disarms the timer, if it is armed.
    public void cancel() {
        if (deadline != Engine.NEVER) {
            deadline = Engine.NEVER;
            engine.disarm(this);
        }
    }

    public boolean isArmed() {
        return deadline != Engine.NEVER;
    }

    /// When the timer fires, or [Engine#NEVER].
    public long deadline() {
        return deadline;
    }

    void fire(long now) {
        deadline = Engine.NEVER;
        alarm.due(now);
    }
}
