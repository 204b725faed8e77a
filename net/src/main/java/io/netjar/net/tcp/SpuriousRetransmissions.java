package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.after;
import static io.netjar.net.tcp.SequenceNumbers.atOrBefore;

/// Counts the repairs of a recovery against the D-SACKs that tell that a segment came twice: when each repair has its
/// own, none was needed. RFC 3708 §3.
final class SpuriousRetransmissions {
    private int start;
    private int repairs;
    private boolean any;

    /// A recovery begins at `sndUna`, with `underWay` segments of before sent again and perhaps still to arrive.
    void begin(int sndUna, int underWay) {
        start = sndUna;
        repairs = underWay;
        any = underWay > 0;
    }

    void repaired() {
        repairs++;
        any = true;
    }

    /// `news` has a D-SACK block.
    void duplicate(Acknowledgement news) {
        if (atOrBefore(news.duplicateRight(), news.number()) && after(news.duplicateRight(), start)) {
            repairs = Math.max(0, repairs - 1);
        }
    }

    /// Whether all that was sent again in this recovery came twice.
    boolean areAll() {
        return any && repairs == 0;
    }
}
