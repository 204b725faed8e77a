package io.netjar.net.ip;

import io.netjar.engine.Engine;
import io.netjar.net.link.Medium;
import io.netjar.net.link.Network;
import io.netjar.wire.EthernetView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.List;

/// One host on a bench: frames are put into its `eth0` by hand, and what it sends is kept.
final class Bench implements TransportProtocol {
    static final int PEER = IpAddress.of("192.0.2.1").v4();
    static final int HOST = IpAddress.of("192.0.2.2").v4();
    /// A protocol whose datagrams end in [#datagrams].
    static final int PROTOCOL = 253;

    final Network network = new Network(new Engine(3));
    final Ip ip = new Ip(network, "host");
    final NetworkInterface eth0 = ip.addInterface("eth0");
    final List<byte[]> sentFrames = new ArrayList<>();
    final List<byte[]> datagrams = new ArrayList<>();
    final Medium cable = (_, frame) -> {
        byte[] bytes = new byte[frame.length()];
        System.arraycopy(frame.bytes(), frame.offset(), bytes, 0, bytes.length);
        sentFrames.add(bytes);
        frame.release();
    };
    private long mac = MacAddress.local(0xffff).bits();

    Bench() {
        eth0.addAddress(IpAddress.v4(HOST), 24);
        eth0.port().plugInto(cable);
        eth0.arp().learn(IpAddress.v4(PEER), new MacAddress(mac));
        ip.register(PROTOCOL, this);
    }

    /// An IPv4 packet from the peer with `length` bytes of data that count up.
    Packet packet(int protocol, int destination, int length) {
        Packet packet = network.packets().take(Ipv4View.HEADER_BYTES + length);
        var header = new Ipv4View(packet.bytes(), packet.offset());
        header.write(packet.length(), 77, 9, protocol, PEER, destination);
        for (int i = 0; i < length; i++) {
            packet.bytes()[header.payload() + i] = (byte) i;
        }
        return packet;
    }

    /// Puts an IPv4 packet into the port, in a frame to `eth0`.
    void deliver(Packet packet) {
        deliver(packet, eth0.macBits());
    }

    void deliver(Packet packet, long to) {
        int offset = packet.push(EthernetView.HEADER_BYTES);
        var ethernet = new EthernetView(packet.bytes(), offset);
        ethernet.destination(to);
        ethernet.source(mac);
        ethernet.type(EthernetView.TYPE_IPV4);
        eth0.port().receive(packet);
    }

    void pass(long nanos) {
        network.engine().runUntil(network.engine().now() + nanos);
    }

    @Override
    public void receive(Packet datagram) {
        var header = new Ipv4View(datagram.bytes(), datagram.offset());
        byte[] bytes = new byte[header.payloadLength()];
        System.arraycopy(datagram.bytes(), header.payload(), bytes, 0, bytes.length);
        datagrams.add(bytes);
        datagram.release();
    }

    @Override
    public void error(int type, int code, int nextHopMtu, int source, int destination, byte[] bytes,
            int offset,
            int length) {}
}
