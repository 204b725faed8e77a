package io.netjar.internet;

import io.netjar.net.link.DropReason;
import io.netjar.net.link.Observer;
import io.netjar.net.link.Port;
import io.netjar.wire.EthernetView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.UdpView;
import java.util.ArrayList;
import java.util.List;

/// Writes down who is asked for names: the hosts at which datagrams to port 53 arrive, once each, in order.
final class Questions implements Observer {
    private final Internet world;
    private final List<String> asked = new ArrayList<>();

    Questions(Internet world) {
        this.world = world;
        world.network().observe(this);
    }

    List<String> asked() {
        return asked;
    }

    @Override
    public void sent(Port port, Packet frame) {}

    @Override
    public void received(Port port, Packet frame) {
        var ethernet = new EthernetView(frame.bytes(), frame.offset());
        if (ethernet.type() != EthernetView.TYPE_IPV4) {
            return;
        }
        var ip = new Ipv4View(frame.bytes(), frame.offset() + EthernetView.HEADER_BYTES);
        if (ip.protocol() != Ipv4View.PROTOCOL_UDP) {
            return;
        }
        var udp = new UdpView(frame.bytes(), frame.offset() + EthernetView.HEADER_BYTES + ip.headerLength());
        String owner = port.name().substring(0, Math.max(0, port.name().indexOf(':')));
        boolean here = world.host(owner).map(host -> host.ip().isLocal(ip.destination())).orElse(false);
        if (udp.destinationPort() == 53 && here && !asked.contains(owner)) {
            asked.add(owner);
        }
    }

    @Override
    public void dropped(Port port, Packet packet, DropReason reason) {}
}
