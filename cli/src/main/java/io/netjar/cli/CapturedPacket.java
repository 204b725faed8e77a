package io.netjar.cli;

import io.netjar.wire.EthernetView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.UdpView;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a capture's pattern asks of a packet. Lives as long as the question.
///
/// @param isRaw whether it begins with its IP header, and not with Ethernet's
record CapturedPacket(Packet packet, boolean isRaw) {
    private static final int DNS = 53;
    private static final int DNS_HEADER_BYTES = 12;
    private static final int LONGEST_LABEL = 63;

    /// The Ethernet type; that of IPv4 for a packet without Ethernet.
    int etherType() {
        if (isRaw) {
            return EthernetView.TYPE_IPV4;
        }
        return packet.length() < EthernetView.HEADER_BYTES
                ? 0
                : EthernetView.type(packet.bytes(), packet.offset());
    }

    private int ipOffset() {
        return packet.offset() + (isRaw ? 0 : EthernetView.HEADER_BYTES);
    }

    /// Whether there is a whole IPv4 header.
    boolean isIp() {
        return etherType() == EthernetView.TYPE_IPV4 && packet.end() - ipOffset() >= Ipv4View.HEADER_BYTES
                && packet.end() >= Ipv4View.payload(packet.bytes(), ipOffset());
    }

    /// The IP protocol, or -1.
    int protocol() {
        return isIp() ? Ipv4View.protocol(packet.bytes(), ipOffset()) : -1;
    }

    /// The address that it is from, or 0.
    int source() {
        return isIp() ? Ipv4View.source(packet.bytes(), ipOffset()) : 0;
    }

    /// The address that it is for, or 0.
    int destination() {
        return isIp() ? Ipv4View.destination(packet.bytes(), ipOffset()) : 0;
    }

    /// Whether it is from or to this port. Ports stand in the first fragment only; of the others none is known.
    boolean hasPort(int port) {
        int at = transport();
        return at >= 0 && (UdpView.sourcePort(packet.bytes(), at) == port
                || UdpView.destinationPort(packet.bytes(), at) == port);
    }

    /// Where UDP's or TCP's header begins, both of which begin with the ports, or -1.
    private int transport() {
        int protocol = protocol();
        if (protocol != Ipv4View.PROTOCOL_UDP && protocol != Ipv4View.PROTOCOL_TCP) {
            return -1;
        }
        int at = Ipv4View.payload(packet.bytes(), ipOffset());
        boolean isLater = new Ipv4View(packet.bytes(), ipOffset()).fragmentOffset() > 0;
        return isLater || packet.end() - at < UdpView.HEADER_BYTES ? -1 : at;
    }

    /// The first name that a DNS message over UDP asks for, without its last dot. RFC 1035 §4.1.2.
    Optional<String> question() {
        if (protocol() != Ipv4View.PROTOCOL_UDP || !hasPort(DNS)) {
            return Optional.empty();
        }
        int at = transport() + UdpView.HEADER_BYTES + DNS_HEADER_BYTES;
        var name = new StringBuilder();
        byte[] bytes = packet.bytes();
        while (at < packet.end()) {
            int length = bytes[at] & 0xff;
            if (length == 0) {
                return Optional.of(name.toString());
            }
            if (length > LONGEST_LABEL || at + length >= packet.end()) {
                return Optional.empty();
            }
            name.append(name.isEmpty() ? "" : ".").append(new String(bytes, at + 1, length,
                    StandardCharsets.ISO_8859_1));
            at += length + 1;
        }
        return Optional.empty();
    }
}
