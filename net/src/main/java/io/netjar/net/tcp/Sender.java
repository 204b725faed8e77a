package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.after;
import static io.netjar.net.tcp.SequenceNumbers.atOrBefore;
import static io.netjar.net.tcp.SequenceNumbers.before;

import io.netjar.net.tcp.RetransmissionTimer.Purpose;
import io.netjar.wire.TcpView;

/// The sending half of a connection: what the program wrote, what of it is on its way, and when the next segment may
/// go. RFC 9293 §3.7.4, §3.8; RFC 5681; RFC 6298 §5.
final class Sender {
    final RttEstimator rtt;
    final CongestionWindow window;
    final LossRecovery recovery;
    final SackScoreboard board = new SackScoreboard();
    final RetransmissionTimer timer;
    private final Acknowledgement news;
    private final Connection connection;
    private final TcpSettings settings;
    final SendBuffer buffer;
    private int iss;
    private int sndUna;
    private int sndNxt;
    private final SendWindow offered = new SendWindow();
    private final WindowUse use = new WindowUse();
    private boolean finQueued;
    private boolean finSent;
    private final Nagle nagle = new Nagle();
    private boolean wasFull;
    private int retries;
    final ZeroWindowProbe persist = new ZeroWindowProbe();
    final Waiting waiting = new Waiting();
    final DeliveryRate rate = new DeliveryRate();
    /// When the retransmission timer was started last.
    private long timeoutStart;

    Sender(Connection connection, Slabs slabs, TcpSettings settings, RetransmissionTimer timer) {
        this.connection = connection;
        this.settings = settings;
        this.timer = timer;
        rtt = new RttEstimator(settings.minRto().toNanos(), settings.maxRto().toNanos());
        window = new CongestionWindow(settings.congestionControl().create(),
                settings.congestionControl().slowStartExit());
        buffer = new SendBuffer(slabs, settings, window);
        var rack = new Rack(board, rtt);
        recovery = new LossRecovery(board, window, rtt, rack, connection.negotiated.ecn);
        news = new Acknowledgement(connection.negotiated, rack);
    }

    /// Chooses the initial sequence number; the SYN takes the first.
    void start(int newIss) {
        iss = newIss;
        sndUna = newIss;
        sndNxt = newIss + 1;
        nagle.start(newIss);
    }

    /// Our SYN was acknowledged by `segment`, whose window is scaled by `shift`.
    void established(Segment segment, int shift, boolean synWasLost) {
        sndUna = iss + 1;
        offered.take(segment, shift);
        window.start(connection.segmentBytes(), synWasLost);
        recovery.start(connection.negotiated.sack, iss);
        if (synWasLost) {
            rtt.synWasLost();
        }
        retries = 0;
        use.start(now());
        timer.cancel();
    }

    long now() {
        return connection.now();
    }

    int iss() {
        return iss;
    }

    int sndUna() {
        return sndUna;
    }

    int sndNxt() {
        return sndNxt;
    }

    int maxSndWnd() {
        return offered.most();
    }

    int retries() {
        return retries;
    }

    void countRetry() {
        retries++;
    }

    void noDelay(boolean on) {
        nagle.off(on);
    }

    boolean isFinAcknowledged() {
        return finSent && sndUna == sndNxt;
    }

    boolean isFinQueued() {
        return finQueued;
    }

    void queueFin() {
        waiting.begin(now());
        noteSlowProgram();
        finQueued = true;
    }

    /// Whether anything waits for the peer's acknowledgement, or for room in its window.
    boolean isWaiting() {
        return buffer.length() > 0 || finQueued && !isFinAcknowledged();
    }

    int write(byte[] source, int offset, int length) {
        noteSlowProgram();
        return written(buffer.write(source, offset, length));
    }

    int lend(byte[] source, int offset, int length, Runnable giveBack) {
        noteSlowProgram();
        return written(buffer.lend(source, offset, length, giveBack));
    }

    private int written(int count) {
        if (count > 0) {
            waiting.begin(now());
        }
        return count;
    }

    /// Whether the network could have carried more than the program gave: draft-cheng-iccrg-delivery-rate-estimation.
    private void noteSlowProgram() {
        int pipe = recovery.pipe();
        if (unsent() < window.mss() && pipe + window.mss() <= window.cwnd() && board.nextLost() < 0) {
            rate.programWasSlow(pipe);
        }
    }

    /// Copies the `length` bytes of the stream from `seq` on.
    void copy(int seq, byte[] target, int offset, int length) {
        buffer.copy(seq - sndUna, target, offset, length);
    }

    /// Takes in the acknowledgement, the SACK blocks and the window of `segment`, whose SEG.ACK is not beyond SND.NXT.
    void acknowledge(Segment segment, int shift) {
        int ack = segment.ack;
        if (before(ack, sndUna)) {
            // RFC 9293 §3.10.7.4: "If the ACK is a duplicate (SEG.ACK =< SND.UNA), it can be ignored."
            return;
        }
        boolean moved = offered.update(segment, shift);
        news.read(segment, sndUna, now());
        board.acknowledge(ack, news);
        takeBlocks(segment);
        int acked = news.acked();
        if (acked > 0) {
            advance(ack, acked);
        }
        if (news.roundTrip() >= 0) {
            rtt.sample(news.roundTrip());
            window.measured(news.roundTrip(), news, sndNxt);
        }
        if (news.delivered() > 0) {
            rate.delivered(news.delivered(), news.newestSentAt(), news.newestEnd(), rtt.minimum(), now());
        }
        persist.heard();
        if (acked == 0 && !moved && segment.sequenceLength() == 0 && !board.isEmpty()) {
            recovery.duplicate();
        }
        recovery.acknowledged(news, use.isLimitedBy(window), this);
        if (timer.isArmedFor(Purpose.PERSIST) && after(sndUna + offered.bytes(), sndNxt)) {
            timer.cancel();
            persist.open();
        }
    }

    /// The peer says that `bytes` came twice.
    void cameTwice(int bytes) {
        connection.traffic.cameTwice(bytes, connection.segmentBytes());
    }

    private void advance(int ack, int acked) {
        int data = Math.min(acked, buffer.length());
        buffer.drop(data);
        sndUna = ack;
        connection.traffic.bytesAcked += data;
        waiting.progress(now(), isWaiting());
        retries = 0;
        persist.open();
        // RFC 6298 §5.3: "When an ACK is received that acknowledges new data, restart the retransmission timer so that
        // it will expire after RTO seconds (for the current value of RTO)."
        timeoutStart = now();
        recovery.probe.restart(timeoutStart);
    }

    private void takeBlocks(Segment segment) {
        for (int i = 0; connection.negotiated.sack && i < segment.sackCount; i++) {
            int left = segment.sackLeft[i];
            int right = segment.sackRight[i];
            // A D-SACK block lies below SND.UNA or within what is SACKed already (RFC 2883 §4) and marks nothing.
            if (before(left, right) && after(right, sndUna) && atOrBefore(right, sndNxt)) {
                board.sack(left, right, news);
            }
        }
    }

    /// Sends whatever may be sent now.
    void output() {
        int before = sndNxt;
        wasFull = false;
        boolean more = true;
        while (more) {
            // RFC 6675 §4 NextSeg(): what is lost goes before what is new.
            more = recovery.isNewDataFirst()
                    ? sendNew(false) || sendLost()
                    : sendLost() || sendNew(false);
        }
        boolean full = wasFull || recovery.pipe() + window.mss() > window.cwnd();
        if (sndNxt != before || full) {
            use.sent(full, board.outstandingBytes(), sndUna, sndNxt);
            if (recovery.phase() == LossRecovery.Phase.OPEN) {
                use.validate(window, board.outstandingBytes(), now(), rtt.timeout());
            }
        }
        settleTimer();
    }

    private boolean sendLost() {
        long segment = board.nextLost();
        if (segment < 0) {
            return false;
        }
        int mss = connection.segmentBytes();
        int length = board.length(segment);
        int pipe = recovery.pipe();
        if (pipe > 0 && pipe + Math.min(length, mss) > window.cwnd() && !recovery.mustRepair()) {
            return false;
        }
        if (length > mss + (board.is(segment, SackScoreboard.FIN) ? 1 : 0)) {
            board.split(segment, mss);
        }
        resend(segment);
        return true;
    }

    private void resend(long segment) {
        boolean fin = board.is(segment, SackScoreboard.FIN);
        int length = board.length(segment);
        if (segment == board.first()) {
            // As Linux does, the oldest segment has the whole of a timeout again.
            timeoutStart = now();
        }
        board.resent(segment, now());
        rate.sent(board.end(segment), false, now());
        recovery.sent(length);
        recovery.repaired(now());
        int data = length - (fin ? 1 : 0);
        connection.traffic.sentAgain(data);
        connection.send(TcpView.ACK | (data > 0 ? TcpView.PSH : 0) | (fin ? TcpView.FIN : 0),
                board.seq(segment), data);
    }

    int sndWnd() {
        return offered.bytes();
    }

    /// Bytes that the program wrote and that were not sent yet.
    int unsent() {
        return finSent ? 0 : buffer.length() - (sndNxt - sndUna);
    }

    /// Sends the next new segment if it may go; one that congestion control or its smallness holds back only if
    /// `forced`.
    private boolean sendNew(boolean forced) {
        int unsent = unsent();
        boolean finDue = finQueued && !finSent;
        wasFull = false;
        if (finSent || unsent == 0 && !finDue) {
            return false;
        }
        if (board.isEmpty()) {
            use.restartIfIdle(window, now(), rtt.timeout());
        }
        int usable = sndUna + offered.bytes() - sndNxt;
        int mss = connection.segmentBytes();
        int length = Math.min(unsent, Math.min(usable, mss));
        boolean fin = finDue && length == unsent && usable > length;
        if (length <= 0 && !fin) {
            return false;
        }
        int pipe = recovery.pipe();
        wasFull = pipe > 0 && pipe + length > window.cwnd();
        if (!forced
                && (wasFull || !fin && offered.isTooSmall(length, unsent, mss, nagle.holdsBack(sndUna)))) {
            return false;
        }
        transmit(length, fin, length == unsent);
        return true;
    }

    private void transmit(int length, boolean fin, boolean push) {
        int seq = sndNxt;
        int sequenceLength = length + (fin ? 1 : 0);
        boolean alone = board.isEmpty();
        if (alone) {
            timeoutStart = now();
        }
        rate.sent(seq + sequenceLength, alone, now());
        recovery.probe.restart(now());
        board.add(seq, sequenceLength, now(), fin);
        recovery.sent(sequenceLength);
        connection.send(TcpView.ACK | (push && length > 0 ? TcpView.PSH : 0) | (fin ? TcpView.FIN : 0), seq,
                length);
        sndNxt += sequenceLength;
        if (length < connection.segmentBytes()) {
            nagle.sentSmall(sndNxt);
        }
        finSent |= fin;
        use.sentNew(now());
    }

    private void settleTimer() {
        if (!board.isEmpty()) {
            awaitAcknowledgement();
        } else if (unsent() > 0 || finQueued && !finSent) {
            if (!timer.isArmedFor(Purpose.PERSIST)) {
                timer.arm(Purpose.PERSIST,
                        persist.timeout(rtt.timeout(), settings.maxRto().toNanos()));
            }
        } else if (!timer.isArmedFor(Purpose.LINGER)) {
            timer.cancel();
        }
    }

    private void awaitAcknowledgement() {
        long timeout = timeoutStart + rtt.timeout();
        long reordering = recovery.reorderingDeadline();
        if (reordering < timeout) {
            timer.armAt(Purpose.REORDERING, reordering);
        } else if (recovery.mayProbe()) {
            // RFC 8985 §7.2: a probe timeout that would come after the retransmission timeout takes its place.
            long probe = recovery.probe.deadline(rtt.srtt(), board.end() - board.first() == 1);
            timer.armAt(Purpose.TAIL_PROBE, Math.min(timeout, probe));
        } else {
            timer.armAt(Purpose.RETRANSMIT, timeout);
        }
    }

    /// RFC 8985 §7.3, TLP_send_probe(): no acknowledgement came for two round trips.
    void probeTail() {
        boolean isNew = sendNew(true);
        if (!isNew) {
            resend(board.end() - 1);
        }
        recovery.probe.sent(now(), sndNxt, !isNew);
        // The retransmission timer has its whole time again, as the probe is to spare it.
        timeoutStart = now();
        settleTimer();
    }

    /// Whether the oldest segment on its way is a full one.
    boolean isOldestFull() {
        return !board.isEmpty() && board.length(board.first()) >= connection.segmentBytes();
    }

    /// What was overtaken had its time: RFC 8985 §6.2 step 5.
    void reorderingTimedOut() {
        recovery.reorderingTimedOut(this);
    }

    /// No acknowledgement came in time. Returns whether there is still hope, which ends after `mostRetries` (R2).
    boolean retransmit(int mostRetries) {
        if (retries >= mostRetries) {
            return false;
        }
        recovery.timedOut(retries == 0, this);
        timeoutStart = now();
        retries++;
        rtt.backOff();
        output();
        return true;
    }

    /// The window stayed shut. Returns whether there is still hope.
    boolean probe() {
        if (persist.unanswered() >= settings.dataRetries()) {
            return false;
        }
        persist.sent();
        if (!sendNew(true)) {
            // RFC 9293 §3.8.6.1 (MUST-36): "The transmitting host SHOULD send the first zero-window probe […]"; as in
            // Linux a probe is a segment without data before the window, which the peer must answer with an ACK.
            connection.send(TcpView.ACK, sndUna - 1, 0);
        }
        settleTimer();
        return true;
    }

    /// The path carries only segments of `mss` from now on: RFC 1191 §6.4, what was too big is sent again.
    void mssChanged(int mss) {
        window.mss(mss);
        for (long segment = board.first(); segment < board.end(); segment++) {
            if (board.length(segment) > mss
                    && !board.is(segment, SackScoreboard.SACKED | SackScoreboard.LOST)) {
                board.markLost(segment);
            }
        }
    }
}
