package io.netjar.engine;

/// Which time inside belongs to which time of the clock on the wall: a straight line through one common point.
final class ClockTie {
    private long wall;
    private long engine;
    private double speed = 1;

    /// Lets both clocks meet at a point and go on from there.
    void meet(long wallTime, long engineTime, double engineForWall) {
        wall = wallTime;
        engine = engineTime;
        speed = engineForWall;
    }

    /// Lets the clock inside stand still for `wallNanos`.
    void slip(long wallNanos) {
        wall += wallNanos;
    }

    /// The time inside at `wallTime`, not before the common point.
    long engineTime(long wallTime) {
        return wallTime <= wall ? engine : engine + (long) ((wallTime - wall) * speed);
    }

    /// When the clock on the wall says that it is `engineTime` inside; [Engine#NEVER] if never.
    long wallTime(long engineTime) {
        if (engineTime == Engine.NEVER) {
            return Engine.NEVER;
        }
        long nanos = (long) Math.ceil((engineTime - engine) / speed);
        return wall + Math.min(nanos, Engine.NEVER - Math.max(wall, 0));
    }
}
