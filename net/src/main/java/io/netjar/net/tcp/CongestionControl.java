package io.netjar.net.tcp;

/// What differs between congestion controls: how the window grows in congestion avoidance, and to what it is cut by
/// a loss. Slow start is [CongestionWindow]'s, which of the segments are lost is [LossRecovery]'s.
interface CongestionControl {
    /// `bytes` were acknowledged in congestion avoidance while the window was in full use, or 0 of them counted
    /// because it was not.
    ///
    /// @param srttNanos the smoothed round trip time
    void acked(CongestionWindow window, int bytes, long now, long srttNanos);

    /// A loss was found with `flight` bytes outstanding. Returns the new slow start threshold.
    int lost(CongestionWindow window, int flight);

    /// The retransmission timer expired; [#lost] was asked before.
    void timedOut();

    /// The last loss was none, nor was a timeout since: what [#lost] and [#timedOut] changed is to be as before.
    void undone();
}
