package io.netjar.verify.fuzz;

import io.netjar.wire.ArpView;
import io.netjar.wire.Bytes;
import io.netjar.wire.EthernetView;
import io.netjar.wire.IcmpView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import io.netjar.wire.PacketPool;
import io.netjar.wire.TcpView;
import io.netjar.wire.UdpView;

/// Makes frames as a fuzzer wants them, with lengths and checksums that are right, so that they get past the first
/// checks; what is to be wrong is made so by [#damage].
final class Forge {
    private static final int MOST_BYTES = 1600;

    private final PacketPool packets;
    private final long peerMac = MacAddress.local(99_999).bits();

    Forge(PacketPool packets) {
        this.packets = packets;
    }

    long peerMac() {
        return peerMac;
    }

    /// The given bytes and nothing else.
    Packet raw(byte[] bytes) {
        int length = Math.min(bytes.length, MOST_BYTES);
        return packets.copyOf(bytes, 0, length);
    }

    /// A transport segment, its header and data being `payload`, in an IPv4 packet for `mac`.
    Packet ip(long mac, int protocol, int source, int destination, byte[] payload) {
        Packet packet = packets.take(Ipv4View.HEADER_BYTES + payload.length);
        System.arraycopy(payload, 0, packet.bytes(), packet.offset() + Ipv4View.HEADER_BYTES, payload.length);
        Ipv4View.write(packet.bytes(), packet.offset(), packet.length(), 7, 64, protocol, source,
                destination);
        int offset = packet.push(EthernetView.HEADER_BYTES);
        EthernetView.write(packet.bytes(), offset, mac, peerMac, EthernetView.TYPE_IPV4);
        return packet;
    }

    /// Makes the IPv4 packet in `frame` a fragment.
    void fragment(Packet frame, int identification, boolean more, int offset) {
        var header = new Ipv4View(frame.bytes(), frame.offset() + EthernetView.HEADER_BYTES);
        Bytes.u16(frame.bytes(), header.offset() + 4, identification);
        header.fragment(false, more, offset);
        header.updateChecksum();
    }

    Packet tcp(long mac, int source, int destination, Segment segment) {
        int header = TcpView.HEADER_BYTES + (segment.options.length + 3 & ~3);
        byte[] bytes = new byte[header + segment.data.length];
        var view = new TcpView(bytes, 0);
        view.write(segment.sourcePort, segment.destinationPort, segment.sequence, segment.acknowledgment,
                header, segment.flags, segment.window);
        System.arraycopy(segment.options, 0, bytes, TcpView.HEADER_BYTES, segment.options.length);
        System.arraycopy(segment.data, 0, bytes, header, segment.data.length);
        view.updateChecksum(source, destination, bytes.length);
        return ip(mac, Ipv4View.PROTOCOL_TCP, source, destination, bytes);
    }

    /// A TCP segment in words.
    record Segment(int sourcePort, int destinationPort, int flags, int sequence, int acknowledgment,
            int window,
            byte[] options, byte[] data) {}

    Packet udp(long mac, int source, int destination, int sourcePort, int destinationPort, byte[] data) {
        byte[] bytes = new byte[UdpView.HEADER_BYTES + data.length];
        UdpView.write(bytes, 0, sourcePort, destinationPort, bytes.length);
        System.arraycopy(data, 0, bytes, UdpView.HEADER_BYTES, data.length);
        UdpView.updateChecksum(bytes, 0, source, destination);
        return ip(mac, Ipv4View.PROTOCOL_UDP, source, destination, bytes);
    }

    /// An ICMP message whose first four bytes are type, code and checksum and whose rest is `rest`.
    Packet icmp(long mac, int source, int destination, int type, int code, byte[] rest) {
        byte[] bytes = new byte[Math.max(IcmpView.HEADER_BYTES, 4 + rest.length)];
        System.arraycopy(rest, 0, bytes, 4, rest.length);
        var view = new IcmpView(bytes, 0);
        view.type(type);
        view.code(code);
        view.updateChecksum(bytes.length);
        return ip(mac, Ipv4View.PROTOCOL_ICMP, source, destination, bytes);
    }

    Packet arp(long mac, int operation, int sender, int target) {
        Packet packet = packets.take(ArpView.BYTES);
        new ArpView(packet.bytes(), packet.offset()).write(operation, peerMac, sender, mac, target);
        int offset = packet.push(EthernetView.HEADER_BYTES);
        EthernetView.write(packet.bytes(), offset, mac, peerMac, EthernetView.TYPE_ARP);
        return packet;
    }

    /// Changes one byte of the frame, or cuts its end off.
    void damage(Packet frame, FuzzInput input) {
        int choice = input.u8();
        int at = input.u16();
        if (choice < 128) {
            frame.length(at % (frame.length() + 1));
        } else if (frame.length() > 0) {
            frame.bytes()[frame.offset() + at % frame.length()] = (byte) input.u8();
        }
    }
}
