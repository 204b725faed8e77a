package io.netjar.verify.fuzz;

import io.netjar.engine.Timer;
import io.netjar.net.link.Medium;
import io.netjar.net.link.Port;
import io.netjar.wire.ArpView;
import io.netjar.wire.Bytes;
import io.netjar.wire.EthernetView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.TcpView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a port under test is plugged into: it answers ARP for everybody, and remembers what the fuzzer needs to know to
/// say something that fits, above all where each TCP connection stands.
final class Outside implements Medium {
    private static final int MOST_TALKS = 8;

    /// A TCP connection as its other end knows it.
    static final class Talk {
        int address;
        int ownPort;
        int hostPort;
        /// The sequence number that the host will send next, and what it expects.
        int hostNext;
        int hostExpects;
    }

    final List<Talk> talks = new ArrayList<>();
    byte[] lastPacket = new byte[0];
    long frames;
    long bytes;
    private final Forge forge;
    private final Port port;
    private final List<Packet> answers = new ArrayList<>();
    private final Timer answering;

    Outside(Port port, Forge forge) {
        this.port = port;
        this.forge = forge;
        answering = new Timer(port.network().engine(), now -> answer());
        port.plugInto(this);
    }

    /// Adds a connection that this side may open.
    void mayDial(int address, int ownPort, int hostPort) {
        var talk = new Talk();
        talk.address = address;
        talk.ownPort = ownPort;
        talk.hostPort = hostPort;
        talk.hostExpects = 1000;
        talks.add(talk);
    }

    @Override
    public void carry(Port from, Packet frame) {
        frames++;
        bytes += frame.length();
        int offset = frame.offset() + EthernetView.HEADER_BYTES;
        int type = EthernetView.type(frame.bytes(), frame.offset());
        if (type == EthernetView.TYPE_ARP) {
            var arp = new ArpView(frame.bytes(), offset);
            if (arp.operation() == ArpView.REQUEST && arp.targetAddress() != arp.senderAddress()) {
                answers.add(forge.arp(port.mac().bits(), ArpView.REPLY, arp.targetAddress(),
                        arp.senderAddress()));
                answering.armIn(1000);
            }
        } else if (type == EthernetView.TYPE_IPV4) {
            int end = Math.min(frame.end(), offset + 128);
            lastPacket = Arrays.copyOfRange(frame.bytes(), offset, end);
            if (Ipv4View.protocol(frame.bytes(), offset) == Ipv4View.PROTOCOL_TCP
                    && !Ipv4View.isFragment(frame.bytes(), offset)) {
                note(frame.bytes(), offset);
            }
        }
        frame.release();
    }

    private void note(byte[] packet, int ip) {
        int tcp = Ipv4View.payload(packet, ip);
        int hostPort = Bytes.u16(packet, tcp);
        int ownPort = Bytes.u16(packet, tcp + 2);
        int flags = Bytes.u8(packet, tcp + 13);
        Talk talk = find(Ipv4View.destination(packet, ip), ownPort, hostPort);
        int header = (Bytes.u8(packet, tcp + 12) >>> 4) * 4;
        int length = Ipv4View.payloadLength(packet, ip) - header + ((flags & TcpView.SYN) != 0 ? 1 : 0)
                + ((flags & TcpView.FIN) != 0 ? 1 : 0);
        talk.hostNext = Bytes.i32(packet, tcp + 4) + length;
        if ((flags & TcpView.ACK) != 0) {
            talk.hostExpects = Bytes.i32(packet, tcp + 8);
        }
    }

    private Talk find(int address, int ownPort, int hostPort) {
        for (Talk talk : talks) {
            if (talk.address == address && talk.ownPort == ownPort && talk.hostPort == hostPort) {
                return talk;
            }
        }
        if (talks.size() >= MOST_TALKS) {
            talks.removeLast();
        }
        mayDial(address, ownPort, hostPort);
        return talks.getLast();
    }

    /// Hands a frame to the port under test.
    void send(Packet frame) {
        port.receive(frame);
    }

    private void answer() {
        while (!answers.isEmpty()) {
            port.receive(answers.removeFirst());
        }
    }
}
