package io.netjar.net.nat;

import org.jspecify.annotations.Nullable;

/// The flows under one timeout, the longest silent first. As the timeout is the same for all of them, their
/// deadlines stand in order, and hearing from a flow means moving it to the end.
final class IdleList {
    private final long timeout;
    private @Nullable Flow oldest;
    private @Nullable Flow newest;

    IdleList(long timeoutNanos) {
        this.timeout = timeoutNanos;
    }

    /// How long a flow here may be silent, in nanoseconds.
    long timeout() {
        return timeout;
    }

    @Nullable
    Flow oldest() {
        return oldest;
    }

    void add(Flow flow, long now) {
        flow.deadline = now + timeout;
        flow.older = newest;
        flow.newer = null;
        if (newest == null) {
            oldest = flow;
        } else {
            newest.newer = flow;
        }
        newest = flow;
    }

    void remove(Flow flow) {
        Flow older = flow.older;
        Flow newer = flow.newer;
        if (older == null) {
            oldest = newer;
        } else {
            older.newer = newer;
        }
        if (newer == null) {
            newest = older;
        } else {
            newer.older = older;
        }
        flow.older = null;
        flow.newer = null;
    }
}
