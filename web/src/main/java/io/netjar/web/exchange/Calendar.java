package io.netjar.web.exchange;

import io.netjar.engine.Engine;

/// How the exchange divides time. Orders are good until the full hour; then all expire, and a new session opens.
/// Sessions are numbered by hours since the engine's time 0, which is midnight of the calendar (UTC); days by 24 of them.
final class Calendar {
    /// A session's length, in nanoseconds.
    static final long SESSION_NANOS = 3_600_000_000_000L;
    /// Sessions of a day.
    static final int DAY_SESSIONS = 24;
    /// The session with which trading began: two days before the calendar's beginning, so that charts are not empty.
    static final int FIRST_SESSION = -2 * DAY_SESSIONS;

    private static final long SEQUENCES = 1_000_000;

    private Calendar() {}

    /// The session at that time of the engine.
    static int session(long nanos) {
        return (int) Math.floorDiv(nanos, SESSION_NANOS);
    }

    /// When that session opens.
    static long opening(int session) {
        return session * SESSION_NANOS;
    }

    /// The first session of the day of that session.
    static int firstOfDay(int session) {
        return Math.floorDiv(session, DAY_SESSIONS) * DAY_SESSIONS;
    }

    /// The number before the first of a session's sequence numbers. All numbers of a session are above those of the
    /// sessions before it.
    static long sequenceBase(int session) {
        return (session - FIRST_SESSION + 1) * SEQUENCES;
    }

    /// What the calendar calls `nanos` of engine time, in milliseconds since 1970.
    static long epochMillis(long nanos) {
        return Engine.EPOCH_SECONDS * 1000 + Math.floorDiv(nanos, 1_000_000);
    }

    /// The time of the engine at a date of the calendar, given in milliseconds since 1970.
    static long nanos(long epochMillis) {
        return (epochMillis - Engine.EPOCH_SECONDS * 1000) * 1_000_000;
    }
}
