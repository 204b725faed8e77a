package io.netjar.net.tcp;

/// Since when a sender waits for its peer, and for how long it has in all: what the user timeout (RFC 5482) and `ss` ask.
final class Waiting {
    private boolean waits;
    private long began;
    private long progressed;
    private long total;

    /// There is something to wait for, perhaps besides other things.
    void begin(long now) {
        if (!waits) {
            waits = true;
            began = now;
            progressed = now;
        }
    }

    /// The peer acknowledged something new, which was all there is if nothing is `left`.
    void progress(long now, boolean left) {
        progressed = now;
        if (!left && waits) {
            waits = false;
            total += now - began;
        }
    }

    /// When the peer last acknowledged something new, or what waits for that began to.
    long since() {
        return progressed;
    }

    /// For how many nanoseconds something was written and not acknowledged.
    long total(long now) {
        return waits ? total + now - began : total;
    }
}
