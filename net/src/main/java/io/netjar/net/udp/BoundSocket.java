package io.netjar.net.udp;

import io.netjar.net.ip.Ip;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.wire.Endpoint;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One binding of a UDP port: to any address, to one address, or to one interface.
final class BoundSocket implements UdpSocket {
    private final Udp udp;
    private Endpoint local;
    /// The address of the binding, or 0; and the one it sends from since it was connected.
    private final int bound;
    private int address;
    private @Nullable Endpoint remote;
    private final @Nullable NetworkInterface at;
    private final Receiver receiver;
    private int ttl = Ip.DEFAULT_TTL;
    private int trafficClass;
    private boolean closed;
    /// The next socket on the same port.
    private @Nullable BoundSocket next;
    /// Whom the last datagram came from, so that a talk between two makes no garbage.
    private Endpoint lastFrom = Endpoint.v4(0, 0);

    BoundSocket(Udp udp, Endpoint local, @Nullable NetworkInterface at, Receiver receiver) {
        this.udp = udp;
        this.local = local;
        this.bound = local.address().v4();
        this.address = bound;
        this.at = at;
        this.receiver = receiver;
    }

    @Override
    public Endpoint local() {
        return local;
    }

    @Override
    public boolean send(Endpoint to, byte[] data, int offset, int length) {
        if (closed) {
            throw new IllegalStateException("the socket on port " + local.port() + " is closed");
        }
        return udp.send(this, to, data, offset, length);
    }

    @Override
    public boolean connect(Endpoint peer) {
        int source = udp.sourceFor(this, peer.address().requireV4().v4());
        if (source == 0) {
            return false;
        }
        remote = peer;
        address = source;
        local = Endpoint.v4(source, local.port());
        return true;
    }

    @Override
    public Optional<Endpoint> remote() {
        return Optional.ofNullable(remote);
    }

    @Override
    public void timeToLive(int hops) {
        if (hops < 1 || hops > 255) {
            throw new IllegalArgumentException("a time to live is from 1 to 255, not " + hops);
        }
        ttl = hops;
    }

    @Override
    public void trafficClass(int octet) {
        if (octet < 0 || octet > 255) {
            throw new IllegalArgumentException("a traffic class is from 0 to 255, not " + octet);
        }
        trafficClass = octet;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            udp.closed(this);
        }
    }

    /// The address of its binding, or 0, whatever it is connected to.
    int bound() {
        return bound;
    }

    /// The address it is bound to or sends from, or 0.
    int address() {
        return address;
    }

    int port() {
        return local.port();
    }

    int ttl() {
        return ttl;
    }

    int trafficClass() {
        return trafficClass;
    }

    @Nullable
    NetworkInterface at() {
        return at;
    }

    @Nullable
    BoundSocket next() {
        return next;
    }

    void next(@Nullable BoundSocket socket) {
        next = socket;
    }

    /// Whether it and a socket bound to `otherAddress` and `otherAt` would both get the same datagrams.
    boolean isAt(int otherAddress, @Nullable NetworkInterface otherAt) {
        return bound == otherAddress && at == otherAt;
    }

    /// How well a datagram that came in by `arrival` for `destination` fits: 0 not at all, 3 best.
    int fit(int destination, boolean toGroup, @Nullable NetworkInterface arrival) {
        if (at != null && at != arrival || address != 0 && address != destination && !toGroup) {
            return 0;
        }
        return 1 + (address != 0 ? 1 : 0) + (at != null ? 1 : 0);
    }

    /// Whether it hears from this end: from anybody, unless it is connected.
    boolean hears(int source, int sourcePort) {
        Endpoint peer = remote;
        return peer == null || peer.address().v4() == source && peer.port() == sourcePort;
    }

    void receive(int source, int sourcePort, byte[] data, int offset, int length) {
        Endpoint from = lastFrom;
        if (from.port() != sourcePort || from.address().v4() != source) {
            from = Endpoint.v4(source, sourcePort);
            lastFrom = from;
        }
        receiver.received(this, from, data, offset, length);
    }

    void fail(int destination, int destinationPort, int type, int code) {
        receiver.failed(this, Endpoint.v4(destination, destinationPort), type, code);
    }
}
