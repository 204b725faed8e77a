package io.netjar.internet.builder;

import io.netjar.internet.description.TcpWording;
import io.netjar.internet.description.Wording;
import io.netjar.net.tcp.CongestionAlgorithm;
import io.netjar.net.tcp.EcnMode;
import io.netjar.net.tcp.TimeWaitReuse;
import java.time.Duration;

/// What is said of how TCP behaves.
///
/// A home's or an office's says it of some of its machines besides: [LanTcpPart].
public sealed class TcpPart extends Part<TcpPart> permits LanTcpPart {
    TcpPart() {}

    @Override
    TcpPart self() {
        return this;
    }

    /// The congestion control, and how it leaves slow start.
    public TcpPart congestion(CongestionAlgorithm algorithm) {
        TcpWording.congestion(algorithm).forEach(this::set);
        return this;
    }

    /// Its part in explicit congestion notification (RFC 3168).
    public TcpPart ecn(EcnMode mode) {
        return set("ecn", TcpWording.ecn(mode));
    }

    /// Whether selective acknowledgement is offered and accepted (RFC 2018).
    public TcpPart sack(boolean on) {
        return set("sack", Wording.onOff(on));
    }

    /// Whether timestamps are offered and accepted (RFC 7323).
    public TcpPart timestamps(boolean on) {
        return set("timestamps", Wording.onOff(on));
    }

    /// Whether window scaling is offered and accepted (RFC 7323).
    public TcpPart windowScaling(boolean on) {
        return set("window-scaling", Wording.onOff(on));
    }

    /// The receive window in bytes: how it begins, and what it may grow to.
    public TcpPart receiveBuffer(int initial, int max) {
        return set("receive-buffer", TcpWording.buffer(initial, max));
    }

    /// What a program may write before it is acknowledged, in bytes: how it begins, and what it may grow to.
    public TcpPart sendBuffer(int initial, int max) {
        return set("send-buffer", TcpWording.buffer(initial, max));
    }

    /// The least retransmission timeout.
    public TcpPart rtoMin(Duration least) {
        return set("rto-min", Wording.time(least));
    }

    /// The greatest retransmission timeout.
    public TcpPart rtoMax(Duration most) {
        return set("rto-max", Wording.time(most));
    }

    /// How long an acknowledgement waits for company.
    public TcpPart delayedAck(Duration wait) {
        return set("delayed-ack", Wording.time(wait));
    }

    /// How long a connection's ports rest after it.
    public TcpPart timeWait(Duration rest) {
        return set("time-wait", Wording.time(rest));
    }

    /// Whether a new connection may take the place of a resting one.
    public TcpPart timeWaitReuse(TimeWaitReuse reuse) {
        return set("time-wait-reuse", TcpWording.timeWaitReuse(reuse));
    }

    /// How often a SYN is sent again.
    public TcpPart synRetries(int most) {
        return set("syn-retries", most);
    }

    /// How often a SYN's answer is sent again.
    public TcpPart synackRetries(int most) {
        return set("synack-retries", most);
    }

    /// How often data are sent again before the connection is given up.
    public TcpPart dataRetries(int most) {
        return set("data-retries", most);
    }

    /// How often data are sent again for a program that has closed.
    public TcpPart orphanRetries(int most) {
        return set("orphan-retries", most);
    }

    /// How many connections may go on whose programs have closed them.
    public TcpPart maxOrphans(int most) {
        return set("max-orphans", most);
    }

    /// Whether a listener whose SYN queue is full answers by cookies (RFC 4987).
    public TcpPart synCookies(boolean on) {
        return set("syn-cookies", Wording.onOff(on));
    }

    /// Whether full segments that stay unanswered are taken for too big (RFC 4821).
    public TcpPart blackHoleDetection(boolean on) {
        return set("black-hole-detection", Wording.onOff(on));
    }
}
