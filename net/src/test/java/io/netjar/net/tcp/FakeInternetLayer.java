package io.netjar.net.tcp;

import io.netjar.engine.Engine;
import io.netjar.net.ip.InternetLayer;
import io.netjar.net.ip.TransportProtocol;
import io.netjar.net.link.DropReason;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.PacketPool;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A host's IP layer without IP: datagrams go to whoever holds the other end.
final class FakeInternetLayer implements InternetLayer {
    private final Engine engine;
    private final PacketPool packets;
    private final int address;
    private final Map<DropReason, Integer> drops = new EnumMap<>(DropReason.class);
    private @Nullable TransportProtocol transport;
    private Consumer<Packet> out = Packet::release;
    private int mtu = 1500;
    private boolean reachable = true;

    FakeInternetLayer(Engine engine, PacketPool packets, int address) {
        this.engine = engine;
        this.packets = packets;
        this.address = address;
    }

    void out(Consumer<Packet> newOut) {
        out = newOut;
    }

    void mtu(int newMtu) {
        mtu = newMtu;
    }

    void reachable(boolean yes) {
        reachable = yes;
    }

    void receive(Packet datagram) {
        Objects.requireNonNull(transport).receive(datagram);
    }

    int drops(DropReason reason) {
        return drops.getOrDefault(reason, 0);
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public PacketPool packets() {
        return packets;
    }

    @Override
    public void register(int protocol, TransportProtocol newTransport) {
        transport = newTransport;
    }

    @Override
    public boolean send(Packet segment, int protocol, int source, int destination, boolean dontFragment,
            int ttl, int trafficClass) {
        int offset = addHeader(segment, protocol, source, destination, dontFragment);
        Ipv4View.trafficClass(segment.bytes(), offset, trafficClass);
        out.accept(segment);
        return true;
    }

    @Override
    public boolean send(Packet segment, int protocol, int source, int destination, boolean dontFragment) {
        addHeader(segment, protocol, source, destination, dontFragment);
        out.accept(segment);
        return true;
    }

    private static int addHeader(Packet segment, int protocol, int source, int destination,
            boolean dontFragment) {
        int offset = segment.push(Ipv4View.HEADER_BYTES);
        var header = new Ipv4View(segment.bytes(), offset);
        header.write(segment.length(), 0, 64, protocol, source, destination);
        header.fragment(dontFragment, false, 0);
        header.updateChecksum();
        return offset;
    }

    @Override
    public int sourceFor(int destination) {
        return reachable ? address : 0;
    }

    @Override
    public boolean isLocal(int candidate) {
        return candidate == address;
    }

    @Override
    public int pathMtu(int source, int destination) {
        return mtu;
    }

    @Override
    public void drop(Packet packet, DropReason reason) {
        drops.merge(reason, 1, Integer::sum);
        packet.release();
    }

    @Override
    public void sendError(Packet packet, int icmpType, int icmpCode) {
        throw new UnsupportedOperationException("TCP answers with RST, not with ICMP");
    }
}
