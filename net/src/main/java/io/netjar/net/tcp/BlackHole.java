package io.netjar.net.tcp;

/// Whether a path swallows full-sized segments without a word, as one does whose ICMP errors are filtered: path MTU
/// discovery by TCP itself. RFC 4821 §7.7, in the small, as Linux does it with tcp_mtu_probing=1: timeouts let segments
/// become smaller. That larger ones would fit again is not found out.
final class BlackHole {
    /// So many timeouts of one segment raise the suspicion (Linux's tcp_retries1).
    private static final int TIMEOUTS = 3;
    /// Linux's tcp_base_mss.
    private static final int BASE_MSS = 1024;

    private int most = Integer.MAX_VALUE;

    /// The largest segment, with its options, that is believed to pass.
    int segmentBytes(int negotiated) {
        return Math.min(negotiated, most);
    }

    /// Another timeout, after `retries` of the same data. Returns whether segments are to be smaller from now on.
    boolean suspects(int retries, boolean isFullSized, int segmentBytes) {
        if (retries < TIMEOUTS || !isFullSized || segmentBytes <= Negotiated.LEAST_MSS) {
            return false;
        }
        most = most == Integer.MAX_VALUE && segmentBytes > BASE_MSS
                ? BASE_MSS
                : Math.max(segmentBytes / 2, Negotiated.LEAST_MSS);
        return true;
    }
}
