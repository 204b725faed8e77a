package io.netjar.net.tcp;

/// Whether a host's TCP takes part in explicit congestion notification (RFC 3168). Linux's tcp_ecn counts 0, 1, 2.
public enum EcnMode {
    /// Neither asks for it nor agrees to it: 0.
    OFF,
    /// Asks for it in its own connections and agrees in others': 1.
    ASK,
    /// Agrees when asked: 2, Linux's default.
    AGREE
}
