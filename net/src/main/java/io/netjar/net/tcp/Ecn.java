package io.netjar.net.tcp;

import io.netjar.wire.TcpView;

/// Explicit congestion notification of one connection: routers mark packets instead of dropping them, the receiver
/// echoes the marks, the sender slows down and says so. RFC 3168 §6.1.
final class Ecn {
    /// RFC 3168 §5: the codepoints of the IP header's ECN field.
    static final int NOT_CAPABLE = 0;
    static final int CONGESTION_EXPERIENCED = 3;
    private static final int BOTH = TcpView.ECE | TcpView.CWR;

    private boolean asks;
    private boolean agreed;
    /// The receiving half owes the peer the echo of a mark, until it hears that the peer has slowed down.
    private boolean echoes;
    /// The sending half has slowed down, which the peer is told with the next new data.
    private boolean owesNotice;

    /// Whether both sides take part.
    boolean isAgreed() {
        return agreed;
    }

    /// The flags of our SYN, or of our SYN-ACK if `ack`. RFC 3168 §6.1.1.
    ///
    /// @param again whether a SYN without an answer was sent before
    int synFlags(EcnMode mode, boolean ack, boolean again) {
        if (ack) {
            return agreed ? TcpView.ECE : 0;
        }
        // RFC 3168 §6.1.1.1: a host whose ECN-setup SYN stays without answer, as a firewall may not like it, may try
        // one without. Linux does so at the first retry.
        asks = mode == EcnMode.ASK && !again;
        return asks ? BOTH : 0;
    }

    /// The peer's SYN or SYN-ACK came.
    void read(Segment syn, EcnMode mode) {
        int flags = syn.flags & BOTH;
        if (syn.has(TcpView.ACK)) {
            // RFC 3168 §6.1.1: an ECN-setup SYN-ACK has ECE and not CWR; both are the reflection of a broken host.
            agreed = asks && flags == TcpView.ECE;
        } else {
            // RFC 3168 §6.1.1: an ECN-setup SYN has both, in a packet that is itself not ECN-capable.
            agreed = mode != EcnMode.OFF && flags == BOTH && syn.ecn == NOT_CAPABLE;
        }
    }

    /// What both sides agreed on is known from elsewhere.
    void restore(boolean both) {
        agreed = both;
    }

    /// Data came. Returns whether they are to be acknowledged at once.
    boolean receives(Segment segment) {
        if (!agreed) {
            return false;
        }
        boolean slowed = segment.has(TcpView.CWR);
        boolean marked = segment.ecn == CONGESTION_EXPERIENCED;
        // RFC 3168 §6.1.3: the echo ends with CWR, unless the very packet is marked anew.
        echoes = marked || echoes && !slowed;
        return marked || slowed;
    }

    /// Whether `segment` says that one of our packets was marked.
    boolean isEchoedBy(Segment segment) {
        return agreed && segment.has(TcpView.ECE) && !segment.has(TcpView.SYN);
    }

    /// The congestion window was cut, for whatever reason: RFC 3168 §6.1.2.
    void slowedDown() {
        owesNotice = agreed;
    }

    /// The cut was taken back before the peer was told.
    void tookBack() {
        owesNotice = false;
    }

    /// The flags of any segment; one with new data, if `isNew`, carries the notice too.
    int flags(boolean isNew) {
        int flags = echoes ? TcpView.ECE : 0;
        if (isNew && owesNotice) {
            // RFC 3168 §6.1.2: "the TCP sender sets the CWR flag in the TCP header of the first new data packet sent
            // after the window reduction."
            owesNotice = false;
            flags |= TcpView.CWR;
        }
        return flags;
    }
}
