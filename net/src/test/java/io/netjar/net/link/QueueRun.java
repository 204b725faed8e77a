package io.netjar.net.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.wire.Bytes;
import io.netjar.wire.EthernetView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.UdpView;
import java.util.ArrayList;
import java.util.List;

/// A link on which a full Ethernet frame takes exactly a millisecond, UDP packets of chosen flows over it, and what came
/// of them.
final class QueueRun implements Observer {
    static final long MS = 1_000_000;
    static final int FULL = 1514;
    /// 1,538 bytes of wire time in a millisecond.
    static final long RATE = 12_304_000;

    /// A packet that came in, or was dropped.
    record Fate(long time, int flow, int number, int ecn, boolean isSound) {}

    final Network network;
    final List<Fate> arrivals = new ArrayList<>();
    final List<Fate> drops = new ArrayList<>();
    final Link link;
    final Port sender;
    private int sent;

    QueueRun(LinkSpec spec) {
        this(spec, 1);
    }

    QueueRun(LinkSpec spec, long seed) {
        network = new Network(new Engine(seed));
        sender = new Port(network, "sender:eth0", (_, frame) -> frame.release());
        var receiver = new Port(network, "receiver:eth0", (_, frame) -> {
            arrivals.add(fate(frame));
            frame.release();
        });
        link = new Link(network, "cable", sender, receiver, spec, LinkSpec.ideal());
        network.observe(this);
    }

    static LinkSpec spec(QueueDiscipline discipline) {
        return new LinkSpec(RATE, 0, discipline, 0, 1500, Impairments.none());
    }

    /// Sends a packet of `flow` in a frame of `length` bytes, with the `ecn` codepoint.
    void send(int flow, int length, int ecn) {
        Packet frame = network.packets().take(length);
        byte[] bytes = frame.bytes();
        int at = frame.offset();
        EthernetView.write(bytes, at, 0x024e_0000_0002L, sender.mac().bits(), EthernetView.TYPE_IPV4);
        int ip = at + EthernetView.HEADER_BYTES;
        Ipv4View.write(bytes, ip, length - EthernetView.HEADER_BYTES, sent, 64, Ipv4View.PROTOCOL_UDP,
                0x0a00_0001, 0x0a00_0002);
        var view = new Ipv4View(bytes, ip);
        view.ecn(ecn);
        view.updateChecksum();
        Bytes.u16(bytes, ip + Ipv4View.HEADER_BYTES, 1024 + flow);
        Bytes.u16(bytes, ip + Ipv4View.HEADER_BYTES + 2, 9);
        Bytes.u16(bytes, ip + Ipv4View.HEADER_BYTES + 4, length - 34);
        Bytes.u16(bytes, ip + Ipv4View.HEADER_BYTES + 6, 0);
        Bytes.i32(bytes, ip + Ipv4View.HEADER_BYTES + UdpView.HEADER_BYTES, sent);
        sent++;
        sender.send(frame);
    }

    /// Sends so many full frames of flow 0 that understand no marks.
    void send(int frames) {
        for (int i = 0; i < frames; i++) {
            send(0, FULL, 0);
        }
    }

    void runTo(long time) {
        network.engine().runUntil(time);
    }

    /// Waits until nothing is left, and looks whether that is so.
    void finish() {
        runTo(now() + 1_000_000 * MS);
        assertThat(network.packets().lent()).isZero();
        assertThat(link.queuedBytes(sender)).isZero();
        assertThat(link.queuedPackets(sender)).isZero();
    }

    long now() {
        return network.engine().now();
    }

    List<Integer> numbers() {
        return arrivals.stream().map(Fate::number).toList();
    }

    List<Long> dropTimes() {
        return drops.stream().map(Fate::time).toList();
    }

    LinkStatistics statistics() {
        return link.statistics(sender);
    }

    private Fate fate(Packet frame) {
        int ip = frame.offset() + EthernetView.HEADER_BYTES;
        var view = new Ipv4View(frame.bytes(), ip);
        return new Fate(now(), Bytes.u16(frame.bytes(), view.payload()) - 1024,
                Bytes.i32(frame.bytes(), view.payload() + UdpView.HEADER_BYTES), view.ecn(),
                Ipv4View.check(frame.bytes(), ip, frame.end() - ip));
    }

    @Override
    public void sent(Port port, Packet frame) {}

    @Override
    public void received(Port port, Packet frame) {}

    @Override
    public void dropped(Port port, Packet packet, DropReason reason) {
        drops.add(fate(packet));
    }
}
