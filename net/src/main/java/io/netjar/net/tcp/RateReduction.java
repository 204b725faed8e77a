package io.netjar.net.tcp;

/// PRR, proportional rate reduction: while a loss is repaired, so much is sent for what is delivered that the window
/// arrives at its new size when the repair is done. RFC 6937 §3.1, with RFC 9937's choice of bound.
final class RateReduction {
    private long delivered;
    private long out;
    /// RecoverFS: what was outstanding when the recovery began.
    private long flightAtStart;

    void begin(int flight) {
        delivered = 0;
        out = 0;
        flightAtStart = Math.max(1, flight);
    }

    void sent(int bytes) {
        out += bytes;
    }

    /// Whether nothing was sent yet since the recovery began.
    boolean isUnused() {
        return out == 0;
    }

    /// What the congestion window has to be with `pipe` bytes in the network and `news` bytes newly delivered.
    ///
    /// @param progress whether SND.UNA moved and nothing more was found lost
    int window(int news, boolean progress, int pipe, CongestionWindow window) {
        delivered += news;
        int ssthresh = window.ssthresh();
        long send;
        if (pipe > ssthresh) {
            // "sndcnt = CEIL(prr_delivered * ssthresh / RecoverFS) - prr_out"
            send = (delivered * ssthresh + flightAtStart - 1) / flightAtStart - out;
        } else {
            // The slow start reduction bound: "limit = MAX(prr_delivered - prr_out, DeliveredData) + MSS", as RFC 9937
            // does only while repairs make progress.
            long limit = Math.max(delivered - out, news) + (progress ? window.mss() : 0);
            send = Math.min(ssthresh - pipe, limit);
        }
        return (int) (pipe + Math.max(0, send));
    }
}
