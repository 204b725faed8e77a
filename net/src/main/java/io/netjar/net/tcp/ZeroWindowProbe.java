package io.netjar.net.tcp;

/// The probes of a window that stays shut: how often they went out, and when the next does. RFC 9293 §3.8.6.1.
final class ZeroWindowProbe {
    /// Doubling a timeout so often goes beyond any limit.
    private static final int MOST_DOUBLINGS = 20;

    /// Since the peer last acknowledged anything.
    private int unanswered;
    /// Since the window was open or something new was acknowledged.
    private int backOff;

    /// The peer acknowledged something, old or new.
    void heard() {
        unanswered = 0;
    }

    /// The window is open.
    void open() {
        backOff = 0;
    }

    /// A probe goes out.
    void sent() {
        unanswered++;
        backOff++;
    }

    int unanswered() {
        return unanswered;
    }

    /// How often the timeout was doubled.
    int backOff() {
        return backOff;
    }

    /// After how many nanoseconds the next is due.
    long timeout(long rto, long most) {
        // RFC 9293 §3.8.6.1 (SHLD-29, SHLD-30): the first probe after the retransmission timeout, the interval between
        // them grows exponentially.
        return Math.min(rto << Math.min(backOff, MOST_DOUBLINGS), most);
    }
}
