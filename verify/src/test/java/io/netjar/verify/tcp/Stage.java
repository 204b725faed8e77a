package io.netjar.verify.tcp;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Network;
import io.netjar.net.link.Port;
import io.netjar.net.tcp.TcpSettings;
import io.netjar.wire.ArpView;
import io.netjar.wire.EthernetView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import java.util.ArrayDeque;

/// A real host with one network card, and on the other end of its cable the script: frames in and out take no time.
final class Stage {
    static final int HOST = 0x0a000001;
    static final int PEER = 0x0a000002;
    private static final long PEER_MAC = 0x02_00_00_00_00_fdL;

    /// What the host sent: an IPv4 packet, and when.
    record Sent(Packet packet, long time) {}

    final Engine engine = new Engine(7);
    final Network network = new Network(engine);
    final Host host;
    final ArrayDeque<Sent> sent = new ArrayDeque<>();
    private final Port port;

    Stage(TcpSettings settings, int mtu) {
        host = new Host(network, "host", settings);
        NetworkInterface card = host.addInterface("eth0");
        card.mtu(mtu);
        card.addAddress(IpAddress.v4(HOST), 24);
        host.addRoute(IpPrefix.DEFAULT_V4, IpAddress.v4(PEER));
        port = card.port();
        port.plugInto((_, frame) -> take(frame));
    }

    private void take(Packet frame) {
        byte[] bytes = frame.bytes();
        if (EthernetView.type(bytes, frame.offset()) == EthernetView.TYPE_ARP) {
            answer(frame);
            return;
        }
        frame.pull(EthernetView.HEADER_BYTES);
        frame.length(Ipv4View.totalLength(bytes, frame.offset()));
        sent.add(new Sent(frame, engine.now()));
    }

    /// Everybody but the host has the peer's MAC address.
    private void answer(Packet request) {
        var asked = new ArpView(request.bytes(), request.offset() + EthernetView.HEADER_BYTES);
        if (asked.operation() == ArpView.REQUEST && asked.targetAddress() != HOST) {
            Packet reply = network.packets().take(EthernetView.MIN_FRAME_BYTES);
            EthernetView.write(reply.bytes(), reply.offset(), asked.senderMac(), PEER_MAC,
                    EthernetView.TYPE_ARP);
            new ArpView(reply.bytes(), reply.offset() + EthernetView.HEADER_BYTES).write(ArpView.REPLY,
                    PEER_MAC,
                    asked.targetAddress(), asked.senderMac(), asked.senderAddress());
            new Timer(engine, _ -> port.receive(reply)).armIn(0);
        }
        request.release();
    }

    /// Puts an IPv4 packet on the cable.
    void inject(Packet packet) {
        packet.push(EthernetView.HEADER_BYTES);
        EthernetView.write(packet.bytes(), packet.offset(), port.mac().bits(), PEER_MAC,
                EthernetView.TYPE_IPV4);
        port.receive(packet);
    }

    /// Lets everything end: what was lent must come back.
    long lentAfterwards() {
        forget();
        engine.runUntil(engine.now() + 1_000_000_000_000L);
        forget();
        return network.packets().lent();
    }

    private void forget() {
        sent.forEach(each -> each.packet().release());
        sent.clear();
    }
}
