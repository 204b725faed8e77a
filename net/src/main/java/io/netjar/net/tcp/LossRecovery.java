package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.after;
import static io.netjar.net.tcp.SequenceNumbers.atOrAfter;

import io.netjar.engine.Engine;

/// What a sender does about lost segments: when it repairs, how much may be sent meanwhile (proportional rate
/// reduction, RFC 6937), and what is taken back when the alarm was false (RFC 4015). Which segments are lost is
/// [Rack]'s to say (RFC 8985), and without SACK RFC 6582's.
///
/// Limited transmit (RFC 3042) needs no code of its own: what the peer reports to have leaves [#pipe()], which lets
/// as much new data out. Nor does RFC 6675's rescue retransmission: a lost tail is what [TailLossProbe] finds, and a
/// repair that is lost again [Rack].
final class LossRecovery {
    /// What is going on.
    enum Phase {
        /// Nothing is known to be lost.
        OPEN,
        /// Packets were marked by routers (RFC 3168), and the window is on its way down.
        REDUCTION,
        /// Segments found lost by acknowledgements are being repaired.
        RECOVERY,
        /// The retransmission timer expired.
        LOSS
    }

    final TailLossProbe probe = new TailLossProbe();
    private final SackScoreboard board;
    private final CongestionWindow window;
    private final RttEstimator rtt;
    private final Rack rack;
    private final Ecn ecn;
    private final RateReduction reduction = new RateReduction();
    private final Eifel eifel = new Eifel();
    private final SpuriousRetransmissions spurious = new SpuriousRetransmissions();
    private final ForwardRto forwardRto = new ForwardRto();
    private Phase phase = Phase.OPEN;
    private boolean sack;
    /// A partial acknowledgement asks for the next hole to be repaired, whatever the window (RFC 6582 §3.2, 3).
    private boolean partiallyAcknowledged;
    /// RFC 6582 §3.2 and RFC 6675 §5: the repair is over when everything sent before it began is acknowledged.
    private int recover;
    private int duplicates;
    /// Whether the last reduction of the window can still turn out to have been needless.
    private boolean canUndo;
    private boolean newDataFirst;
    private long reorderingDeadline = Engine.NEVER;

    LossRecovery(SackScoreboard board, CongestionWindow window, RttEstimator rtt, Rack rack, Ecn ecn) {
        this.board = board;
        this.window = window;
        this.rtt = rtt;
        this.rack = rack;
        this.ecn = ecn;
    }

    void start(boolean withSack, int iss) {
        sack = withSack;
        recover = iss;
        rack.start(iss);
    }

    Phase phase() {
        return phase;
    }

    /// How many bytes are thought to be in the network.
    int pipe() {
        int pipe = board.pipe();
        // Without SACK each duplicate acknowledgement says that one segment has left the network (RFC 6582 §3.2, 3).
        return sack ? pipe : Math.max(0, pipe - duplicates * window.mss());
    }

    /// When [Rack] has to look again although nothing came, or [Engine#NEVER].
    long reorderingDeadline() {
        return reorderingDeadline;
    }

    /// Whether new data go before repairs now: RFC 5682 §2.1 (2b).
    boolean isNewDataFirst() {
        return newDataFirst;
    }

    /// Whether a [TailLossProbe] may be sent when its time comes. RFC 8985 §7.2: it needs SACK, and is of no use while
    /// losses are being looked for or repaired anyway.
    boolean mayProbe() {
        return sack && !isRepairing() && board.sackedSegments() == 0 && !probe.isOutstanding();
    }

    /// An acknowledgement came, whose marks are on the scoreboard already.
    void acknowledged(Acknowledgement news, boolean wasFull, Sender sender) {
        if (news.hasDuplicate()) {
            duplicateSack(news, sender);
        }
        switch (phase) {
            case OPEN -> inOpen(news, wasFull, sender);
            case REDUCTION -> inReduction(news, wasFull, sender);
            case RECOVERY -> inRecovery(news, wasFull, sender);
            case LOSS -> inLoss(news, sender);
        }
    }

    private void duplicateSack(Acknowledgement news, Sender sender) {
        spurious.duplicate(news);
        sender.cameTwice(news.duplicateRight() - news.duplicateLeft());
        if (!probe.isDuplicate(news)) {
            rack.repairWasNeedless(sender.sndUna(), sender.sndNxt());
        }
    }

    /// A duplicate acknowledgement came from a peer without SACK.
    void duplicate() {
        duplicates++;
    }

    /// `bytes` were sent or sent again.
    void sent(int bytes) {
        reduction.sent(bytes);
    }

    /// A segment was sent again.
    void repaired(long now) {
        partiallyAcknowledged = false;
        eifel.repaired(now);
        spurious.repaired();
        if (newDataFirst) {
            newDataFirst = false;
            forwardRto.stop();
        }
    }

    /// Whether a segment must go out although the window has no room: RFC 6675 §5 (4.3) and RFC 6937 §3.1 start a
    /// repair with a retransmission in any case.
    boolean mustRepair() {
        return phase == Phase.RECOVERY && (reduction.isUnused() || partiallyAcknowledged);
    }

    /// The retransmission timer expired; `first` unless it had for the same data. RFC 6298 §5, RFC 5681 §3.1.
    void timedOut(boolean first, Sender sender) {
        forwardRto.timedOut(!isRepairing() || !first, sender.sndNxt());
        if (phase == Phase.OPEN || phase == Phase.LOSS && first) {
            beginUndo(sender);
            ecn.slowedDown();
            // RFC 5681 §3.1: "when a TCP sender detects segment loss using the retransmission timer and the given
            // segment has not yet been resent by way of the retransmission timer, the value of ssthresh MUST be set".
            window.timedOut(flight(0));
        }
        markTimedOut(sender.now());
        duplicates = 0;
        // RFC 5681 §3.1: "upon a timeout […] cwnd MUST be set to no more than the loss window, LW, which equals 1
        // full-sized segment". What RACK holds to be in the network still does not count, as in Linux.
        window.cwnd(board.pipe() + window.mss());
        recover = sender.sndNxt();
        phase = Phase.LOSS;
        newDataFirst = false;
        reorderingDeadline = Engine.NEVER;
        probe.stop();
    }

    private void markTimedOut(long now) {
        // RFC 2018 §8: "After a retransmit timeout the data sender SHOULD turn off all of the SACKed bits, since the
        // timeout might indicate that the data receiver has reneged." As Linux does, only if it shows: the oldest
        // segment is SACKed, yet not acknowledged.
        if (board.is(board.first(), SackScoreboard.SACKED)) {
            board.forgetSacks();
        }
        if (sack) {
            rack.timedOut(now);
        } else {
            board.markAllLost();
        }
    }

    /// What was overtaken had the time to come by now.
    void reorderingTimedOut(Sender sender) {
        findLost(sender);
        if (!isRepairing() && board.hasLost()) {
            enterRecovery(flight(0), sender);
            window.cwnd(reduction.window(0, false, pipe(), window));
        }
    }

    /// FlightSize as far as it counts for a cut: what was outstanding before `acked` bytes were acknowledged.
    private int flight(int acked) {
        // RFC 5681 §3.2: "When [RFC3042] is in use, additional data sent in limited transmit MUST NOT be included in this
        // calculation." That is what is beyond the window. So is, right after a recovery, what the peer holds beyond a
        // hole; the window would grow by a loss.
        return Math.min(board.outstandingBytes() + acked, window.cwnd());
    }

    private void inOpen(Acknowledgement news, boolean wasFull, Sender sender) {
        if (canUndo && spurious.areAll()) {
            undo();
        }
        int flight = flight(news.acked());
        if (sack) {
            findLost(sender);
        } else if (duplicates >= SackScoreboard.DUP_THRESH && after(news.number(), recover)
                && !board.isEmpty()) {
            // RFC 6582 §3.2 (2): a new fast retransmit only if the acknowledgement "covers more than recover".
            board.markLost(board.first());
        }
        if (board.hasLost()) {
            enterRecovery(flight, sender);
            reduce(news, false);
            return;
        }
        if (probe.repaired(news)) {
            // RFC 8985 §7.4.1: the one loss that the probe repaired is congestion like any other.
            beginUndo(sender);
            ecn.slowedDown();
            window.lost(flight);
            window.cwnd(window.ssthresh());
        }
        if (news.echoesMark()) {
            enterReduction(flight, sender);
            reduce(news, false);
        } else if (news.acked() > 0) {
            duplicates = 0;
            window.acked(news.acked(), wasFull, news.now(), rtt.srtt());
        }
    }

    private void enterRecovery(int flight, Sender sender) {
        if (phase == Phase.OPEN) {
            beginUndo(sender);
            window.lost(flight);
            reduction.begin(flight);
            ecn.slowedDown();
        }
        phase = Phase.RECOVERY;
        recover = sender.sndNxt();
        probe.stop();
    }

    /// RFC 3168 §6.1.2: the window is cut as for a lost packet, "TCP should not react to congestion indications more than
    /// once every window of data (or more loosely, more than once every round-trip time)".
    private void enterReduction(int flight, Sender sender) {
        canUndo = false;
        window.lost(flight);
        reduction.begin(flight);
        ecn.slowedDown();
        phase = Phase.REDUCTION;
        recover = sender.sndNxt();
    }

    private void inReduction(Acknowledgement news, boolean wasFull, Sender sender) {
        // What acknowledges only data of before the cut may carry marks that the cut has answered.
        if (after(news.number(), recover)) {
            window.cwnd(window.ssthresh());
            open();
            inOpen(news, wasFull, sender);
            return;
        }
        if (sack) {
            findLost(sender);
        } else if (duplicates >= SackScoreboard.DUP_THRESH) {
            board.markLost(board.first());
        }
        if (board.hasLost()) {
            // The window is being cut for this round trip already.
            enterRecovery(0, sender);
        }
        reduce(news, news.acked() > 0);
    }

    private boolean isRepairing() {
        return phase == Phase.RECOVERY || phase == Phase.LOSS;
    }

    private void inRecovery(Acknowledgement news, boolean wasFull, Sender sender) {
        boolean over = atOrAfter(news.number(), recover);
        // As in Linux a false alarm is believed when nothing that was sent again is still under way.
        if (canUndo && (over || !board.hasResent()) && (eifel.isNeedless(news) || spurious.areAll())) {
            undo();
            inOpen(news, wasFull, sender);
            return;
        }
        if (over) {
            // RFC 6937 §3.1: "At the end of recovery: cwnd = ssthresh"
            window.cwnd(window.ssthresh());
            rack.recovered();
            open();
            return;
        }
        boolean newLoss = findLost(news, sender);
        reduce(news, news.acked() > 0 && !newLoss);
    }

    private void inLoss(Acknowledgement news, Sender sender) {
        boolean over = atOrAfter(news.number(), recover);
        if (canUndo && (eifel.isNeedless(news) || spurious.areAll())) {
            undo();
            return;
        }
        ForwardRto.Verdict verdict = forwardRto.acknowledged(news, sender.sndNxt(), over);
        if (verdict == ForwardRto.Verdict.SPURIOUS && canUndo && (sack || !news.deliversRepair())) {
            undo();
            return;
        }
        newDataFirst = verdict == ForwardRto.Verdict.SEND_NEW;
        findLost(news, sender);
        window.acked(news.acked(), true, news.now(), rtt.srtt());
        if (over) {
            rack.recovered();
            open();
        }
    }

    private void findLost(Sender sender) {
        long now = sender.now();
        long timeout = rack.detectLosses(now, isRepairing());
        reorderingDeadline = timeout > 0 ? now + timeout : Engine.NEVER;
    }

    private boolean findLost(Acknowledgement news, Sender sender) {
        if (sack) {
            int before = board.pipe();
            findLost(sender);
            return board.pipe() < before;
        }
        if (news.acked() == 0 || board.isEmpty()) {
            return false;
        }
        duplicates = Math.max(0, duplicates - Math.max(0, news.acked() / window.mss() - 1));
        // RFC 6582 §3.2 (3): a partial acknowledgement: "retransmit the first unacknowledged segment".
        if (phase == Phase.RECOVERY && !board.is(board.first(), SackScoreboard.LOST)) {
            board.markLost(board.first());
            partiallyAcknowledged = true;
        }
        return false;
    }

    private void open() {
        phase = Phase.OPEN;
        partiallyAcknowledged = false;
        duplicates = 0;
        newDataFirst = false;
    }

    private void beginUndo(Sender sender) {
        window.remember();
        canUndo = true;
        eifel.begin(probe.resentAt());
        spurious.begin(sender.sndUna(), probe.resentAt() < 0 ? 0 : 1);
    }

    /// The alarm was false: nothing is lost, and the window is what it was. RFC 4015 §3, RFC 9438 §4.9.
    private void undo() {
        canUndo = false;
        ecn.tookBack();
        board.forgetLosses();
        window.undo();
        open();
    }

    /// Sets the window so that sending follows what is delivered.
    private void reduce(Acknowledgement news, boolean progress) {
        int delivered = sack ? news.delivered() : Math.max(news.delivered(), window.mss());
        window.cwnd(reduction.window(delivered, progress, pipe(), window));
    }
}
