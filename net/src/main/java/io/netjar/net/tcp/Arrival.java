package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.after;
import static io.netjar.net.tcp.SequenceNumbers.before;

import io.netjar.wire.TcpView;

/// What a connection does with a segment in all states but SYN-SENT: RFC 9293 §3.10.7.4, step by step, with
/// RFC 5961's and RFC 7323's changes. One of these serves all connections of a host.
final class Arrival {
    private final SegmentWriter writer;
    private final Handshake handshake;

    Arrival(SegmentWriter writer, Handshake handshake) {
        this.writer = writer;
        this.handshake = handshake;
    }

    /// Returns whether the segment was acceptable; if not it was answered as it has to be.
    boolean receive(Connection connection, Segment segment) {
        if (!isTimely(connection, segment) || !isInWindow(connection, segment)) {
            return false;
        }
        renewTimestamp(connection, segment);
        if (segment.has(TcpView.RST)) {
            return reset(connection, segment);
        }
        if (segment.has(TcpView.SYN)) {
            // RFC 5961 §4.2: "If the SYN bit is set, irrespective of the sequence number, TCP MUST send an ACK (also
            // referred to as challenge ACK) to the remote peer".
            challenge(connection);
            return false;
        }
        // RFC 9293 §3.10.7.4, fifth step: "if the ACK bit is off, drop the segment and return".
        if (!segment.has(TcpView.ACK) || !acknowledge(connection, segment)) {
            return false;
        }
        if (connection.state() != TcpState.CLOSED && connection.state() != TcpState.TIME_WAIT) {
            takeData(connection, segment);
        }
        return true;
    }

    /// RFC 7323 §5.3: PAWS.
    private boolean isTimely(Connection connection, Segment segment) {
        Negotiated negotiated = connection.negotiated;
        if (!negotiated.timestamps || segment.has(TcpView.RST)) {
            return true;
        }
        if (!segment.hasTimestamps) {
            // RFC 7323 §3.2: "If a non-<RST> segment is received without a TSopt, a TCP SHOULD silently drop the
            // segment." A SYN is left to the rules that follow, as a peer that restarted may offer none.
            return segment.has(TcpView.SYN);
        }
        if (negotiated.isOld(segment.tsVal, connection.now())) {
            // RFC 7323 §5.3 R1: "Send an acknowledgment in reply as specified in RFC 793 […] and drop the segment."
            answer(connection, segment);
            return false;
        }
        return true;
    }

    /// RFC 9293 §3.10.7.4, first step.
    private boolean isInWindow(Connection connection, Segment segment) {
        if (connection.receiver.isAcceptable(segment)) {
            return true;
        }
        if (segment.has(TcpView.RST)) {
            return false;
        }
        if (connection.state() == TcpState.SYN_RECEIVED && segment.has(TcpView.SYN)
                && segment.seq == connection.receiver.irs()) {
            // The peer's SYN again: our SYN-ACK was lost.
            if (segment.has(TcpView.ACK)) {
                acknowledge(connection, segment);
            } else if (connection.mayAnswer(segment, connection.now())) {
                writer.sendSyn(connection, true);
            }
            return false;
        }
        if (segment.has(TcpView.SYN)) {
            challenge(connection);
            return false;
        }
        if (segment.has(TcpView.ACK) && segment.seq == connection.receiver.rcvNxt()
                && connection.state() != TcpState.SYN_RECEIVED) {
            // A full window keeps data out, but RFC 9293 §3.10.7.4: "special allowance should be made to accept valid
            // ACKs, URGs, and RSTs."
            acknowledge(connection, segment);
        }
        if (connection.isOpen()) {
            answer(connection, segment);
        }
        return false;
    }

    /// RFC 9293 §3.10.7.4, first step: "If an incoming segment is not acceptable, an acknowledgment should be sent in
    /// reply".
    private static void answer(Connection connection, Segment segment) {
        connection.receiver.noteDuplicate(segment);
        // RFC 9293 §3.8.6.1: with a zero window each segment is answered, so that the peer's probes tell it when there is
        // room again.
        if (connection.receiver.window() == 0 || connection.mayAnswer(segment, connection.now())) {
            connection.acknowledgeNow();
        }
    }

    private void renewTimestamp(Connection connection, Segment segment) {
        Negotiated negotiated = connection.negotiated;
        // RFC 7323 §4.3 (2): "If SEG.TSval >= TS.Recent and SEG.SEQ <= Last.ACK.sent, then SEG.TSval is copied to
        // TS.Recent".
        if (negotiated.timestamps && segment.hasTimestamps && !before(segment.tsVal, negotiated.tsRecent)
                && connection.receiver.mayRenewTimestamp(segment.seq)) {
            negotiated.renew(segment.tsVal, connection.now());
        }
    }

    /// RFC 9293 §3.10.7.4, second step.
    private boolean reset(Connection connection, Segment segment) {
        if (segment.seq != connection.receiver.rcvNxt()) {
            // RFC 5961 §3.2: "If the RST bit is set and the sequence number does not exactly match the next expected
            // sequence value, yet is within the current receive window, TCP MUST send an acknowledgment (challenge
            // ACK)".
            challenge(connection);
            return false;
        }
        switch (connection.state()) {
            // "If this connection was initiated with a passive OPEN […], then return this connection to the LISTEN
            // state"; with an active one "the connection was refused".
            case SYN_RECEIVED -> connection.end(TcpEnd.REFUSED);
            // "If the RST bit is set, then enter the CLOSED state": both sides have closed.
            case CLOSING, LAST_ACK, TIME_WAIT -> connection.end(TcpEnd.CLOSED);
            case ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2, CLOSE_WAIT -> connection.end(TcpEnd.RESET);
            case LISTEN, SYN_SENT, CLOSED -> throw new IllegalStateException("RST in " + connection.state());
        }
        return true;
    }

    private static void challenge(Connection connection) {
        if (connection.mayChallenge(connection.now())) {
            connection.acknowledgeNow();
        }
    }

    /// RFC 9293 §3.10.7.4, fifth step. Returns whether the segment goes on to the next.
    private boolean acknowledge(Connection connection, Segment segment) {
        Sender sender = connection.sender;
        if (connection.state() == TcpState.SYN_RECEIVED) {
            if (!after(segment.ack, sender.sndUna()) || after(segment.ack, sender.sndNxt())) {
                // "If the segment acknowledgment is not acceptable, form a reset segment <SEQ=SEG.ACK><CTL=RST> and
                // send it."
                writer.refuse(segment);
                return false;
            }
            handshake.establish(connection, segment);
        }
        // RFC 5961 §5.2: "The ACK value is considered acceptable only if it is in the range of ((SND.UNA - MAX.SND.WND)
        // <= SEG.ACK <= SND.NXT). All incoming segments whose ACK value doesn't satisfy the above condition MUST be
        // discarded and an ACK sent back."
        if (after(segment.ack, sender.sndNxt())
                || before(segment.ack, sender.sndUna() - sender.maxSndWnd())) {
            challenge(connection);
            return false;
        }
        sender.acknowledge(segment, connection.negotiated.peerShift);
        if (sender.isFinAcknowledged()) {
            finAcknowledged(connection);
        }
        return true;
    }

    private static void finAcknowledged(Connection connection) {
        switch (connection.state()) {
            case FIN_WAIT_1 -> connection.finWait2();
            case CLOSING -> connection.timeWait();
            case LAST_ACK -> connection.end(TcpEnd.CLOSED);
            case LISTEN, SYN_SENT, SYN_RECEIVED, ESTABLISHED, FIN_WAIT_2, CLOSE_WAIT, TIME_WAIT, CLOSED -> {
            }
        }
    }

    /// RFC 9293 §3.10.7.4, seventh and eighth step: the data and the FIN.
    void takeData(Connection connection, Segment segment) {
        if (segment.length == 0 && !segment.has(TcpView.FIN)) {
            return;
        }
        if (connection.negotiated.ecn.receives(segment)) {
            connection.receiver.delayedAck.now();
        }
        switch (connection.state()) {
            case ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2 -> receiveData(connection, segment);
            // "This should not occur since a FIN has been received from the remote side. Ignore the segment text." A
            // FIN that comes again is acknowledged again.
            case CLOSE_WAIT, CLOSING, LAST_ACK -> connection.receiver.delayedAck.now();
            case LISTEN, SYN_SENT, SYN_RECEIVED, TIME_WAIT, CLOSED -> {
            }
        }
    }

    private void receiveData(Connection connection, Segment segment) {
        Receiver receiver = connection.receiver;
        if (connection.socket.isClosed() && segment.length > 0
                && after(segment.dataSeq() + segment.length, receiver.rcvNxt())) {
            // RFC 9293 §3.6.1 (SHLD-3): "If such a host issues a CLOSE call while received data is still pending in the
            // TCP connection, or if new data is received after CLOSE is called, its TCP implementation SHOULD send a
            // RST to show that data was lost." As in Linux it is the RST of a connection that is no more.
            writer.refuse(segment);
            connection.end(TcpEnd.ABORTED);
            return;
        }
        int before = receiver.readable();
        if (receiver.accept(segment)) {
            connection.socket.owesReadable();
        }
        connection.traffic.bytesReceived += receiver.readable() - before;
        receiver.measure(segment, connection.negotiated, connection.now());
        if (receiver.isFinished()) {
            finReceived(connection);
        }
    }

    /// The peer's FIN and all before it have come.
    void finReceived(Connection connection) {
        switch (connection.state()) {
            case ESTABLISHED -> connection.state(TcpState.CLOSE_WAIT);
            // "If our FIN has been ACKed (perhaps in this segment), then enter TIME-WAIT […]; otherwise, enter the
            // CLOSING state."
            case FIN_WAIT_1 -> connection.state(TcpState.CLOSING);
            case FIN_WAIT_2 -> {
                connection.acknowledgeNow();
                connection.timeWait();
            }
            case LISTEN, SYN_SENT, SYN_RECEIVED, CLOSE_WAIT, CLOSING, LAST_ACK, TIME_WAIT, CLOSED -> {
            }
        }
    }
}
