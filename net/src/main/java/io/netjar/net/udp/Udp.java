package io.netjar.net.udp;

import io.netjar.engine.Chance;
import io.netjar.net.ip.IntMap;
import io.netjar.net.ip.Ip;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.ip.TransportProtocol;
import io.netjar.net.link.DropReason;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.UdpView;
import org.jspecify.annotations.Nullable;

/// UDP on one host: the ports and who holds them. RFC 768, RFC 1122 §4.1.
public final class Udp implements TransportProtocol {
    /// RFC 768 and RFC 791: 65,535 bytes without the two headers.
    public static final int MAX_DATA_BYTES = 65_535 - Ipv4View.HEADER_BYTES - UdpView.HEADER_BYTES;
    /// Linux's ip_local_port_range; RFC 6056 §3.2 would have any from 1024.
    static final int FIRST_EPHEMERAL = 32_768;
    static final int LAST_EPHEMERAL = 60_999;

    private final Ip ip;
    private final Chance chance;
    /// The first of the sockets of each port.
    private final IntMap<BoundSocket> ports = new IntMap<>();

    /// Speaks UDP on `ip`'s host; `chance` chooses ports.
    public Udp(Ip ip, Chance chance) {
        this.ip = ip;
        this.chance = chance;
        ip.register(Ipv4View.PROTOCOL_UDP, this);
    }

    /// Binds a port on all addresses; port 0 is any free one (RFC 6056).
    ///
    /// @throws IllegalStateException if the port is taken, or none is free
    public UdpSocket bind(int port, UdpSocket.Receiver receiver) {
        return bind(new Endpoint(IpAddress.ANY_V4, port), receiver);
    }

    /// Binds a port on one address, or on all for 0.0.0.0; port 0 is any free one.
    ///
    /// @throws IllegalArgumentException if it is an IPv6 address
    /// @throws IllegalStateException if the port is taken there, or none is free
    public UdpSocket bind(Endpoint local, UdpSocket.Receiver receiver) {
        return bind(local, null, receiver);
    }

    /// Binds a port on one interface, whatever addresses it has or lacks: the socket gets what comes in there and
    /// sends there, from 0.0.0.0 if the interface has no address. This is how DHCP speaks.
    ///
    /// @throws IllegalStateException if the port is taken there, or none is free
    public UdpSocket bind(NetworkInterface at, int port, UdpSocket.Receiver receiver) {
        return bind(new Endpoint(IpAddress.ANY_V4, port), at, receiver);
    }

    private UdpSocket bind(Endpoint local, @Nullable NetworkInterface at, UdpSocket.Receiver receiver) {
        int address = local.address().requireV4().v4();
        int port = local.port() == 0 ? freePort(address, at) : local.port();
        if (isTaken(port, address, at)) {
            throw new IllegalStateException("UDP port " + port + " is taken");
        }
        var socket = new BoundSocket(this, new Endpoint(local.address(), port), at, receiver);
        socket.next(ports.get(port));
        ports.put(port, socket);
        return socket;
    }

    /// RFC 6056 §3.3.1, algorithm 1: begins at a random port and takes the first free one from there.
    private int freePort(int address, @Nullable NetworkInterface at) {
        int count = LAST_EPHEMERAL - FIRST_EPHEMERAL + 1;
        int start = chance.nextInt(count);
        for (int i = 0; i < count; i++) {
            int port = FIRST_EPHEMERAL + (start + i) % count;
            if (!isTaken(port, address, at) && ports.get(port) == null) {
                return port;
            }
        }
        throw new IllegalStateException("no UDP port is free");
    }

    private boolean isTaken(int port, int address, @Nullable NetworkInterface at) {
        for (BoundSocket socket = ports.get(port); socket != null; socket = socket.next()) {
            if (socket.isAt(address, at)) {
                return true;
            }
        }
        return false;
    }

    void closed(BoundSocket socket) {
        BoundSocket first = ports.get(socket.port());
        if (first == socket) {
            BoundSocket next = socket.next();
            if (next == null) {
                ports.remove(socket.port());
            } else {
                ports.put(socket.port(), next);
            }
            return;
        }
        for (BoundSocket before = first; before != null; before = before.next()) {
            if (before.next() == socket) {
                before.next(socket.next());
            }
        }
    }

    boolean send(BoundSocket from, Endpoint to, byte[] data, int offset, int length) {
        if (length > MAX_DATA_BYTES) {
            throw new IllegalArgumentException("a UDP datagram holds 65507 bytes at most, not " + length);
        }
        int destination = to.address().requireV4().v4();
        NetworkInterface at = from.at();
        int source = source(from, at, destination);
        if (source == 0 && at == null) {
            return false;
        }
        int total = UdpView.HEADER_BYTES + length;
        Packet segment = ip.packets().take(total);
        byte[] bytes = segment.bytes();
        int header = segment.offset();
        UdpView.write(bytes, header, from.port(), to.port(), total);
        System.arraycopy(data, offset, bytes, header + UdpView.HEADER_BYTES, length);
        UdpView.updateChecksum(bytes, header, source, destination);
        segment.vouch();
        if (at != null) {
            ip.sendOn(at, segment, Ipv4View.PROTOCOL_UDP, source, destination, from.ttl(),
                    from.trafficClass());
            return true;
        }
        // As Linux does it (IP_PMTUDISC_WANT): learn of smaller MTUs, and send longer datagrams in fragments.
        boolean fits = total + Ipv4View.HEADER_BYTES <= ip.pathMtu(source, destination);
        return ip.send(segment, Ipv4View.PROTOCOL_UDP, source, destination, fits, from.ttl(),
                from.trafficClass());
    }

    /// The address from which `socket` talks to `destination`, or 0 if there is no way.
    int sourceFor(BoundSocket socket, int destination) {
        if (socket.bound() != 0) {
            return socket.bound();
        }
        NetworkInterface at = socket.at();
        return at == null ? ip.sourceFor(destination) : at.address().v4();
    }

    private int source(BoundSocket from, @Nullable NetworkInterface at, int destination) {
        if (from.address() != 0) {
            return from.address();
        }
        return at == null ? ip.sourceFor(destination) : at.address().v4();
    }

    @Override
    public void receive(Packet datagram) {
        byte[] bytes = datagram.bytes();
        int offset = Ipv4View.payload(bytes, datagram.offset());
        int length = Ipv4View.payloadLength(bytes, datagram.offset());
        int source = Ipv4View.source(bytes, datagram.offset());
        int destination = Ipv4View.destination(bytes, datagram.offset());
        if (!UdpView.isWhole(bytes, offset, length)) {
            ip.drop(datagram, DropReason.MALFORMED);
            return;
        }
        if (!datagram.isVouched() && !UdpView.check(bytes, offset, length, source, destination)) {
            ip.drop(datagram, DropReason.BAD_CHECKSUM);
            return;
        }
        boolean toGroup = ip.isBroadcast(destination) || destination >>> 28 == 14;
        if (toGroup) {
            receiveGroup(datagram, destination);
            return;
        }
        BoundSocket socket = find(bytes, offset, source, destination);
        if (socket == null) {
            // RFC 1122 §4.1.3.1: "If a datagram arrives addressed to a UDP port for which there is no pending LISTEN
            // call, UDP SHOULD send an ICMP Port Unreachable message."
            ip.sendError(datagram, IcmpView.DESTINATION_UNREACHABLE, IcmpView.CODE_PORT_UNREACHABLE);
            ip.drop(datagram, DropReason.PORT_CLOSED);
            return;
        }
        hand(socket, datagram);
        datagram.release();
    }

    /// A broadcast goes to every socket it fits.
    private void receiveGroup(Packet datagram, int destination) {
        int offset = Ipv4View.payload(datagram.bytes(), datagram.offset());
        int port = UdpView.destinationPort(datagram.bytes(), offset);
        NetworkInterface arrival = ip.arrival();
        boolean heard = false;
        BoundSocket socket = ports.get(port);
        while (socket != null) {
            BoundSocket next = socket.next();
            if (socket.fit(destination, true, arrival) > 0
                    && socket.hears(Ipv4View.source(datagram.bytes(), datagram.offset()),
                            UdpView.sourcePort(datagram.bytes(), offset))) {
                heard = true;
                hand(socket, datagram);
            }
            socket = next;
        }
        if (heard) {
            datagram.release();
        } else {
            ip.drop(datagram, DropReason.PORT_CLOSED);
        }
    }

    private static void hand(BoundSocket socket, Packet datagram) {
        byte[] bytes = datagram.bytes();
        int source = Ipv4View.source(bytes, datagram.offset());
        int header = Ipv4View.payload(bytes, datagram.offset());
        socket.receive(source, UdpView.sourcePort(bytes, header), bytes, header + UdpView.HEADER_BYTES,
                UdpView.length(bytes, header) - UdpView.HEADER_BYTES);
    }

    /// The socket that fits the datagram best: a connected one hears from its peer only.
    private @Nullable BoundSocket find(byte[] bytes, int header, int source, int destination) {
        NetworkInterface arrival = ip.arrival();
        int sourcePort = UdpView.sourcePort(bytes, header);
        BoundSocket best = null;
        int bestFit = 0;
        BoundSocket socket = ports.get(UdpView.destinationPort(bytes, header));
        while (socket != null) {
            int fit = socket.fit(destination, false, arrival);
            if (fit > bestFit && socket.hears(source, sourcePort)) {
                best = socket;
                bestFit = fit;
            }
            socket = socket.next();
        }
        return best;
    }

    /// RFC 1122 §4.1.3.3: "UDP MUST pass to the application layer all ICMP error messages that it receives from the IP
    /// layer."
    @Override
    public void error(int type, int code, int nextHopMtu, int source, int destination, byte[] bytes,
            int offset,
            int length) {
        var header = new UdpView(bytes, offset);
        int port = header.sourcePort();
        for (BoundSocket socket = ports.get(port); socket != null; socket = socket.next()) {
            boolean isHis = socket.address() == 0 || socket.address() == source;
            if (isHis && socket.hears(destination, header.destinationPort())) {
                socket.fail(destination, header.destinationPort(), type, code);
                return;
            }
        }
    }
}
