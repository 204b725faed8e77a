package io.netjar.web;

import java.util.concurrent.TimeUnit;

/// How many frames that bring nothing one HTTP/2 connection may make its other end work for. RFC 9113 §10.5 names what can
/// be misused: PING, SETTINGS, PRIORITY, empty frames, streams that are reset as soon as they are open.
///
/// Two accounts are kept. Idle frames (all but the HEADERS of a request and DATA) are paid from credit, which grows with time,
/// and with the content that is sent, as clients answer that with WINDOW_UPDATE frames. Resets, from either end, are counted in
/// windows of time (rapid reset, CVE-2023-44487; made by the server's own errors, CVE-2025-8671).
final class FrameBudget {
    /// Idle frames that may come at once.
    static final int IDLE_FRAMES = 1_000;
    /// Idle frames a second that are never too many.
    static final int IDLE_FRAMES_PER_SECOND = 10;
    /// Idle frames for each piece of content sent: a WINDOW_UPDATE for its stream, and one for the connection.
    private static final int PER_PIECE = 2;
    /// And for so many bytes of it one more, for clients whose windows are small.
    private static final int BYTES_PER_FRAME = 2_048;
    /// Streams that may be reset within [#RESET_SECONDS] (twice what may be open).
    static final int RESETS = 200;
    /// How long the window is in which resets are counted.
    static final int RESET_SECONDS = 30;

    private static final long NANOS_PER_FRAME = TimeUnit.SECONDS.toNanos(1) / IDLE_FRAMES_PER_SECOND;

    private long credit = IDLE_FRAMES;
    private long creditNanos;
    private long windowNanos;
    private int resets;

    /// @param nanos the present
    FrameBudget(long nanos) {
        creditNanos = nanos;
        windowNanos = nanos;
    }

    /// An idle frame came. Returns whether that is still within bounds.
    boolean idleFrame(long nanos) {
        long grown = (nanos - creditNanos) / NANOS_PER_FRAME;
        creditNanos += grown * NANOS_PER_FRAME;
        credit = Math.min(IDLE_FRAMES, credit + grown) - 1;
        return credit >= 0;
    }

    /// Content was sent.
    void sent(int bytes) {
        credit = Math.min(IDLE_FRAMES, credit + PER_PIECE + bytes / BYTES_PER_FRAME);
    }

    /// A stream was reset, by either end. Returns whether that is still within bounds.
    boolean reset(long nanos) {
        if (nanos - windowNanos >= TimeUnit.SECONDS.toNanos(RESET_SECONDS)) {
            windowNanos = nanos;
            resets = 0;
        }
        return ++resets <= RESETS;
    }
}
