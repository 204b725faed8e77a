package io.netjar.net.nat;

import io.netjar.wire.Ipv4View;
import org.jspecify.annotations.Nullable;

/// A conversation through a NAT or a firewall, between an inside address and port and a remote one; and how alive it is.
final class Flow {
    final Key key;
    final Mapping mapping;
    /// When it is forgotten unless a packet comes, in engine time.
    long deadline;
    FlowState state;
    @Nullable
    Flow older;
    @Nullable
    Flow newer;
    private final @Nullable ObservedTcp tcp;
    private boolean outSeen;
    private boolean inSeen;

    /// Who talks to whom, by what protocol; a port is a query's identifier for ICMP, and 0 at its remote end.
    record Key(int protocol, int insideAddress, int insidePort, int remoteAddress, int remotePort) {}

    Flow(Key key, Mapping mapping) {
        this.key = key;
        this.mapping = mapping;
        this.tcp = key.protocol() == Ipv4View.PROTOCOL_TCP ? new ObservedTcp() : null;
        this.state = switch (key.protocol()) {
            case Ipv4View.PROTOCOL_TCP -> FlowState.SYN_SENT;
            case Ipv4View.PROTOCOL_UDP -> FlowState.UDP_UNREPLIED;
            default -> FlowState.ICMP_UNREPLIED;
        };
    }

    /// Takes note of a packet of the flow; false if it is a TCP segment that cannot belong to the connection.
    boolean take(FlowView packet, boolean outbound) {
        return tcp == null || tcp.take(packet, outbound);
    }

    /// The state it is in after a packet in this direction, of which [#take] has taken note.
    FlowState stateAfter(boolean outbound) {
        outSeen |= outbound;
        inSeen |= !outbound;
        if (tcp != null) {
            return tcp.state();
        }
        boolean isReplied = outSeen && inSeen;
        if (key.protocol() == Ipv4View.PROTOCOL_UDP) {
            return isReplied ? FlowState.UDP_REPLIED : FlowState.UDP_UNREPLIED;
        }
        return isReplied ? FlowState.ICMP_REPLIED : FlowState.ICMP_UNREPLIED;
    }
}
