package io.netjar.net.tcp;

/// The Eifel detection: a repair was needless if the acknowledgement that follows it answers a segment that left
/// before the repair did, as its timestamp shows. RFC 3522 §3.2.
final class Eifel {
    private static final long NOTHING = -1;

    private long firstRepair = NOTHING;

    /// A recovery begins; `resentAt` is when something was sent again for it already (a tail loss probe), or -1.
    void begin(long resentAt) {
        firstRepair = resentAt;
    }

    void repaired(long now) {
        if (firstRepair == NOTHING) {
            // RFC 3522 §3.2 (2): the time stamp of the first retransmission of the recovery is kept.
            firstRepair = now;
        }
    }

    /// Whether `news` shows that what was held for lost had only been late.
    boolean isNeedless(Acknowledgement news) {
        return firstRepair != NOTHING && news.acked() > 0 && news.answersWhatWasSentBefore(firstRepair);
    }
}
