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

    Packet tcp(Endpoint from, Endpoint to, int flags) {
        Packet packet = ip(Ipv4View.PROTOCOL_TCP, from, to, 25);
        var view = new TcpView(packet.bytes(), packet.offset() + 20);
        view.write(from.port(), to.port(), 1000, 2000, 20, flags, 65_000);
        view.updateChecksum(from.address().v4(), to.address().v4(), 25);
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
