package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.after;
import static io.netjar.net.tcp.SequenceNumbers.atOrAfter;

/// What a sender does about lost segments: which are lost (RFC 6675 with SACK, RFC 6582 without), and how much may be
/// sent while they are repaired (proportional rate reduction, RFC 6937).
///
/// Limited transmit (RFC 3042) needs no code of its own: what the peer reports to have leaves [#pipe()], which lets
/// as much new data out.
final class LossRecovery {
    /// What is going on.
    enum Phase {
        /// Nothing is known to be lost.
        OPEN,
        /// Segments found lost by acknowledgements are being repaired.
        RECOVERY,
        /// The retransmission timer expired.
        LOSS
    }

    private final SackScoreboard board;
    private final CongestionWindow window;
    private final RttEstimator rtt;
    private Phase phase = Phase.OPEN;
    private boolean sack;
    /// RFC 6582 §3.2 and RFC 6675 §5: the repair is over when everything sent before it began is acknowledged.
    private int recover;
    private int duplicates;
    private long prrDelivered;
    private long prrOut;
    private long recoverFlight;

    LossRecovery(SackScoreboard board, CongestionWindow window, RttEstimator rtt) {
        this.board = board;
        this.window = window;
        this.rtt = rtt;
    }

    void start(boolean withSack, int iss) {
        sack = withSack;
        recover = iss;
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

    /// An acknowledgement came, whose marks are on the scoreboard already.
    ///
    /// @param acked how many bytes it moved SND.UNA
    /// @param delivered how many bytes it said for the first time the peer has
    void acknowledged(int ack, int acked, int delivered, boolean wasFull, Sender sender) {
        long now = sender.now();
        switch (phase) {
            case OPEN -> inOpen(ack, acked, delivered, wasFull, sender);
            case RECOVERY -> inRecovery(ack, acked, delivered);
            case LOSS -> {
                findLost(acked);
                window.acked(acked, true, now, rtt.srtt());
                if (atOrAfter(ack, recover)) {
                    open();
                }
            }
        }
    }

    /// A duplicate acknowledgement came from a peer without SACK.
    void duplicate() {
        duplicates++;
    }

    /// `bytes` were sent or sent again.
    void sent(int bytes) {
        prrOut += bytes;
    }

    /// Whether a segment must go out although the window has no room: RFC 6675 §5 (4.3) and RFC 6937 §3.1 start a
    /// repair with a retransmission in any case.
    boolean mustRepair() {
        return phase == Phase.RECOVERY && prrOut == 0;
    }

    /// The retransmission timer expired; `first` unless it had for the same data. RFC 6298 §5, RFC 5681 §3.1.
    void timedOut(boolean first, int sndNxt) {
        if (phase == Phase.OPEN || phase == Phase.LOSS && first) {
            // RFC 5681 §3.1: "when a TCP sender detects segment loss using the retransmission timer and the given
            // segment has not yet been resent by way of the retransmission timer, the value of ssthresh MUST be set".
            window.timedOut(board.outstandingBytes());
        }
        board.markAllLost();
        // RFC 5681 §3.1: "upon a timeout […] cwnd MUST be set to no more than the loss window, LW, which equals 1
        // full-sized segment".
        window.cwnd(window.mss());
        duplicates = 0;
        recover = sndNxt;
        phase = Phase.LOSS;
    }

    private void inOpen(int ack, int acked, int delivered, boolean wasFull, Sender sender) {
        int flight = board.outstandingBytes() + acked;
        if (sack) {
            board.findLost(window.mss());
        } else if (duplicates >= SackScoreboard.DUP_THRESH && after(ack, recover) && !board.isEmpty()) {
            // RFC 6582 §3.2 (2): a new fast retransmit only if the acknowledgement "covers more than recover".
            board.markLost(board.first());
        }
        if (board.hasLost()) {
            window.lost(flight);
            phase = Phase.RECOVERY;
            recover = sender.sndNxt();
            prrDelivered = 0;
            prrOut = 0;
            recoverFlight = flight;
            reduce(delivered, false);
            return;
        }
        if (acked > 0) {
            duplicates = 0;
            window.acked(acked, wasFull, sender.now(), rtt.srtt());
        }
    }

    private void inRecovery(int ack, int acked, int delivered) {
        if (atOrAfter(ack, recover)) {
            // RFC 6937 §3.1: "At the end of recovery: cwnd = ssthresh"
            window.cwnd(window.ssthresh());
            open();
            return;
        }
        boolean newLoss = findLost(acked);
        reduce(delivered, acked > 0 && !newLoss);
    }

    private boolean findLost(int acked) {
        if (sack) {
            return board.findLost(window.mss());
        }
        if (acked == 0 || board.isEmpty()) {
            return false;
        }
        duplicates = Math.max(0, duplicates - Math.max(0, acked / window.mss() - 1));
        // RFC 6582 §3.2 (3): a partial acknowledgement: "retransmit the first unacknowledged segment".
        if (phase == Phase.RECOVERY && !board.is(board.first(), SackScoreboard.LOST)) {
            board.markLost(board.first());
        }
        return false;
    }

    private void open() {
        phase = Phase.OPEN;
        duplicates = 0;
    }

    /// RFC 6937 §3.1: sets the window so that sending follows what is delivered.
    private void reduce(int delivered, boolean progress) {
        long news = sack ? delivered : Math.max(delivered, window.mss());
        prrDelivered += news;
        int pipe = pipe();
        int ssthresh = window.ssthresh();
        long send;
        if (pipe > ssthresh) {
            // "sndcnt = CEIL(prr_delivered * ssthresh / RecoverFS) - prr_out"
            send = (prrDelivered * ssthresh + recoverFlight - 1) / recoverFlight - prrOut;
        } else {
            // The slow start reduction bound: "limit = MAX(prr_delivered - prr_out, DeliveredData) + MSS", as RFC 9937
            // does only while repairs make progress.
            long limit = Math.max(prrDelivered - prrOut, news) + (progress ? window.mss() : 0);
            send = Math.min(ssthresh - pipe, limit);
        }
        window.cwnd((int) (pipe + Math.max(0, send)));
    }
}
