package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.after;

/// Whether a small segment waits for the acknowledgement of what is on its way. RFC 9293 §3.7.4, with Minshall's
/// modification (draft-minshall-nagle-01, 1999), which is what Linux does: only a small segment holds the next one back,
/// so that the last piece of a large write does not wait.
final class Nagle {
    private boolean off;
    /// The end of the small segment sent last.
    private int smallEnd;

    void start(int iss) {
        smallEnd = iss;
    }

    /// RFC 9293 §3.7.4 (MUST-17): "There MUST be a way for an application to disable the Nagle algorithm on an
    /// individual connection."
    void off(boolean noDelay) {
        off = noDelay;
    }

    void sentSmall(int end) {
        smallEnd = end;
    }

    /// Whether a small segment has to wait, with everything up to `sndUna` acknowledged.
    boolean holdsBack(int sndUna) {
        return !off && after(smallEnd, sndUna);
    }
}
