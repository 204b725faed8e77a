package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.after;
import static io.netjar.net.tcp.SequenceNumbers.atOrBefore;

import io.netjar.net.tcp.RetransmissionTimer.Purpose;
import io.netjar.wire.TcpView;

/// The opening of a connection: active, passive, and both sides at once. RFC 9293 §3.5, §3.10.1, §3.10.7.2, §3.10.7.3.
final class Handshake {
    private final TcpSettings settings;
    private final SegmentWriter writer;

    Handshake(TcpSettings settings, SegmentWriter writer) {
        this.settings = settings;
        this.writer = writer;
    }

    /// Active open: sends the SYN.
    void open(Connection connection) {
        connection.state(TcpState.SYN_SENT);
        writer.sendSyn(connection, false);
        connection.sender.timer.arm(Purpose.RETRANSMIT, connection.sender.rtt.timeout());
    }

    /// Passive open: `syn` came to a listening port.
    void answer(Connection connection, Segment syn) {
        connection.negotiated.read(syn, settings, connection.now());
        // RFC 9293 §3.10.7.2: "Set RCV.NXT to SEG.SEQ+1, IRS is set to SEG.SEQ […] send a SYN segment of the form
        // <SEQ=ISS><ACK=RCV.NXT><CTL=SYN,ACK>".
        connection.receiver.start(syn.seq);
        connection.state(TcpState.SYN_RECEIVED);
        writer.sendSyn(connection, true);
        if (syn.length > 0 || syn.has(TcpView.FIN)) {
            // "Any other control or text-bits […] should be queued for processing later."
            connection.receiver.accept(syn);
        }
        connection.sender.timer.arm(Purpose.RETRANSMIT, connection.sender.rtt.timeout());
    }

    /// `ack` acknowledges the SYN-ACK that was sent with a cookie: the connection is where it would be if it had been kept.
    void resume(Connection connection, Segment ack, int mss) {
        connection.negotiated.peerMss = mss;
        CookieOptions.restore(connection.negotiated, ack, settings, connection.now());
        connection.receiver.start(ack.seq - 1);
        connection.receiver.advertiseUnscaled();
        connection.state(TcpState.SYN_RECEIVED);
    }

    /// A segment came in SYN-SENT. RFC 9293 §3.10.7.3.
    void inSynSent(Connection connection, Segment segment) {
        Sender sender = connection.sender;
        boolean ack = segment.has(TcpView.ACK);
        if (ack && (atOrBefore(segment.ack, sender.iss()) || after(segment.ack, sender.sndNxt()))) {
            // "If SEG.ACK =< ISS or SEG.ACK > SND.NXT, send a reset (unless the RST bit is set, if so drop the segment
            // and return) <SEQ=SEG.ACK><CTL=RST>"
            if (!segment.has(TcpView.RST)) {
                writer.refuse(segment);
            }
            return;
        }
        if (segment.has(TcpView.RST)) {
            // "If the ACK was acceptable, signal to the user "error: connection reset", drop the segment, enter CLOSED
            // state […]. Otherwise (no ACK), drop the segment and return."
            if (ack) {
                connection.end(TcpEnd.REFUSED);
            }
            return;
        }
        if (segment.has(TcpView.SYN)) {
            synchronise(connection, segment, ack);
        }
    }

    private void synchronise(Connection connection, Segment segment, boolean ack) {
        connection.negotiated.read(segment, settings, connection.now());
        connection.receiver.start(segment.seq);
        if (!ack) {
            // Both opened at once. "Otherwise, enter SYN-RECEIVED, form a SYN,ACK segment
            // <SEQ=ISS><ACK=RCV.NXT><CTL=SYN,ACK> and send it."
            connection.state(TcpState.SYN_RECEIVED);
            writer.sendSyn(connection, true);
            return;
        }
        establish(connection, segment);
        connection.receiver.delayedAck.now();
        if (segment.length > 0 || segment.has(TcpView.FIN)) {
            connection.arrival().takeData(connection, segment);
        }
    }

    /// Our SYN was acknowledged.
    void establish(Connection connection, Segment segment) {
        Negotiated negotiated = connection.negotiated;
        sampleRtt(connection, segment);
        if (connection.listener() != null) {
            connection.traffic.accepted();
        }
        connection.receiver.windowShift(negotiated.ownShift);
        // RFC 7323 §2.2: "The window field in a segment where the SYN bit is set (i.e., a <SYN> or <SYN,ACK>) MUST NOT
        // be scaled."
        int shift = segment.has(TcpView.SYN) ? 0 : negotiated.peerShift;
        connection.sender.established(segment, shift, connection.sender.retries() > 0);
        connection.established();
    }

    private static void sampleRtt(Connection connection, Segment segment) {
        Negotiated negotiated = connection.negotiated;
        if (connection.traffic.segmentsOut == 0) {
            // When a cookie went out is not known.
            return;
        }
        if (connection.sender.retries() == 0) {
            connection.sender.rtt.sample(connection.now() - connection.openedAt());
        } else if (negotiated.timestamps && segment.tsEcr != 0) {
            int millis = negotiated.timestamp(connection.now()) - segment.tsEcr;
            connection.sender.rtt.sample(Math.max(1, millis) * 1_000_000L);
        }
    }

    /// The SYN or SYN-ACK was not answered in time.
    void retransmit(Connection connection) {
        Sender sender = connection.sender;
        boolean passive = connection.listener() != null;
        if (sender.retries() >= (passive ? settings.synAckRetries() : settings.synRetries())) {
            connection.end(TcpEnd.TIMED_OUT);
            return;
        }
        sender.countRetry();
        sender.rtt.backOff();
        connection.traffic.sentAgain(0);
        writer.sendSyn(connection, connection.state() == TcpState.SYN_RECEIVED);
        sender.timer.arm(Purpose.RETRANSMIT, sender.rtt.timeout());
    }
}
