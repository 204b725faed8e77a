package io.netjar.net.link;

import io.netjar.wire.Bytes;
import io.netjar.wire.EthernetView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;

/// Which flow a frame belongs to, as a number.
final class FlowHash {
    private static final long GOLDEN_GAMMA = 0x9e37_79b9_7f4a_7c15L;

    private FlowHash() {}

    /// A number that all frames of a flow have in common: addresses, protocol, and the ports of UDP and TCP as far as each
    /// fragment shows them (RFC 8290 §4.1.1: the 5-tuple); MAC addresses and type of what is no IPv4.
    ///
    /// @param salt makes it unlikely that two flows that collide in one queue collide in the next
    static int of(Packet frame, long salt) {
        byte[] bytes = frame.bytes();
        int ethernet = frame.offset();
        if (!EthernetView.check(frame.length())) {
            return 0;
        }
        int type = EthernetView.type(bytes, ethernet);
        int ip = ethernet + EthernetView.HEADER_BYTES;
        if (type != EthernetView.TYPE_IPV4 || frame.end() - ip < Ipv4View.HEADER_BYTES) {
            long hash = mix(salt ^ EthernetView.source(bytes, ethernet));
            hash = mix(hash ^ EthernetView.destination(bytes, ethernet));
            return (int) mix(hash ^ type);
        }
        long hash = mix(salt ^ Bytes.i64(bytes, ip + Ipv4View.HEADER_BYTES - 8));
        hash = mix(hash ^ Ipv4View.protocol(bytes, ip));
        int ports = Ipv4View.payload(bytes, ip);
        return hasPorts(bytes, ip) && frame.end() - ports >= 4
                ? (int) mix(hash ^ Bytes.i32(bytes, ports))
                : (int) hash;
    }

    private static boolean hasPorts(byte[] bytes, int ip) {
        int protocol = Ipv4View.protocol(bytes, ip);
        return (protocol == Ipv4View.PROTOCOL_TCP || protocol == Ipv4View.PROTOCOL_UDP)
                && !Ipv4View.isFragment(bytes, ip);
    }

    private static long mix(long value) {
        long z = (value + GOLDEN_GAMMA ^ value >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ z >>> 27) * 0x94d0_49bb_1331_11ebL;
        return z ^ z >>> 31;
    }
}
