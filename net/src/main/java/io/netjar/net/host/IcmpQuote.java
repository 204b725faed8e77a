package io.netjar.net.host;

import io.netjar.wire.Bytes;
import io.netjar.wire.IcmpView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.UdpView;
import org.jspecify.annotations.Nullable;

/// The head of the packet that an ICMP error is about.
///
/// @param first the first four bytes of its transport header
/// @param second the next four
record IcmpQuote(int protocol, int first, int second) {
    private static final int MIN_TRANSPORT_BYTES = UdpView.HEADER_BYTES;

    /// What the ICMP error in `datagram` quotes, or null if it quotes too little.
    static @Nullable IcmpQuote of(Packet datagram) {
        var header = new Ipv4View(datagram.bytes(), datagram.offset());
        int start = header.payload() + IcmpView.HEADER_BYTES;
        int end = header.payload() + header.payloadLength();
        if (start + Ipv4View.HEADER_BYTES > end) {
            return null;
        }
        var about = new Ipv4View(datagram.bytes(), start);
        int transport = about.payload();
        if (transport + MIN_TRANSPORT_BYTES > end) {
            return null;
        }
        return new IcmpQuote(about.protocol(), Bytes.i32(datagram.bytes(), transport),
                Bytes.i32(datagram.bytes(), transport + 4));
    }

    boolean isEcho(int identifier) {
        return protocol == Ipv4View.PROTOCOL_ICMP && first >>> 24 == IcmpView.ECHO_REQUEST
                && second >>> 16 == identifier;
    }

    int echoSequence() {
        return second & 0xffff;
    }

    boolean isUdpFrom(int port) {
        return protocol == Ipv4View.PROTOCOL_UDP && first >>> 16 == port;
    }

    int destinationPort() {
        return first & 0xffff;
    }
}
