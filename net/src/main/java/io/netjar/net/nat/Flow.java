package io.netjar.net.nat;

import io.netjar.wire.TcpView;
import org.jspecify.annotations.Nullable;

/// A conversation through the NAT, between an inside address and port and a remote one; and how alive it is.
final class Flow {
    private static final int OUT_SEEN = 1;
    private static final int IN_SEEN = 2;
    private static final int OUT_FIN = 4;
    private static final int IN_FIN = 8;
    private static final int RESET = 16;
    private static final int BOTH_SEEN = OUT_SEEN | IN_SEEN;
    private static final int BOTH_FIN = OUT_FIN | IN_FIN;

    final Key key;
    final Mapping mapping;
    /// When it is forgotten unless a packet comes, in engine time.
    long deadline;
    Idle idle;
    @Nullable
    Flow older;
    @Nullable
    Flow newer;
    private int seen;

    /// Who talks to whom, by what protocol; a port is an echo's identifier for ICMP, and 0 at its remote end.
    record Key(int protocol, int insideAddress, int insidePort, int remoteAddress, int remotePort) {}

    /// Which of the timeouts holds for a flow.
    enum Idle {
        UDP_UNREPLIED, UDP_REPLIED, TCP_TRANSITORY, TCP_ESTABLISHED, ICMP
    }

    Flow(Key key, Mapping mapping, Idle idle) {
        this.key = key;
        this.mapping = mapping;
        this.idle = idle;
    }

    /// Notes a UDP datagram; the class it is in from now on.
    Idle udpSeen(boolean outbound) {
        seen |= outbound ? OUT_SEEN : IN_SEEN;
        return (seen & BOTH_SEEN) == BOTH_SEEN ? Idle.UDP_REPLIED : Idle.UDP_UNREPLIED;
    }

    /// Notes a TCP segment with these flags; the class it is in from now on.
    Idle tcpSeen(boolean outbound, int flags) {
        boolean isOver = (seen & RESET) != 0 || (seen & BOTH_FIN) == BOTH_FIN;
        if (isOver && (flags & (TcpView.SYN | TcpView.ACK)) == TcpView.SYN) {
            seen = 0;
        }
        if ((flags & TcpView.RST) != 0) {
            seen |= RESET;
        } else if ((flags & TcpView.ACK) != 0) {
            seen |= outbound ? OUT_SEEN : IN_SEEN;
        }
        if ((flags & TcpView.FIN) != 0) {
            seen |= outbound ? OUT_FIN : IN_FIN;
        }
        // RFC 5382 §5: a connection is partially open until both sides acknowledged, and closing once both sent FIN
        // or one sent RST.
        boolean isEstablished = (seen & BOTH_SEEN) == BOTH_SEEN && (seen & BOTH_FIN) != BOTH_FIN
                && (seen & RESET) == 0;
        return isEstablished ? Idle.TCP_ESTABLISHED : Idle.TCP_TRANSITORY;
    }
}
