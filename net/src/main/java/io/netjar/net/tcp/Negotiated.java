package io.netjar.net.tcp;

/// What the two SYNs of a connection agreed on, and the timestamps that go with it. RFC 9293 §3.7.1, RFC 7323,
/// RFC 2018.
final class Negotiated {
    /// RFC 9293 §3.7.1 (MUST-15): "If an MSS Option is not received at connection setup, TCP implementations MUST
    /// assume a default send MSS of 536 (576 - 40) for IPv4".
    private static final int DEFAULT_MSS = 536;
    /// Below this a peer's or a path's word on sizes is not believed, as in Linux (tcp_min_snd_mss).
    private static final int LEAST_MSS = 48;
    /// RFC 7323 §5.5: timestamps from longer ago than this say nothing.
    private static final long OUTDATED_NANOS = 24L * 24 * 3600 * 1_000_000_000L;

    final Ecn ecn = new Ecn();
    int peerMss = DEFAULT_MSS;
    boolean sack;
    boolean timestamps;
    boolean scaling;
    /// How the peer's window fields are to be shifted.
    int peerShift;
    int ownShift;
    /// Added to the clock to make our timestamps.
    int timestampOffset;
    int tsRecent;
    private long tsRecentTime;

    /// Takes in the peer's SYN.
    void read(Segment syn, TcpSettings settings, long now) {
        peerMss = syn.mss == 0 ? DEFAULT_MSS : Math.max(syn.mss, LEAST_MSS);
        ecn.read(syn, settings.ecn());
        sack = settings.sack() && syn.sackPermitted;
        timestamps = settings.timestamps() && syn.hasTimestamps;
        scale(settings, syn.windowShift);
        if (timestamps) {
            renew(syn.tsVal, now);
        }
    }

    /// Takes in the peer's window scale option, or -1 if it sent none.
    void scale(TcpSettings settings, int shift) {
        // RFC 7323 §2.2: "both sides MUST send Window Scale options in their <SYN> segments to enable window scaling
        // in either direction."
        scaling = settings.windowScaling() && shift >= 0;
        peerShift = scaling ? shift : 0;
        ownShift = scaling ? settings.windowShift() : 0;
    }

    /// Takes in a peer's SYN of which nothing will be kept but what a cookie and its timestamp hold.
    void readForCookie(Segment syn, TcpSettings settings, long now) {
        read(syn, settings, now);
        if (!timestamps) {
            sack = false;
            scaling = false;
            ecn.restore(false);
        }
    }

    /// The largest segment with its options that fits the peer and a path of `mtu`.
    int segmentBytes(int mtu) {
        return Math.max(LEAST_MSS, Math.min(peerMss, mtu - 40));
    }

    int optionBytes() {
        return timestamps ? TcpOptions.TIMESTAMPS_BYTES : 0;
    }

    int timestamp(long now) {
        return (int) (now / 1_000_000L) + timestampOffset;
    }

    void renew(int tsVal, long now) {
        tsRecent = tsVal;
        tsRecentTime = now;
    }

    /// RFC 7323 §5.2: whether a timestamp shows a segment to be an old duplicate (PAWS).
    boolean isOld(int tsVal, long now) {
        return SequenceNumbers.before(tsVal, tsRecent) && now - tsRecentTime < OUTDATED_NANOS;
    }
}
