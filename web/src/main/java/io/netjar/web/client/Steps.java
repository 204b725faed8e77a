package io.netjar.web.client;

/// When the steps of opening a connection were done, in nanoseconds of the engine; -1 for what was not reached.
final class Steps {
    private static final int NONE = -1;
    private final long began;
    private long named = NONE;
    private long connected = NONE;
    private long secured = NONE;

    Steps(long began) {
        this.began = began;
    }

    void named(long now) {
        named = now;
    }

    void connected(long now) {
        connected = now;
    }

    void secured(long now) {
        secured = now;
    }

    /// How a request that began at `began`, and went out first on this connection at `asked`, spent its time. What was done
    /// before it began costs it nothing.
    ///
    /// @param asked -1 if it did not go out
    /// @param answered when the head of the answer was here, -1 if never
    /// @param now when it ended
    Fetched.Timings timings(long began, long asked, long answered, long now) {
        long start = Math.max(began, this.began);
        long name = part(start, named, now);
        long connect = named < 0 ? NONE : part(Math.max(start, named), connected, now);
        long tls = connected < 0 ? NONE : part(Math.max(start, connected), secured, now);
        long queued = start - began + (asked < 0 ? 0 : asked - Math.max(start, secured));
        return new Fetched.Timings(began, queued, name, connect, tls, waiting(asked, answered, now),
                content(answered, now));
    }

    /// How a request spent its time on a connection that stood already.
    static Fetched.Timings reused(long began, long asked, long answered, long now) {
        return new Fetched.Timings(began, asked - began, 0, 0, 0, waiting(asked, answered, now),
                content(answered, now));
    }

    /// How one spent it that was never given a connection, and for which none was begun.
    static Fetched.Timings waited(long began, long now) {
        return new Fetched.Timings(began, now - began, NONE, NONE, NONE, NONE, NONE);
    }

    private static long waiting(long asked, long answered, long now) {
        return asked < 0 ? NONE : part(asked, answered, now);
    }

    private static long content(long answered, long now) {
        return answered < 0 ? NONE : now - answered;
    }

    /// From `start` to `end`; to `now` if it is under way still.
    private static long part(long start, long end, long now) {
        return Math.max(0, (end < 0 ? now : end) - start);
    }
}
