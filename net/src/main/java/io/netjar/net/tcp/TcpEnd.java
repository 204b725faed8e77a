package io.netjar.net.tcp;

/// How a connection ended.
public enum TcpEnd {
    /// Both sides closed, in whatever order (TIME-WAIT is not waited for).
    CLOSED,
    /// The peer answered the SYN with RST: nobody listens there.
    REFUSED,
    /// The peer sent RST on an established connection.
    RESET,
    /// No answer in spite of all retransmissions (RFC 9293 §3.8.3).
    TIMED_OUT,
    /// The network said by ICMP, before the connection was established, that it does not get there; or there is no
    /// route at all.
    UNREACHABLE,
    /// This side called [TcpSocket#abort()].
    ABORTED
}
