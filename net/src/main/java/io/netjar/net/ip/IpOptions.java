package io.netjar.net.ip;

import io.netjar.net.link.DropReason;
import io.netjar.wire.Bytes;
import io.netjar.wire.IcmpView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;

/// The options of an IPv4 header, for the rare packets that have some: a router or host enters itself into record route
/// and timestamp options, refuses source routes, and passes on what it does not know. RFC 791 §3.1, RFC 1812 §4.2.2.1
/// and §5.2.4, RFC 7126.
final class IpOptions {
    private static final int END = 0;
    private static final int NO_OPERATION = 1;
    private static final int RECORD_ROUTE = 7;
    private static final int TIMESTAMP = 68;
    private static final int LOOSE_SOURCE_ROUTE = 131;
    private static final int STRICT_SOURCE_ROUTE = 137;
    /// Of timestamp options, behind the pointer: how often there was no room, and what is to be entered.
    private static final int FLAG_ADDRESSES = 1;
    private static final int FLAG_PRESPECIFIED = 3;
    private static final long MILLIS_OF_A_DAY = 86_400_000L;
    /// Of [#bad(Packet, int, int)]: there is nothing bad.
    private static final int NOTHING = -1;

    private final Ip ip;

    IpOptions(Ip ip) {
        this.ip = ip;
    }

    /// Whether an IPv4 header has options.
    static boolean areIn(byte[] bytes, int offset) {
        return (bytes[offset] & 0xf) != Ipv4View.HEADER_BYTES / 4;
    }

    /// Enters this host as `own`, the address of the way out or of the packet's destination. Returns false if the packet
    /// must not go on: then it is gone, and its sender may have been told why.
    boolean pass(Packet packet, int own) {
        byte[] bytes = packet.bytes();
        int header = packet.offset();
        int end = Ipv4View.payload(bytes, header);
        int at = header + Ipv4View.HEADER_BYTES;
        while (at < end && bytes[at] != END) {
            if (bytes[at] == NO_OPERATION) {
                at++;
                continue;
            }
            int type = Bytes.u8(bytes, at);
            if (type == LOOSE_SOURCE_ROUTE || type == STRICT_SOURCE_ROUTE) {
                // RFC 1812 §5.2.4.1 would have routers obey; RFC 7126 §4.3 and §4.4 advise to drop, and Linux does so
                // without a word.
                ip.drop(packet, DropReason.SOURCE_ROUTE);
                return false;
            }
            int bad = bad(packet, at, end);
            if (bad != NOTHING) {
                refuse(packet, bad - header);
                return false;
            }
            enter(bytes, at, own);
            at += Bytes.u8(bytes, at + 1);
        }
        Ipv4View.updateChecksum(bytes, header);
        return true;
    }

    /// Where the option at `at` is wrong, or [#NOTHING].
    private static int bad(Packet packet, int at, int end) {
        byte[] bytes = packet.bytes();
        if (at + 1 >= end) {
            return at;
        }
        int type = Bytes.u8(bytes, at);
        int length = Bytes.u8(bytes, at + 1);
        boolean records = type == RECORD_ROUTE || type == TIMESTAMP;
        int least = !records ? 2 : type == RECORD_ROUTE ? 3 : 4;
        if (length < least || at + length > end) {
            return at + 1;
        }
        // RFC 791 §3.1: the pointer counts from the option's first octet as 1; "the smallest legal value for the
        // pointer is 4", and 5 for timestamps.
        boolean isPointerLow = records && Bytes.u8(bytes, at + 2) <= least;
        return isPointerLow ? at + 2 : NOTHING;
    }

    /// RFC 1812 §4.3.3.5: "A router MUST generate a Parameter Problem message for any error not specifically covered by
    /// another ICMP message." Its pointer says which octet of the header is the bad one.
    private void refuse(Packet packet, int pointer) {
        ip.icmp().sendError(packet, IcmpView.PARAMETER_PROBLEM, 0, pointer << 24);
        ip.drop(packet, DropReason.MALFORMED);
    }

    private void enter(byte[] bytes, int at, int own) {
        int type = Bytes.u8(bytes, at);
        if (type == RECORD_ROUTE) {
            int pointer = Bytes.u8(bytes, at + 2);
            // RFC 791 §3.1: "If the route data area is already full (the pointer exceeds the length) the datagram is
            // forwarded without inserting the address into the recorded route."
            if (pointer + 3 <= Bytes.u8(bytes, at + 1)) {
                Bytes.i32(bytes, at + pointer - 1, own);
                bytes[at + 2] = (byte) (pointer + 4);
            }
        } else if (type == TIMESTAMP) {
            stamp(bytes, at, own);
        }
    }

    private void stamp(byte[] bytes, int at, int own) {
        int length = Bytes.u8(bytes, at + 1);
        int pointer = Bytes.u8(bytes, at + 2);
        int flags = Bytes.u8(bytes, at + 3) & 0xf;
        boolean hasAddress = flags == FLAG_ADDRESSES || flags == FLAG_PRESPECIFIED;
        int need = hasAddress ? 8 : 4;
        if (pointer + need - 1 > length) {
            // RFC 791 §3.1: "If the timestamp data area is already full (the pointer exceeds the length) the datagram is
            // forwarded without inserting the timestamp, but the overflow count is incremented by one."
            int overflow = Bytes.u8(bytes, at + 3) >>> 4;
            bytes[at + 3] = (byte) (Math.min(overflow + 1, 15) << 4 | flags);
            return;
        }
        int place = at + pointer - 1;
        if (flags == FLAG_PRESPECIFIED && !ip.isLocal(Bytes.i32(bytes, place))) {
            return;
        }
        if (flags == FLAG_ADDRESSES) {
            Bytes.i32(bytes, place, own);
        }
        // "The Timestamp is a right-justified, 32-bit timestamp in milliseconds since midnight UT."
        int millis = (int) (ip.engine().now() / 1_000_000L % MILLIS_OF_A_DAY);
        Bytes.i32(bytes, hasAddress ? place + 4 : place, millis);
        bytes[at + 2] = (byte) (pointer + need);
    }
}
