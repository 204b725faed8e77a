package io.netjar.net.nat;

import java.time.Duration;

/// How long a flow through a NAT or a firewall may be silent before it is forgotten. A packet from inside starts the
/// time anew; one from outside does so, too, unless [NatSettings#inboundRefreshes()] is off.
///
/// @param udpUnreplied UDP that got no answer yet
/// @param udpReplied UDP that went both ways
/// @param icmp an ICMP query's identifier
/// @param tcp TCP, by state
public record NatTimeouts(Duration udpUnreplied, Duration udpReplied, Duration icmp, TcpTimeouts tcp) {
    public NatTimeouts {
        for (FlowState state : FlowState.values()) {
            Duration idle = of(state, udpUnreplied, udpReplied, icmp, tcp);
            if (idle.compareTo(Duration.ZERO) <= 0) {
                throw new IllegalArgumentException(
                        "a NAT timeout must be longer than nothing, also for " + state + ": " + idle);
            }
        }
    }

    /// What is met at homes: UDP as Linux has it (30 s, then 120 s; `nf_conntrack_udp_timeout` and
    /// `…_udp_timeout_stream`), TCP (2 h 4 min and 4 min) and ICMP (60 s) as the RFCs ask for at least.
    public static NatTimeouts homeRouter() {
        return new NatTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(120), Duration.ofSeconds(60),
                TcpTimeouts.recommended());
    }

    /// What the RFCs recommend.
    public static NatTimeouts recommended() {
        // RFC 4787 REQ-5c: "A default value of five minutes or more for the NAT UDP mapping timer is RECOMMENDED."
        Duration udp = Duration.ofMinutes(5);
        // RFC 5508 REQ-2: "An ICMP Query session timer MUST NOT expire in less than 60 seconds."
        return new NatTimeouts(udp, udp, Duration.ofSeconds(60), TcpTimeouts.recommended());
    }

    /// What a Linux kernel does by default (`net.netfilter.nf_conntrack_*`).
    public static NatTimeouts linux() {
        return new NatTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(120), Duration.ofSeconds(30),
                TcpTimeouts.linux());
    }

    /// The same with other times for UDP.
    public NatTimeouts withUdp(Duration unreplied, Duration replied) {
        return new NatTimeouts(unreplied, replied, icmp, tcp);
    }

    /// The same with another time for ICMP queries.
    public NatTimeouts withIcmp(Duration idle) {
        return new NatTimeouts(udpUnreplied, udpReplied, idle, tcp);
    }

    /// The same with other times for TCP.
    public NatTimeouts withTcp(TcpTimeouts times) {
        return new NatTimeouts(udpUnreplied, udpReplied, icmp, times);
    }

    /// The same with another time for established TCP connections.
    public NatTimeouts withTcpEstablished(Duration idle) {
        return withTcp(tcp.withEstablished(idle));
    }

    Duration of(FlowState state) {
        return of(state, udpUnreplied, udpReplied, icmp, tcp);
    }

    private static Duration of(FlowState state, Duration udpUnreplied, Duration udpReplied, Duration icmp,
            TcpTimeouts tcp) {
        return switch (state) {
            case UDP_UNREPLIED -> udpUnreplied;
            case UDP_REPLIED -> udpReplied;
            case ICMP_UNREPLIED, ICMP_REPLIED -> icmp;
            case SYN_SENT -> tcp.synSent();
            case SYN_RECEIVED -> tcp.synReceived();
            case ESTABLISHED -> tcp.established();
            case FIN_WAIT -> tcp.finWait();
            case CLOSE_WAIT -> tcp.closeWait();
            case LAST_ACK -> tcp.lastAck();
            case TIME_WAIT -> tcp.timeWait();
            case RESET -> tcp.reset();
        };
    }
}
