package io.netjar.net.nat;

import io.netjar.wire.TcpView;
import org.jspecify.annotations.Nullable;

/// A TCP connection as a box in the middle sees it: how far it has come, and which segments can be its own. A segment
/// is believed if it lies within what the other side allows, as in G. van Rooij, "Real Stateful TCP Packet Filtering in
/// IP Filter" (2000), whose four bounds Linux uses, too.
///
/// A connection that was under way before it was seen is taken up with the largest window scale there is (RFC 7323
/// §2.3), as its own is not known.
final class ObservedTcp {
    /// RFC 7323 §2.3: "If a Window Scale option is received with a shift.cnt value larger than 14, the TCP SHOULD log
    /// the error but MUST use 14 instead of the specified value."
    private static final int MAX_SCALE = 14;
    /// How old an acknowledgment may be at least: the largest window without scaling and a segment.
    private static final int LEAST_ACK_WINDOW = 66_000;

    private final End inside = new End();
    private final End outside = new End();
    /// What a side had answered before it answered anew, as long as nobody has said which of both holds.
    private @Nullable End earlierAnswer;
    private boolean reset;
    private boolean insideSpokeSinceReset;
    private boolean outsideSpokeSinceReset;

    /// One side, as far as its segments told.
    private static final class End {
        private boolean begun;
        private boolean synSeen;
        private boolean ackSeen;
        private boolean finSeen;
        /// The end of the last byte it sent.
        private int end;
        /// How far it may send, by the other's acknowledgments and windows.
        private int maxEnd;
        /// The largest window it gave the other.
        private int maxWindow;
        private int scale;
        /// What it has acknowledged of the other's.
        private int acknowledged;
        private int finEnd;

        private void become(End other) {
            begun = other.begun;
            synSeen = other.synSeen;
            ackSeen = other.ackSeen;
            finSeen = other.finSeen;
            end = other.end;
            maxEnd = other.maxEnd;
            maxWindow = other.maxWindow;
            scale = other.scale;
            acknowledged = other.acknowledged;
            finEnd = other.finEnd;
        }

        private void forget() {
            begun = false;
            synSeen = false;
            ackSeen = false;
            finSeen = false;
        }

        private boolean isFinAcknowledgedBy(End other) {
            return finSeen && other.ackSeen && other.acknowledged - finEnd >= 0;
        }
    }

    /// Where the connection is.
    FlowState state() {
        if (reset) {
            return FlowState.RESET;
        }
        if (inside.finSeen || outside.finSeen) {
            return closing();
        }
        if (inside.ackSeen && outside.ackSeen) {
            return FlowState.ESTABLISHED;
        }
        return inside.begun && outside.begun ? FlowState.SYN_RECEIVED : FlowState.SYN_SENT;
    }

    private FlowState closing() {
        boolean insideDone = inside.isFinAcknowledgedBy(outside);
        boolean outsideDone = outside.isFinAcknowledgedBy(inside);
        if (inside.finSeen && outside.finSeen) {
            return insideDone && outsideDone ? FlowState.TIME_WAIT : FlowState.LAST_ACK;
        }
        return insideDone || outsideDone ? FlowState.CLOSE_WAIT : FlowState.FIN_WAIT;
    }

    /// Takes note of a segment, unless it cannot belong to the connection: then it returns false.
    boolean take(FlowView segment, boolean outbound) {
        End sender = outbound ? inside : outside;
        End receiver = outbound ? outside : inside;
        int flags = segment.tcpFlags();
        if ((flags & TcpView.RST) != 0) {
            return takeReset(segment, sender, receiver);
        }
        if ((flags & (TcpView.SYN | TcpView.ACK)) == TcpView.SYN && sender.begun
                && sender.end != segment.tcpSequence() + 1) {
            return takeNewSyn(segment, sender, receiver);
        }
        if (isAnsweredAnew(segment, sender, receiver)) {
            var before = new End();
            before.become(sender);
            earlierAnswer = before;
            sender.forget();
        } else {
            settleAnswer(segment, sender, receiver);
        }
        if (sender.begun ? !fits(segment, sender, receiver) : isForgedAnswer(segment, receiver)) {
            return false;
        }
        if (!sender.begun) {
            begin(segment, sender, receiver);
        }
        note(segment, sender, receiver);
        noteLifeAfterReset(outbound);
        return true;
    }

    /// A new SYN on an old connection's ports. Over a living connection it passes, as its ends know what to do (RFC 5961
    /// §4), and changes nothing here.
    private boolean takeNewSyn(FlowView segment, End sender, End receiver) {
        // RFC 5382 REQ-2: "A NAT MUST support all valid sequences of TCP packets (defined in [RFC0793]) for connections
        // initiated both internally as well as externally when the connection is permitted by the NAT."
        FlowState before = state();
        boolean isAlive = before == FlowState.ESTABLISHED || before == FlowState.FIN_WAIT
                || before == FlowState.CLOSE_WAIT;
        if (!isAlive) {
            reset = false;
            earlierAnswer = null;
            inside.forget();
            outside.forget();
            begin(segment, sender, receiver);
            note(segment, sender, receiver);
        }
        return true;
    }

    /// Whether a side answers a SYN with another sequence number than before: it gave the connection up in the meantime and
    /// took the SYN that came again for a new one. Nobody has acknowledged its first answer.
    private static boolean isAnsweredAnew(FlowView segment, End sender, End receiver) {
        int both = TcpView.SYN | TcpView.ACK;
        return (segment.tcpFlags() & both) == both && sender.synSeen && receiver.synSeen && !receiver.ackSeen
                && segment.tcpSequence() + 1 != sender.end && segment.tcpAcknowledgment() == receiver.end;
    }

    /// The other side's first acknowledgment tells which answer it took: if it was the earlier, whose sender knows nothing of it any
    /// more, it must get there to be refused.
    private void settleAnswer(FlowView segment, End sender, End receiver) {
        End earlier = earlierAnswer;
        if (earlier == null || sender.ackSeen || (segment.tcpFlags() & TcpView.ACK) == 0) {
            return;
        }
        if (segment.tcpAcknowledgment() == earlier.end) {
            receiver.become(earlier);
            earlierAnswer = null;
        } else if (segment.tcpAcknowledgment() == receiver.end) {
            earlierAnswer = null;
        }
    }

    /// RFC 7857 §2.2 wants the NAT to make sure that an RST belongs to the connection, since anybody may send one. It
    /// must answer what the other side sent, or lie between what that side acknowledged and what it allows.
    private boolean takeReset(FlowView segment, End sender, End receiver) {
        int sequence = segment.tcpSequence();
        boolean isAcknowledging = (segment.tcpFlags() & TcpView.ACK) != 0;
        boolean believed;
        if (receiver.ackSeen) {
            believed = sequence == receiver.acknowledged || sender.begun
                    && sequence - receiver.acknowledged >= 0 && sender.maxEnd - sequence >= 0;
        } else {
            // RFC 9293 §3.5.2: in the SYN-SENT state, "the RST is acceptable if the ACK field acknowledges the SYN."
            believed = !receiver.begun || isAcknowledging && segment.tcpAcknowledgment() == receiver.end
                    || sender.begun && sequence == sender.end;
        }
        if (believed) {
            reset = true;
            insideSpokeSinceReset = false;
            outsideSpokeSinceReset = false;
        }
        return believed;
    }

    /// If both sides go on after an RST, neither believed it, and so it was somebody else's.
    private void noteLifeAfterReset(boolean outbound) {
        insideSpokeSinceReset |= outbound;
        outsideSpokeSinceReset |= !outbound;
        if (reset && insideSpokeSinceReset && outsideSpokeSinceReset) {
            reset = false;
        }
    }

    /// Whether a side's first segment acknowledges something that the other, known from its SYN on, never sent.
    private static boolean isForgedAnswer(FlowView segment, End receiver) {
        return receiver.synSeen && (segment.tcpFlags() & TcpView.ACK) != 0
                && segment.tcpAcknowledgment() - receiver.end > 0;
    }

    private static void begin(FlowView segment, End sender, End receiver) {
        boolean isSyn = (segment.tcpFlags() & TcpView.SYN) != 0;
        sender.begun = true;
        sender.synSeen = isSyn;
        sender.end = segment.tcpSequenceEnd();
        if (!isSyn && receiver.begun && !receiver.synSeen) {
            takeUp(segment, sender, receiver);
        }
        sender.scale = isSyn ? Math.min(segment.tcpWindowScale(), MAX_SCALE) : MAX_SCALE;
        sender.maxWindow = 0;
        sender.maxEnd = sender.end + Math.max(1, receiver.begun ? receiver.maxWindow : 0);
        // RFC 7323 §2.2: windows are scaled only if both SYNs have the option.
        if (isSyn && receiver.synSeen && (sender.scale < 0 || receiver.scale < 0)) {
            sender.scale = -1;
            receiver.scale = -1;
        }
    }

    /// Of a connection that was under way, each side's acknowledgment shows how far the other had come.
    private static void takeUp(FlowView segment, End sender, End receiver) {
        if (receiver.ackSeen && receiver.acknowledged - sender.end > 0) {
            sender.end = receiver.acknowledged;
        }
        boolean isAcknowledging = (segment.tcpFlags() & TcpView.ACK) != 0;
        if (isAcknowledging && segment.tcpAcknowledgment() - receiver.end > 0) {
            receiver.end = segment.tcpAcknowledgment();
        }
    }

    /// The four bounds: not beyond what the other allows, not older than its window, no acknowledgment of what was not
    /// sent, nor one that is too old.
    private static boolean fits(FlowView segment, End sender, End receiver) {
        if (!receiver.begun) {
            return true;
        }
        boolean isBelowUpperBound = sender.maxEnd - segment.tcpSequence() >= 0;
        boolean isAboveLowerBound = segment.tcpSequenceEnd()
                - (sender.end - Math.max(receiver.maxWindow, 1)) >= 0;
        if ((segment.tcpFlags() & TcpView.ACK) == 0) {
            return isBelowUpperBound && isAboveLowerBound;
        }
        int acknowledgment = segment.tcpAcknowledgment();
        boolean wasSent = receiver.end - acknowledgment >= 0;
        int oldest = receiver.end - Math.max(sender.maxWindow, LEAST_ACK_WINDOW);
        return isBelowUpperBound && isAboveLowerBound && wasSent && acknowledgment - oldest >= 0;
    }

    private static void note(FlowView segment, End sender, End receiver) {
        int flags = segment.tcpFlags();
        int end = segment.tcpSequenceEnd();
        if (end - sender.end > 0) {
            sender.end = end;
        }
        if ((flags & TcpView.FIN) != 0) {
            sender.finSeen = true;
            sender.finEnd = end;
        }
        // RFC 7323 §2.2: "The window field in a segment where the SYN bit is set (i.e., a <SYN> or <SYN,ACK>) MUST NOT
        // be scaled."
        int shift = (flags & TcpView.SYN) != 0 ? 0 : Math.max(sender.scale, 0);
        int window = segment.tcpWindow() << shift;
        sender.maxWindow = Math.max(sender.maxWindow, window);
        if ((flags & TcpView.ACK) == 0) {
            return;
        }
        int acknowledgment = segment.tcpAcknowledgment();
        if (!sender.ackSeen || acknowledgment - sender.acknowledged > 0) {
            sender.acknowledged = acknowledgment;
        }
        sender.ackSeen = true;
        // One byte more, as a closed window may be probed with one.
        int limit = acknowledgment + Math.max(window, 1);
        if (receiver.begun && limit - receiver.maxEnd > 0) {
            receiver.maxEnd = limit;
        }
    }
}
