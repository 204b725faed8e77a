package io.netjar.net.nat;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.wire.Checksum;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IcmpView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.PacketPool;
import io.netjar.wire.TcpView;
import io.netjar.wire.UdpView;
import java.util.Arrays;

/// Makes IPv4 packets for tests and reads what became of them.
final class NatPackets {
    private final PacketPool pool = new PacketPool();

    PacketPool pool() {
        return pool;
    }

    Packet udp(Endpoint from, Endpoint to) {
        Packet packet = ip(Ipv4View.PROTOCOL_UDP, from, to, 13);
        var view = new UdpView(packet.bytes(), packet.offset() + 20);
        view.write(from.port(), to.port(), 13);
        view.updateChecksum(from.address().v4(), to.address().v4());
        return packet;
    }

    /// A segment without data of a connection on which both sides began with 1000.
    Packet tcp(Endpoint from, Endpoint to, int flags) {
        return tcp(from, to, flags, (flags & TcpView.SYN) != 0 ? 1000 : 1001, 1001);
    }

    Packet tcp(Endpoint from, Endpoint to, int flags, int sequence, int acknowledgment) {
        return segment(new Segment(from, to, flags, sequence, acknowledgment));
    }

    /// A TCP segment to make; `scale` is the window scale option's shift, or -1 for none.
    record Segment(Endpoint from, Endpoint to, int flags, int sequence, int acknowledgment, int window,
            int scale,
            int dataLength) {
        Segment(Endpoint from, Endpoint to, int flags, int sequence, int acknowledgment) {
            this(from, to, flags, sequence, acknowledgment, 65_000, -1, 0);
        }

        Segment window(int bytes) {
            return new Segment(from, to, flags, sequence, acknowledgment, bytes, scale, dataLength);
        }

        Segment scale(int shift) {
            return new Segment(from, to, flags, sequence, acknowledgment, window, shift, dataLength);
        }

        Segment data(int length) {
            return new Segment(from, to, flags, sequence, acknowledgment, window, scale, length);
        }
    }

    Packet segment(Segment segment) {
        int header = segment.scale() < 0 ? 20 : 24;
        int length = header + segment.dataLength();
        Packet packet = ip(Ipv4View.PROTOCOL_TCP, segment.from(), segment.to(), length);
        var view = new TcpView(packet.bytes(), packet.offset() + 20);
        view.write(segment.from().port(), segment.to().port(), segment.sequence(), segment.acknowledgment(),
                header,
                segment.flags(), segment.window());
        if (segment.scale() >= 0) {
            byte[] option = {1, 3, 3, (byte) segment.scale()};
            System.arraycopy(option, 0, packet.bytes(), packet.offset() + 40, 4);
        }
        view.updateChecksum(segment.from().address().v4(), segment.to().address().v4(), length);
        return packet;
    }

    /// An echo; its identifier is the port of whichever end asks.
    Packet echo(Endpoint from, Endpoint to, boolean request) {
        Packet packet = ip(Ipv4View.PROTOCOL_ICMP, from, to, 13);
        var view = new IcmpView(packet.bytes(), packet.offset() + 20);
        view.type(request ? IcmpView.ECHO_REQUEST : IcmpView.ECHO_REPLY);
        view.code(0);
        view.identifier(request ? from.port() : to.port());
        view.sequence(1);
        view.updateChecksum(13);
        return packet;
    }

    /// An ICMP error about `about`, of which it quotes the first `quoted` bytes.
    Packet error(Endpoint from, Packet about, int quoted) {
        int to = new Ipv4View(about.bytes(), about.offset()).source();
        Packet packet = ip(Ipv4View.PROTOCOL_ICMP, from, Endpoint.v4(to, 0), 8 + quoted);
        var view = new IcmpView(packet.bytes(), packet.offset() + 20);
        view.type(IcmpView.DESTINATION_UNREACHABLE);
        view.code(IcmpView.CODE_PORT_UNREACHABLE);
        view.rest(0);
        System.arraycopy(about.bytes(), about.offset(), packet.bytes(), packet.offset() + 28, quoted);
        view.updateChecksum(8 + quoted);
        return packet;
    }

    private Packet ip(int protocol, Endpoint from, Endpoint to, int length) {
        Packet packet = pool.take(20 + length);
        Arrays.fill(packet.bytes(), packet.offset(), packet.end(), (byte) 0x5a);
        new Ipv4View(packet.bytes(), packet.offset()).write(20 + length, 7, 64, protocol, from.address().v4(),
                to.address().v4());
        return packet;
    }

    static Endpoint source(Packet packet) {
        FlowView view = new FlowView().at(packet);
        return Endpoint.v4(view.source(), view.sourcePort());
    }

    static Endpoint destination(Packet packet) {
        FlowView view = new FlowView().at(packet);
        return Endpoint.v4(view.destination(), view.destinationPort());
    }

    /// The packet that an ICMP error quotes.
    static FlowView quoted(Packet packet) {
        return new FlowView().atQuotationOf(new FlowView().at(packet));
    }

    /// Every checksum of the packet is right.
    static void assertSound(Packet packet) {
        byte[] bytes = packet.bytes();
        assertThat(Ipv4View.check(bytes, packet.offset(), packet.length())).as("IPv4 header").isTrue();
        var ip = new Ipv4View(bytes, packet.offset());
        int length = ip.payloadLength();
        boolean isSound = switch (ip.protocol()) {
            case Ipv4View.PROTOCOL_TCP ->
                TcpView.check(bytes, ip.payload(), length, ip.source(), ip.destination());
            case Ipv4View.PROTOCOL_UDP ->
                UdpView.check(bytes, ip.payload(), length, ip.source(), ip.destination());
            default -> Checksum.of(bytes, ip.payload(), length) == 0;
        };
        assertThat(isSound).as("transport checksum").isTrue();
    }
}
