package io.netjar.net.nat;

import io.netjar.wire.Bytes;
import io.netjar.wire.Checksum;
import io.netjar.wire.IcmpView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.TcpView;
import io.netjar.wire.UdpView;

/// What a NAT reads and changes in an IPv4 packet, be it a whole one or the head that an ICMP error quotes: addresses
/// and ports, or the identifier of an echo. It stands in `bytes` from `offset` up to `end`.
///
/// Every change mends the checksums as RFC 1624 shows, so that one that was wrong stays wrong.
record FlowView(byte[] bytes, int offset, int end) {
    private static final int UDP_CHECKSUM = 6;
    private static final int TCP_CHECKSUM = 16;
    private static final int TCP_FLAGS = 13;
    private static final int ICMP_CHECKSUM = 2;
    private static final int ICMP_IDENTIFIER = 4;
    /// RFC 792: an error carries "the internet header plus the first 64 bits of the original datagram's data".
    private static final int QUOTED_BYTES = 8;

    /// The view of a packet that starts at its IPv4 header.
    static FlowView of(Packet packet) {
        int length = packet.length() < Ipv4View.HEADER_BYTES
                ? packet.length()
                : Math.min(packet.length(), new Ipv4View(packet.bytes(), packet.offset()).totalLength());
        return new FlowView(packet.bytes(), packet.offset(), packet.offset() + length);
    }

    /// Whether a whole packet's transport header is all there.
    boolean isWhole() {
        if (offset + Ipv4View.HEADER_BYTES > end) {
            return false;
        }
        int need = protocol() == Ipv4View.PROTOCOL_TCP ? TcpView.HEADER_BYTES : UdpView.HEADER_BYTES;
        return transport() + need <= end;
    }

    /// Whether this is the head of an IPv4 packet with enough of its transport header to find the flow.
    boolean isQuotation() {
        if (offset + Ipv4View.HEADER_BYTES > end || Bytes.u8(bytes, offset) >>> 4 != 4) {
            return false;
        }
        var ip = new Ipv4View(bytes, offset);
        int header = ip.headerLength();
        return header >= Ipv4View.HEADER_BYTES && offset + header + QUOTED_BYTES <= end
                && ip.fragmentOffset() == 0 && Checksum.of(bytes, offset, header) == 0;
    }

    boolean isFragment() {
        return new Ipv4View(bytes, offset).isFragment();
    }

    int protocol() {
        return new Ipv4View(bytes, offset).protocol();
    }

    int source() {
        return new Ipv4View(bytes, offset).source();
    }

    int destination() {
        return new Ipv4View(bytes, offset).destination();
    }

    /// The index of the transport header.
    int transport() {
        return new Ipv4View(bytes, offset).payload();
    }

    /// The source port; for an echo request its identifier; else 0.
    int sourcePort() {
        return switch (protocol()) {
            case Ipv4View.PROTOCOL_TCP, Ipv4View.PROTOCOL_UDP -> Bytes.u16(bytes, transport());
            default -> isEcho(IcmpView.ECHO_REQUEST) ? Bytes.u16(bytes, transport() + ICMP_IDENTIFIER) : 0;
        };
    }

    /// The destination port; for an echo reply its identifier; else 0.
    int destinationPort() {
        return switch (protocol()) {
            case Ipv4View.PROTOCOL_TCP, Ipv4View.PROTOCOL_UDP -> Bytes.u16(bytes, transport() + 2);
            default -> isEcho(IcmpView.ECHO_REPLY) ? Bytes.u16(bytes, transport() + ICMP_IDENTIFIER) : 0;
        };
    }

    boolean isTcpOrUdp() {
        return protocol() == Ipv4View.PROTOCOL_TCP || protocol() == Ipv4View.PROTOCOL_UDP;
    }

    /// Whether it is ICMP of this type.
    boolean isEcho(int type) {
        return protocol() == Ipv4View.PROTOCOL_ICMP && Bytes.u8(bytes, transport()) == type;
    }

    boolean isIcmpError() {
        return protocol() == Ipv4View.PROTOCOL_ICMP && new IcmpView(bytes, transport()).isError();
    }

    int tcpFlags() {
        return Bytes.u8(bytes, transport() + TCP_FLAGS);
    }

    /// Sets source address and port.
    void source(int address, int port) {
        int oldAddress = source();
        sourceAddress(address);
        portAndChecksum(transport(), sourcePort(), port, isEcho(IcmpView.ECHO_REQUEST));
        pseudoHeader(oldAddress, address);
    }

    /// Sets destination address and port.
    void destination(int address, int port) {
        int oldAddress = destination();
        destinationAddress(address);
        portAndChecksum(transport() + 2, destinationPort(), port, isEcho(IcmpView.ECHO_REPLY));
        pseudoHeader(oldAddress, address);
    }

    /// Sets the source address of a packet whose transport does not cover it: an ICMP error.
    void sourceAddress(int address) {
        var ip = new Ipv4View(bytes, offset);
        ip.checksum(Checksum.update32(ip.checksum(), ip.source(), address));
        ip.source(address);
    }

    /// Sets the destination address of a packet whose transport does not cover it: an ICMP error.
    void destinationAddress(int address) {
        var ip = new Ipv4View(bytes, offset);
        ip.checksum(Checksum.update32(ip.checksum(), ip.destination(), address));
        ip.destination(address);
    }

    private void portAndChecksum(int index, int oldPort, int port, boolean isIdentifier) {
        if (isTcpOrUdp()) {
            Bytes.u16(bytes, index, port);
            transportWord(oldPort, port);
        } else if (isIdentifier) {
            Bytes.u16(bytes, transport() + ICMP_IDENTIFIER, port);
            int sum = transport() + ICMP_CHECKSUM;
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
        boolean isUdp = protocol() == Ipv4View.PROTOCOL_UDP;
        int index = transport() + (isUdp ? UDP_CHECKSUM : TCP_CHECKSUM);
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
