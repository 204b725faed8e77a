package io.netjar.net.tcp;

/// Whether a path swallows full-sized segments without a word, as one does whose ICMP errors are filtered: path MTU
/// discovery by TCP itself. RFC 4821 §7.7, in the small, as Linux does it with tcp_mtu_probing=1: timeouts let segments
/// become smaller. After ten minutes full ones are sent again, and if they stay unanswered, it begins anew.
final class BlackHole {
    /// So many timeouts of one segment raise the suspicion (Linux's tcp_retries1).
    private static final int TIMEOUTS = 3;
    /// Linux's tcp_base_mss, and what RFC 4821 §7.2 begins with.
    private static final int BASE_MSS = 1024;
    /// Hardly any path carries less (RFC 791 wants 576-byte datagrams accepted everywhere). Linux goes down to 48, and
    /// back up by probes, which there are none of here: an outage would leave nothing but crumbs.
    private static final int LEAST_MSS = 512;
    /// Linux's tcp_probe_interval.
    private static final long RETRY_NANOS = 600_000_000_000L;

    private int most = Integer.MAX_VALUE;
    private long retryAt;

    /// The largest segment, with its options, that is believed to pass.
    int segmentBytes(int negotiated) {
        return Math.min(negotiated, most);
    }

    /// Another timeout, after `retries` of the same data. Returns whether segments are to be smaller from now on.
    boolean suspects(int retries, boolean isFullSized, int segmentBytes, long now) {
        if (retries < TIMEOUTS || !isFullSized || segmentBytes <= LEAST_MSS) {
            return false;
        }
        most = segmentBytes > BASE_MSS ? BASE_MSS : Math.max(segmentBytes / 2, LEAST_MSS);
        retryAt = now + RETRY_NANOS;
        return true;
    }

    /// Whether the time is over for which full segments were not sent. Says so once.
    boolean isOver(long now) {
        if (most == Integer.MAX_VALUE || now < retryAt) {
            return false;
        }
        most = Integer.MAX_VALUE;
        return true;
    }
}
