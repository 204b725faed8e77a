package io.netjar.net.udp;

import io.netjar.net.ip.Ip;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.wire.Endpoint;
import org.jspecify.annotations.Nullable;

/// One binding of a UDP port: to any address, to one address, or to one interface.
final class BoundSocket implements UdpSocket {
    private final Udp udp;
    private final Endpoint local;
    private final int address;
    private final @Nullable NetworkInterface at;
    private final Receiver receiver;
    private int ttl = Ip.DEFAULT_TTL;
    private boolean closed;
    /// The next socket on the same port.
    private @Nullable BoundSocket next;
    /// Whom the last datagram came from, so that a talk between two makes no garbage.
    private Endpoint lastFrom = Endpoint.v4(0, 0);

    BoundSocket(Udp udp, Endpoint local, @Nullable NetworkInterface at, Receiver receiver) {
        this.udp = udp;
        this.local = local;
        this.address = local.address().v4();
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
    public void timeToLive(int hops) {
        if (hops < 1 || hops > 255) {
            throw new IllegalArgumentException("a time to live is from 1 to 255, not " + hops);
        }
        ttl = hops;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            udp.closed(this);
        }
    }

    /// The address it is bound to, or 0.
    int address() {
        return address;
    }

    int port() {
        return local.port();
    }

    int ttl() {
        return ttl;
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
        return address == otherAddress && at == otherAt;
    }

    /// How well a datagram that came in by `arrival` for `destination` fits: 0 not at all, 3 best.
    int fit(int destination, boolean toGroup, @Nullable NetworkInterface arrival) {
        if (at != null && at != arrival || address != 0 && address != destination && !toGroup) {
            return 0;
        }
        return 1 + (address != 0 ? 1 : 0) + (at != null ? 1 : 0);
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
