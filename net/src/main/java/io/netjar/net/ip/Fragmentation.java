package io.netjar.net.ip;

import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;

/// Cuts a datagram into fragments. RFC 791 §3.2.
final class Fragmentation {
    private static final int OPTION_END = 0;
    private static final int OPTION_NO_OPERATION = 1;
    /// RFC 791 §3.1: the copied flag, "1 = copied" into all fragments.
    private static final int OPTION_COPIED = 0x80;

    private Fragmentation() {}

    /// How many bytes of data each fragment but the last one carries on a link of this `mtu`.
    static int unit(Packet datagram, int mtu) {
        return mtu - header(datagram).headerLength() & ~7;
    }

    /// The fragment that carries the data of `datagram` from `start`, `unit` bytes of it or what is left. The datagram,
    /// which may be a fragment itself, stays the caller's.
    static Packet cut(Packet datagram, int start, int unit) {
        Ipv4View whole = header(datagram);
        int headerLength = whole.headerLength();
        int length = Math.min(unit, whole.payloadLength() - start);
        Packet fragment = datagram.sibling(headerLength + length);
        System.arraycopy(datagram.bytes(), datagram.offset(), fragment.bytes(), fragment.offset(),
                headerLength);
        System.arraycopy(datagram.bytes(), whole.payload() + start, fragment.bytes(),
                fragment.offset() + headerLength, length);
        Ipv4View part = header(fragment);
        if (start > 0) {
            blankOptions(fragment.bytes(), fragment.offset() + Ipv4View.HEADER_BYTES, part.payload());
        }
        part.totalLength(fragment.length());
        boolean more = whole.moreFragments() || start + length < whole.payloadLength();
        part.fragment(false, more, whole.fragmentOffset() + start);
        part.updateChecksum();
        return fragment;
    }

    private static Ipv4View header(Packet packet) {
        return new Ipv4View(packet.bytes(), packet.offset());
    }

    /// Overwrites the options that belong into the first fragment only.
    private static void blankOptions(byte[] bytes, int from, int to) {
        int index = from;
        while (index < to && bytes[index] != OPTION_END) {
            if (bytes[index] == OPTION_NO_OPERATION) {
                index++;
                continue;
            }
            int length = index + 1 < to ? bytes[index + 1] & 0xff : 0;
            if (length < 2 || index + length > to) {
                return;
            }
            if ((bytes[index] & OPTION_COPIED) == 0) {
                for (int i = index; i < index + length; i++) {
                    bytes[i] = OPTION_NO_OPERATION;
                }
            }
            index += length;
        }
    }
}
