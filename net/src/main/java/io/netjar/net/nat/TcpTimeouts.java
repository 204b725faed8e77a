package io.netjar.net.nat;

import java.time.Duration;

/// How long a TCP connection through a NAT or a firewall may be silent in each of its states. RFC 5382 REQ-5 knows two
/// times, one for established connections and one for what opens or closes; RFC 7857 §2.1 wants opening and closing
/// apart; Linux has one for each state.
///
/// @param synSent one side sent SYN
/// @param synReceived both did
/// @param established both acknowledged
/// @param finWait one side sent FIN
/// @param closeWait one side's FIN is acknowledged: the connection is half closed
/// @param lastAck both sent FIN
/// @param timeWait both FINs are acknowledged
/// @param reset one side sent RST
public record TcpTimeouts(Duration synSent, Duration synReceived, Duration established, Duration finWait,
        Duration closeWait, Duration lastAck, Duration timeWait, Duration reset) {

    /// The least that the RFCs allow.
    public static TcpTimeouts recommended() {
        // RFC 5382 REQ-5: "the value of the "established connection idle-timeout" MUST NOT be less than 2 hours 4
        // minutes. The value of the "transitory connection idle-timeout" MUST NOT be less than 4 minutes."
        Duration established = Duration.ofMinutes(124);
        Duration transitory = Duration.ofMinutes(4);
        // A half-closed connection may carry data for hours, so it counts as established. After RST, RFC 7857 §2.2 has
        // the NAT keep the flow for 4 minutes, as the RST may get lost behind it.
        return new TcpTimeouts(transitory, transitory, established, established, established, transitory,
                transitory, transitory);
    }

    /// What a Linux kernel does by default (`nf_conntrack_tcp_timeout_*`).
    public static TcpTimeouts linux() {
        return new TcpTimeouts(Duration.ofSeconds(120), Duration.ofSeconds(60), Duration.ofDays(5),
                Duration.ofSeconds(120), Duration.ofSeconds(60), Duration.ofSeconds(30),
                Duration.ofSeconds(120),
                Duration.ofSeconds(10));
    }

    /// The same with another time for established connections, which half-closed ones share if they did before.
    public TcpTimeouts withEstablished(Duration idle) {
        return new TcpTimeouts(synSent, synReceived, idle, finWait.equals(established) ? idle : finWait,
                closeWait.equals(established) ? idle : closeWait, lastAck, timeWait, reset);
    }

    /// The same with another time for connections that are being opened.
    public TcpTimeouts withOpening(Duration idle) {
        return new TcpTimeouts(idle, idle, established, finWait, closeWait, lastAck, timeWait, reset);
    }

    /// The same with another time for connections that both sides closed or one reset.
    public TcpTimeouts withClosing(Duration idle) {
        return new TcpTimeouts(synSent, synReceived, established, finWait, closeWait, idle, idle, idle);
    }
}
