package io.netjar.net.link;

import io.netjar.wire.EthernetView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;

/// Explicit congestion notification as a router gives it. RFC 3168.
final class Ecn {
    /// RFC 3168 §5, figure 1: the codepoint of senders that do not take part; the others are ECT(1), ECT(0) and CE.
    private static final int NOT_ECT = 0;

    private Ecn() {}

    /// Marks `frame` with "congestion experienced" if it bears a packet whose ends understand that; otherwise returns false. The
    /// IPv4 header's checksum is mended. A packet that has the mark already keeps it.
    static boolean mark(Packet frame) {
        byte[] bytes = frame.bytes();
        int ip = frame.offset() + EthernetView.HEADER_BYTES;
        if (frame.length() < EthernetView.HEADER_BYTES + Ipv4View.HEADER_BYTES
                || EthernetView.type(bytes, frame.offset()) != EthernetView.TYPE_IPV4
                || !Ipv4View.check(bytes, ip, frame.end() - ip) || Ipv4View.ecn(bytes, ip) == NOT_ECT) {
            return false;
        }
        Ipv4View.markCongestion(bytes, ip);
        return true;
    }
}
