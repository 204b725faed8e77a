package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.atOrBefore;
import static io.netjar.net.tcp.SequenceNumbers.before;

/// The window the peer offers: SND.WND, and which segment told it last. RFC 9293 §3.3.1.
final class SendWindow {
    private int bytes;
    /// SND.WL1 and SND.WL2.
    private int toldBySeq;
    private int toldByAck;
    private int most;

    /// SND.WND, unscaled to bytes.
    int bytes() {
        return bytes;
    }

    /// The largest window the peer ever offered: Max(SND.WND).
    int most() {
        return most;
    }

    /// Takes the window of a segment that is sure to be new.
    void take(Segment segment, int shift) {
        bytes = segment.window << shift;
        most = Math.max(most, bytes);
        toldBySeq = segment.seq;
        toldByAck = segment.ack;
    }

    /// Takes the window of `segment` unless a later one has told it. Returns whether it changed.
    boolean update(Segment segment, int shift) {
        // RFC 9293 §3.10.7.4: "If (SND.WL1 < SEG.SEQ or (SND.WL1 = SEG.SEQ and SND.WL2 =< SEG.ACK)), set SND.WND <-
        // SEG.WND, set SND.WL1 <- SEG.SEQ, and set SND.WL2 <- SEG.ACK."
        if (before(toldBySeq, segment.seq)
                || toldBySeq == segment.seq && atOrBefore(toldByAck, segment.ack)) {
            int old = bytes;
            take(segment, shift);
            return old != bytes;
        }
        return false;
    }
}
