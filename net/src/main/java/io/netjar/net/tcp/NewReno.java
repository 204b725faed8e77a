package io.netjar.net.tcp;

/// One segment more per round trip, half of the flight after a loss. RFC 5681 §3.1, §3.2.
final class NewReno implements CongestionControl {
    private int ackedBytes;

    @Override
    public void acked(CongestionWindow window, int bytes, long now, long srttNanos) {
        // RFC 5681 §3.1: "counting the number of bytes that have been acknowledged by ACKs for new data. […] When the
        // number of bytes acknowledged reaches cwnd, then cwnd can be incremented by up to SMSS bytes."
        ackedBytes += bytes;
        if (ackedBytes >= window.cwnd()) {
            ackedBytes -= window.cwnd();
            window.cwnd(window.cwnd() + window.mss());
        }
    }

    @Override
    public int lost(CongestionWindow window, int flight) {
        ackedBytes = 0;
        // RFC 5681 §3.1 eq. 4: "ssthresh = max (FlightSize / 2, 2*SMSS)"
        return flight / 2;
    }

    @Override
    public void timedOut() {
        ackedBytes = 0;
    }

    @Override
    public void undone() {}
}
