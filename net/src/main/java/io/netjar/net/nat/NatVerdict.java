package io.netjar.net.nat;

import io.netjar.net.link.DropReason;

/// What a NAT found about a packet.
public enum NatVerdict {
    /// It may go on, translated if it had to be.
    PASS(DropReason.FIREWALL),
    /// No flow and no forward is there for it, or the filter does not let this sender in.
    NO_MAPPING(DropReason.NAT_NO_MAPPING),
    /// There is no room for a new flow, or no port left.
    TABLE_FULL(DropReason.NAT_TABLE_FULL),
    /// The inside host has as many flows as one may have.
    HOST_FULL(DropReason.NAT_HOST_FULL),
    /// A rule forbids those inside to begin this.
    REFUSED(DropReason.FIREWALL),
    /// It comes from outside and is not for the outside address.
    FORBIDDEN(DropReason.FIREWALL),
    /// It is shorter than its headers say.
    MALFORMED(DropReason.MALFORMED),
    /// It is a fragment, in which the ports need not be; routers reassemble before they translate.
    FRAGMENT(DropReason.REASSEMBLY_FAILED),
    /// It is a TCP segment that cannot belong to the connection on its ports.
    OUT_OF_WINDOW(DropReason.NAT_OUT_OF_WINDOW),
    /// It is an ICMP error with a wrong checksum.
    BAD_CHECKSUM(DropReason.BAD_CHECKSUM);

    private final DropReason reason;

    NatVerdict(DropReason reason) {
        this.reason = reason;
    }

    /// Why the packet is dropped; means nothing for [#PASS].
    DropReason reason() {
        return reason;
    }
}
