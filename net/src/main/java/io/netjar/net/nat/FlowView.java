package io.netjar.net.nat;

import io.netjar.wire.Bytes;
import io.netjar.wire.Checksum;
import io.netjar.wire.IcmpView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.TcpView;
import io.netjar.wire.UdpView;

/// What a NAT reads and changes in an IPv4 packet, be it a whole one or the head that an ICMP error quotes: addresses
/// and ports, or the identifier of an echo. It stands in an array from an offset up to an end.
///
/// Every change mends the checksums as RFC 1624 shows, so that one that was wrong stays wrong. One view is pointed at
/// packet after packet, so that looking at them makes no garbage.
final class FlowView {
    private static final int UDP_CHECKSUM = 6;
    private static final int TCP_CHECKSUM = 16;
    private static final int TCP_SEQUENCE = 4;
    private static final int TCP_ACKNOWLEDGMENT = 8;
    private static final int TCP_DATA_OFFSET = 12;
    private static final int TCP_FLAGS = 13;
    private static final int TCP_WINDOW = 14;
    private static final int OPTION_END = 0;
    private static final int OPTION_NO_OPERATION = 1;
    private static final int OPTION_WINDOW_SCALE = 3;
    private static final int ICMP_CHECKSUM = 2;
    private static final int ICMP_IDENTIFIER = 4;
    /// RFC 792.
    private static final int TIMESTAMP_REQUEST = 13;
    private static final int TIMESTAMP_REPLY = 14;
    private static final int FRAGMENT = 6;
    private static final int PROTOCOL = 9;
    private static final int HEADER_CHECKSUM = 10;
    private static final int SOURCE = 12;
    private static final int DESTINATION = 16;
    /// RFC 792: an error carries "the internet header plus the first 64 bits of the original datagram's data".
    private static final int QUOTED_BYTES = 8;

    private byte[] bytes = new byte[0];
    private int offset;
    private int end;
    private int transport;
    private int protocol;

    /// Looks at a packet that starts at its IPv4 header.
    FlowView at(Packet packet) {
        int length = packet.length() < Ipv4View.HEADER_BYTES
                ? packet.length()
                : Math.min(packet.length(), Bytes.u16(packet.bytes(), packet.offset() + 2));
        return at(packet.bytes(), packet.offset(), packet.offset() + length);
    }

    /// Looks at what the ICMP error under `error` quotes.
    FlowView atQuotationOf(FlowView error) {
        return at(error.bytes, error.transport + IcmpView.HEADER_BYTES, error.end);
    }

    private FlowView at(byte[] array, int from, int to) {
        bytes = array;
        offset = from;
        end = to;
        boolean hasHeader = from + Ipv4View.HEADER_BYTES <= to;
        transport = hasHeader ? from + (Bytes.u8(array, from) & 0xf) * 4 : to;
        protocol = hasHeader ? Bytes.u8(array, from + PROTOCOL) : -1;
        return this;
    }

    /// Whether a whole packet's transport header is all there.
    boolean isWhole() {
        if (protocol != Ipv4View.PROTOCOL_TCP) {
            return protocol >= 0 && transport + UdpView.HEADER_BYTES <= end;
        }
        if (transport + TcpView.HEADER_BYTES > end) {
            return false;
        }
        int header = tcpHeaderLength();
        return header >= TcpView.HEADER_BYTES && transport + header <= end;
    }

    /// Whether this is the head of an IPv4 packet with enough of its transport header to find the flow.
    boolean isQuotation() {
        return protocol >= 0 && Bytes.u8(bytes, offset) >>> 4 == 4
                && transport - offset >= Ipv4View.HEADER_BYTES && transport + QUOTED_BYTES <= end
                && (Bytes.u16(bytes, offset + FRAGMENT) & 0x1fff) == 0
                && Checksum.of(bytes, offset, transport - offset) == 0;
    }

    boolean isFragment() {
        return (Bytes.u16(bytes, offset + FRAGMENT) & 0x3fff) != 0;
    }

    int protocol() {
        return protocol;
    }

    int source() {
        return Bytes.i32(bytes, offset + SOURCE);
    }

    int destination() {
        return Bytes.i32(bytes, offset + DESTINATION);
    }

    /// The source port; for an ICMP query its identifier; else 0.
    int sourcePort() {
        if (isTcpOrUdp()) {
            return Bytes.u16(bytes, transport);
        }
        return isQuery() ? Bytes.u16(bytes, transport + ICMP_IDENTIFIER) : 0;
    }

    /// The destination port; for the reply to an ICMP query its identifier; else 0.
    int destinationPort() {
        if (isTcpOrUdp()) {
            return Bytes.u16(bytes, transport + 2);
        }
        return isReply() ? Bytes.u16(bytes, transport + ICMP_IDENTIFIER) : 0;
    }

    boolean isTcpOrUdp() {
        return protocol == Ipv4View.PROTOCOL_TCP || protocol == Ipv4View.PROTOCOL_UDP;
    }

    /// Whether it asks for an echo.
    boolean isEchoRequest() {
        return protocol == Ipv4View.PROTOCOL_ICMP && Bytes.u8(bytes, transport) == IcmpView.ECHO_REQUEST;
    }

    /// Whether it is an ICMP query: for an echo, or for the time (RFC 792; RFC 5508 §2 has more, which nobody sends).
    boolean isQuery() {
        return isEchoRequest()
                || protocol == Ipv4View.PROTOCOL_ICMP && Bytes.u8(bytes, transport) == TIMESTAMP_REQUEST;
    }

    /// Whether it is the reply to an ICMP query.
    boolean isReply() {
        if (protocol != Ipv4View.PROTOCOL_ICMP) {
            return false;
        }
        int type = Bytes.u8(bytes, transport);
        return type == IcmpView.ECHO_REPLY || type == TIMESTAMP_REPLY;
    }

    boolean isIcmpError() {
        return protocol == Ipv4View.PROTOCOL_ICMP && IcmpView.isError(bytes, transport);
    }

    /// Whether the checksum of an ICMP message is right.
    boolean isSoundIcmp() {
        return IcmpView.check(bytes, transport, end - transport);
    }

    /// Sums up an ICMP message anew.
    void updateIcmp() {
        IcmpView.updateChecksum(bytes, transport, end - transport);
    }

    int tcpFlags() {
        return Bytes.u8(bytes, transport + TCP_FLAGS);
    }

    int tcpSequence() {
        return Bytes.i32(bytes, transport + TCP_SEQUENCE);
    }

    /// The sequence number after the segment's last, its SYN and FIN counted.
    int tcpSequenceEnd() {
        int flags = tcpFlags();
        int controls = ((flags & TcpView.SYN) != 0 ? 1 : 0) + ((flags & TcpView.FIN) != 0 ? 1 : 0);
        return tcpSequence() + end - transport - tcpHeaderLength() + controls;
    }

    int tcpAcknowledgment() {
        return Bytes.i32(bytes, transport + TCP_ACKNOWLEDGMENT);
    }

    /// The window field as it stands, not scaled.
    int tcpWindow() {
        return Bytes.u16(bytes, transport + TCP_WINDOW);
    }

    /// The shift of the window scale option (RFC 7323 §2), or -1 if there is none.
    int tcpWindowScale() {
        int last = transport + tcpHeaderLength();
        int index = transport + TcpView.HEADER_BYTES;
        while (index < last && bytes[index] != OPTION_END) {
            if (bytes[index] == OPTION_NO_OPERATION) {
                index++;
                continue;
            }
            int length = index + 1 < last ? Bytes.u8(bytes, index + 1) : 0;
            if (length < 2 || index + length > last) {
                return -1;
            }
            if (bytes[index] == OPTION_WINDOW_SCALE && length == 3) {
                return Bytes.u8(bytes, index + 2);
            }
            index += length;
        }
        return -1;
    }

    /// Whether a whole TCP segment's checksum is right.
    boolean isSoundTcp() {
        return TcpView.check(bytes, transport, end - transport, source(), destination());
    }

    private int tcpHeaderLength() {
        return (Bytes.u8(bytes, transport + TCP_DATA_OFFSET) >>> 4) * 4;
    }

    /// Sets source address and port.
    void source(int address, int port) {
        int oldAddress = source();
        sourceAddress(address);
        portAndChecksum(transport, sourcePort(), port, isQuery());
        pseudoHeader(oldAddress, address);
    }

    /// Sets destination address and port.
    void destination(int address, int port) {
        int oldAddress = destination();
        destinationAddress(address);
        portAndChecksum(transport + 2, destinationPort(), port, isReply());
        pseudoHeader(oldAddress, address);
    }

    /// Sets the source address of a packet whose transport does not cover it: an ICMP error.
    void sourceAddress(int address) {
        address(SOURCE, address);
    }

    /// Sets the destination address of a packet whose transport does not cover it: an ICMP error.
    void destinationAddress(int address) {
        address(DESTINATION, address);
    }

    private void address(int field, int address) {
        int sum = Bytes.u16(bytes, offset + HEADER_CHECKSUM);
        int mended = Checksum.update32(sum, Bytes.i32(bytes, offset + field), address);
        Bytes.u16(bytes, offset + HEADER_CHECKSUM, mended);
        Bytes.i32(bytes, offset + field, address);
    }

    private void portAndChecksum(int index, int oldPort, int port, boolean isIdentifier) {
        if (isTcpOrUdp()) {
            Bytes.u16(bytes, index, port);
            transportWord(oldPort, port);
        } else if (isIdentifier) {
            Bytes.u16(bytes, transport + ICMP_IDENTIFIER, port);
            int sum = transport + ICMP_CHECKSUM;
            Bytes.u16(bytes, sum, Checksum.update(Bytes.u16(bytes, sum), oldPort, port));
        }
    }

    private void pseudoHeader(int oldAddress, int address) {
        if (isTcpOrUdp()) {
            transportWord(oldAddress >>> 16, address >>> 16);
            transportWord(oldAddress & 0xffff, address & 0xffff);
        }
    }

    /// Mends the checksum of TCP or UDP after one word changed, if the packet is long enough to have it.
    private void transportWord(int oldWord, int newWord) {
        boolean isUdp = protocol == Ipv4View.PROTOCOL_UDP;
        int index = transport + (isUdp ? UDP_CHECKSUM : TCP_CHECKSUM);
        if (index + 2 > end) {
            return;
        }
        int old = Bytes.u16(bytes, index);
        // RFC 3022 §4.1: a UDP checksum of 0 means there is none, and stays so.
        if (isUdp && old == 0) {
            return;
        }
        int sum = Checksum.update(old, oldWord, newWord);
        // RFC 768: "If the computed checksum is zero, it is transmitted as all ones".
        Bytes.u16(bytes, index, isUdp && sum == 0 ? 0xffff : sum);
    }
}
