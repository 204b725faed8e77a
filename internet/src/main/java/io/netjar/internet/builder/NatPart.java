package io.netjar.internet.builder;

import io.netjar.internet.description.NatKind;
import io.netjar.internet.description.Wording;
import io.netjar.net.nat.NatBehaviour;
import io.netjar.net.nat.PortAssignment;
import java.time.Duration;

/// What is said of a NAT or a firewall.
public final class NatPart extends Part<NatPart> {
    NatPart() {}

    @Override
    NatPart self() {
        return this;
    }

    /// The kind whose usual values hold where nothing else is said.
    public NatPart kind(NatKind kind) {
        return set("kind", Wording.word(kind));
    }

    /// When destinations share an outside port (RFC 4787 §4.1).
    public NatPart mapping(NatBehaviour behaviour) {
        return set("mapping", Wording.word(behaviour));
    }

    /// Who may send to an outside port (RFC 4787 §5).
    public NatPart filtering(NatBehaviour behaviour) {
        return set("filtering", Wording.word(behaviour));
    }

    /// How an outside port is found.
    public NatPart ports(PortAssignment way) {
        return set("ports", Wording.word(way));
    }

    /// Which outside ports are given when it is not the inside one.
    public NatPart portRange(int first, int last) {
        return set("port-range", first + "-" + last);
    }

    /// Whether devices reach each other by the public address.
    public NatPart hairpin(boolean on) {
        return set("hairpin", Wording.onOff(on));
    }

    /// Whether the router answers pings from outside.
    public NatPart ping(boolean on) {
        return set("ping", Wording.onOff(on));
    }

    /// Whether packets from outside prolong a flow.
    public NatPart inboundRefresh(boolean on) {
        return set("inbound-refresh", Wording.onOff(on));
    }

    /// Whether connections from outside that nobody wants are answered (RFC 5382 REQ-4).
    public NatPart synAnswers(boolean on) {
        return set("syn-answers", Wording.onOff(on));
    }

    /// How many flows there is room for.
    public NatPart flows(int most) {
        return set("flows", most);
    }

    /// How many of them one device may have.
    public NatPart flowsPerHost(int most) {
        return set("flows-per-host", most);
    }

    /// The longest datagram that is put together from fragments, in bytes.
    public NatPart reassembly(int bytes) {
        return set("reassembly", Wording.size(bytes));
    }

    /// How long UDP may be silent before its first answer.
    public NatPart udpUnanswered(Duration silence) {
        return set("udp-unanswered", Wording.time(silence));
    }

    /// How long UDP may be silent after it.
    public NatPart udpIdle(Duration silence) {
        return set("udp-idle", Wording.time(silence));
    }

    /// How long a TCP connection that opens may be silent.
    public NatPart tcpOpening(Duration silence) {
        return set("tcp-opening", Wording.time(silence));
    }

    /// How long an open TCP connection may be silent.
    public NatPart tcpIdle(Duration silence) {
        return set("tcp-idle", Wording.time(silence));
    }

    /// How long a TCP connection that closes may be silent.
    public NatPart tcpClosing(Duration silence) {
        return set("tcp-closing", Wording.time(silence));
    }

    /// How long an echo's identifier lives.
    public NatPart icmpIdle(Duration silence) {
        return set("icmp-idle", Wording.time(silence));
    }
}
