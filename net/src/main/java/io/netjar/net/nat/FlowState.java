package io.netjar.net.nat;

/// How far a flow through a NAT or a firewall has come, by the packets that went by. It says how long the flow may be
/// silent ([NatTimeouts]) and whether it goes first when the table is full.
public enum FlowState {
    /// UDP that nobody answered yet.
    UDP_UNREPLIED,
    /// UDP that went both ways.
    UDP_REPLIED,
    /// An ICMP query that nobody answered yet.
    ICMP_UNREPLIED,
    /// ICMP queries and their replies.
    ICMP_REPLIED,
    /// TCP: one side sent SYN.
    SYN_SENT,
    /// TCP: both sides sent SYN, and not both have acknowledged.
    SYN_RECEIVED,
    /// TCP: both sides have acknowledged.
    ESTABLISHED,
    /// TCP: one side sent FIN, which is not acknowledged.
    FIN_WAIT,
    /// TCP: one side's FIN is acknowledged, the other side may send on.
    CLOSE_WAIT,
    /// TCP: both sides sent FIN, and not both are acknowledged.
    LAST_ACK,
    /// TCP: both sides' FINs are acknowledged.
    TIME_WAIT,
    /// TCP: one side sent RST.
    RESET;

    /// Whether nobody has answered, so that a full table loses little by forgetting the flow.
    boolean isUnreplied() {
        return this == UDP_UNREPLIED || this == ICMP_UNREPLIED || this == SYN_SENT || this == SYN_RECEIVED;
    }

    /// Whether the flow is a TCP connection that is over, or nearly.
    boolean isClosing() {
        return this == LAST_ACK || this == TIME_WAIT || this == RESET;
    }
}
