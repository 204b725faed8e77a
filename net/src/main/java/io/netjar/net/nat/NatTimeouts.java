package io.netjar.net.nat;

import java.time.Duration;

/// How long a flow through a NAT may be silent before it is forgotten. A packet in either direction starts the time
/// anew (RFC 4787 REQ-6 demands it for outbound ones and allows it for inbound ones).
///
/// @param udpUnreplied UDP that got no answer yet
/// @param udpReplied UDP that went both ways
/// @param tcpTransitory TCP being opened, closed or reset
/// @param tcpEstablished TCP acknowledged in both directions
/// @param icmp an echo's identifier
public record NatTimeouts(Duration udpUnreplied, Duration udpReplied, Duration tcpTransitory,
        Duration tcpEstablished,
        Duration icmp) {
    public NatTimeouts {
        if (shortest(udpUnreplied, udpReplied, tcpTransitory, tcpEstablished, icmp)
                .compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("a NAT timeout must be longer than nothing");
        }
    }

    private static Duration shortest(Duration... all) {
        Duration shortest = all[0];
        for (Duration one : all) {
            shortest = one.compareTo(shortest) < 0 ? one : shortest;
        }
        return shortest;
    }

    /// What is met at homes: UDP as Linux has it (30 s, then 120 s; `nf_conntrack_udp_timeout` and
    /// `…_udp_timeout_stream`), TCP (2 h 4 min and 4 min) and ICMP (60 s) as the RFCs ask for at least.
    public static NatTimeouts homeRouter() {
        return new NatTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(120), Duration.ofMinutes(4),
                Duration.ofMinutes(124), Duration.ofSeconds(60));
    }

    /// What the RFCs recommend.
    public static NatTimeouts recommended() {
        // RFC 4787 REQ-5c: "The value of the NAT UDP mapping timer MAY be configurable. A default value of five
        // minutes or more for the NAT UDP mapping timer is RECOMMENDED."
        Duration udp = Duration.ofMinutes(5);
        // RFC 5382 REQ-5: "the value of the 'established connection idle-timeout' MUST NOT be less than 2 hours 4
        // minutes. The value of the 'transitory connection idle-timeout' MUST NOT be less than 4 minutes."
        // RFC 5508 REQ-2: "An ICMP Query session timer MUST NOT expire in less than 60 seconds."
        return new NatTimeouts(udp, udp, Duration.ofMinutes(4), Duration.ofMinutes(124),
                Duration.ofSeconds(60));
    }

    /// What a Linux kernel does by default (`net.netfilter.nf_conntrack_*`): TCP established 5 days, ICMP 30 s; its
    /// several transitory TCP states, 10 s to 120 s, are one of 120 s here.
    public static NatTimeouts linux() {
        return new NatTimeouts(Duration.ofSeconds(30), Duration.ofSeconds(120), Duration.ofSeconds(120),
                Duration.ofDays(5), Duration.ofSeconds(30));
    }

    /// The same with other times for UDP.
    public NatTimeouts withUdp(Duration unreplied, Duration replied) {
        return new NatTimeouts(unreplied, replied, tcpTransitory, tcpEstablished, icmp);
    }

    /// The same with another time for established TCP connections.
    public NatTimeouts withTcpEstablished(Duration idle) {
        return new NatTimeouts(udpUnreplied, udpReplied, tcpTransitory, idle, icmp);
    }
}
