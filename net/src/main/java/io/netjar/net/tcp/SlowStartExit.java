package io.netjar.net.tcp;

/// Finds out in slow start that the path is full before its queue overflows. RFC 9438 §4.10.
sealed interface SlowStartExit permits HyStart, HyStartPlusPlus {
    /// An acknowledgement told a round trip time of `delay`. Returns whether slow start should end.
    ///
    /// @param sndNxt SND.NXT when it came
    boolean isFull(long delay, CongestionWindow window, Acknowledgement news, int sndNxt);

    /// By how much `window` grows in slow start when `bytes` are acknowledged.
    int growth(int bytes, CongestionWindow window);
}
