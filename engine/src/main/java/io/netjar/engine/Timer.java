package io.netjar.engine;

/// Something that is to happen at a time. A timer is made once and armed any number of times without garbage;
/// arming it again moves it.
public final class Timer {
    private final Engine engine;
    private final Alarm alarm;
    private long deadline = Engine.NEVER;
    /// Orders timers of the same deadline: the one armed first fires first.
    long order = TimerQueue.UNARMED;
    /// The number by which the queue knows this timer while it has a place there.
    int number = TimerQueue.NOWHERE;

    /// What a timer does when it is due.
    @FunctionalInterface
    public interface Alarm {
        /// Called once at the time the timer was armed for; the timer is no longer armed and may be armed again.
        void due(long now);
    }

    public Timer(Engine engine, Alarm alarm) {
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
        engine.queue().arm(this);
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
            engine.queue().disarm(this);
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
