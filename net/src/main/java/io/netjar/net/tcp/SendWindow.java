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

    /// Whether a segment of `length` bytes had better wait: RFC 9293 §3.8.6.2.1 (MUST-38), against the silly window
    /// syndrome on the sender's side.
    ///
    /// @param unsent how many bytes the program wrote that were not sent yet
    /// @param heldByNagle whether small segments have to wait now (§3.7.4)
    boolean isTooSmall(int length, int unsent, int mss, boolean heldByNagle) {
        // "(1) if a maximum-sized segment can be sent, i.e., if: min(D,U) >= Eff.snd.MSS;"
        if (length >= mss) {
            return false;
        }
        // "(2) or if the data is pushed and all queued data can be sent now, i.e., if: [SND.NXT = SND.UNA and] PUSHed
        // and D <= U (the bracketed condition is imposed by the Nagle algorithm);"
        if (length == unsent) {
            return heldByNagle;
        }
        // "(3) or if at least a fraction Fs of the maximum window can be sent"
        return length < most / 2;
    }
}
