package io.netjar.net.ip;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Network;
import io.netjar.wire.Bytes;
import io.netjar.wire.Checksum;
import io.netjar.wire.EthernetView;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import io.netjar.wire.PacketPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The Internet layer of one host or router: what comes in by its interfaces is checked and delivered, forwarded or
/// dropped; what its programs send is addressed, routed and sent. RFC 791, RFC 1122 §3, RFC 1812 §5.
public final class Ip implements InternetLayer {
    /// RFC 1122 §3.2.1.7 wants it configurable, RFC 1700 says 64, and so does Linux.
    public static final int DEFAULT_TTL = 64;
    static final int LOOPBACK_MTU = 65_535;

    private final Network network;
    private final Engine engine;
    private final String hostName;
    private final List<NetworkInterface> interfaces = new ArrayList<>(1);
    private final NetworkInterface loopback;
    private final RoutingTable routes = new RoutingTable(this::changed);
    private final Icmp icmp;
    private final Output output;
    private final Redirects redirects = new Redirects(this);
    private final Reassembly reassembly = new Reassembly(this);
    /// Null as long as no path is known to be narrower than its first link.
    private @Nullable PathMtus pathMtus;
    private final IpOptions options = new IpOptions(this);
    /// The interface of each own address; and of each broadcast address of an attached subnet.
    private final IntMap<NetworkInterface> own = new IntMap<>();
    private final IntMap<NetworkInterface> broadcasts = new IntMap<>();
    private final RouteCache cache = new RouteCache(this);
    /// How often addresses and routes have changed.
    private long version;
    private @Nullable TransportProtocol[] transports = new @Nullable TransportProtocol[0];
    private boolean forwarding;
    /// Whether hooks look at packets, which must be whole then.
    private boolean hooked;
    /// Who gets what is for this host in place of its transports.
    private @Nullable Tap tap;
    /// Where the packet in hand came in, and whether its frame was for everybody.
    private @Nullable NetworkInterface arrival;
    private boolean arrivedAsLinkBroadcast;

    /// @param hostName the name under which the ports appear in captures, as in `alice/laptop`
    public Ip(Network network, String hostName) {
        this.network = network;
        this.engine = network.engine();
        this.hostName = hostName;
        this.icmp = new Icmp(this);
        this.output = new Output(this, Chance.of(network.engine().seed(), hostName + "/ip"));
        this.loopback = new NetworkInterface(this, "lo");
        loopback.mtu(LOOPBACK_MTU);
    }

    /// Adds a network interface with a port to plug a medium into.
    public NetworkInterface addInterface(String name) {
        var added = new NetworkInterface(this, name);
        interfaces.add(added);
        return added;
    }

    /// The interfaces, loopback aside, in the order in which they were added.
    public List<NetworkInterface> interfaces() {
        return List.copyOf(interfaces);
    }

    /// The routes, among them those to the subnets of the interfaces.
    public RoutingTable routes() {
        return routes;
    }

    public Icmp icmp() {
        return icmp;
    }

    public Network network() {
        return network;
    }

    /// Whether packets for others are forwarded: true makes the host a router.
    public void forwarding(boolean on) {
        forwarding = on;
    }

    public boolean isForwarding() {
        return forwarding;
    }

    /// Whether this host, if it forwards, tells neighbours of a nearer router on their link (RFC 1812 §5.2.7.2), as most routers
    /// do; Linux's send_redirects. It does unless told otherwise.
    public void sendsRedirects(boolean on) {
        redirects.sends(on);
    }

    /// Whether this host, unless it forwards, goes to the router that another one tells it of (RFC 1122 §3.2.2.2); Linux's
    /// accept_redirects. It does unless told otherwise.
    public void obeysRedirects(boolean on) {
        redirects.obeys(on);
    }

    /// Sets how long a datagram may be, header included, that is put together from fragments: 576 (RFC 1122 §3.3.2) to 65,535
    /// bytes, which is the default.
    ///
    /// @throws IllegalArgumentException for another number
    public void reassemblesUpTo(int bytes) {
        if (bytes < 576 || bytes > 65_535) {
            throw new IllegalArgumentException("datagrams of 576 to 65535 bytes, not " + bytes);
        }
        reassembly.mostBytes(bytes);
    }

    /// Lets `hook` look at every packet that comes in by `at`, before it is decided whether it is for this host.
    /// Hooks see whole packets: with one in place, fragments are put together on arrival.
    public void prerouting(NetworkInterface at, PacketHook hook) {
        at.addPrerouting(hook);
        hooked = true;
    }

    /// Lets `hook` look at every packet that is about to leave by `at`.
    public void postrouting(NetworkInterface at, PacketHook hook) {
        at.addPostrouting(hook);
        hooked = true;
    }

    /// Lends this host's place on the network to a stack outside; see [Tap]. Programs on the host hear of nothing until
    /// [#untap()].
    ///
    /// @param at the interface whose addresses the stack outside may send from
    /// @throws IllegalStateException if somebody has it already
    public Tap tap(NetworkInterface at, Tap.Stack stack) {
        if (tap != null) {
            throw new IllegalStateException(hostName + " is tapped already");
        }
        var tapped = new Tap(this, at, stack);
        tap = tapped;
        return tapped;
    }

    /// Gives what is for this host to its own transports again.
    public void untap() {
        tap = null;
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public PacketPool packets() {
        return network.packets();
    }

    @Override
    public void register(int protocol, TransportProtocol transport) {
        if (protocol >= transports.length) {
            transports = Arrays.copyOf(transports, protocol + 1);
        }
        transports[protocol] = transport;
    }

    @Override
    public boolean send(Packet segment, int protocol, int source, int destination, boolean dontFragment) {
        return output.send(segment, protocol, source, destination, dontFragment, DEFAULT_TTL, 0);
    }

    @Override
    public boolean send(Packet segment, int protocol, int source, int destination, boolean dontFragment,
            int ttl, int trafficClass) {
        return output.send(segment, protocol, source, destination, dontFragment, ttl, trafficClass);
    }

    /// Sends a transport segment out of `out` whatever the routes say, as DHCP must before there are any: to a
    /// broadcast address, or to a neighbour or the way `out`'s routes lead. The `source` may be 0.0.0.0 (RFC 1122
    /// §3.2.1.3 (a)); `ttl` and `trafficClass` are as in [#send].
    public void sendOn(NetworkInterface out, Packet segment, int protocol, int source, int destination,
            int ttl, int trafficClass) {
        output.sendOn(out, segment, protocol, source, destination, ttl, trafficClass);
    }

    /// Routes a whole `packet`, which starts at its IPv4 header, as if this host had made it: to itself or out.
    public void output(Packet packet) {
        output.route(packet);
    }

    /// Goes on with a `packet`, which starts at its IPv4 header, as if it had come in by `at` and passed all hooks.
    public void reinject(Packet packet, NetworkInterface at) {
        NetworkInterface before = arrival;
        arrival = at;
        decide(packet, at);
        arrival = before;
    }

    @Override
    public int sourceFor(int destination) {
        return cache.get(0, destination, version).preferredSource();
    }

    int findSourceFor(int destination) {
        if (isLocal(destination)) {
            return Addresses.isLoopback(destination) ? IpAddress.LOOPBACK_V4.v4() : destination;
        }
        Route route = output.routeTo(destination);
        return route == null ? 0 : route.out().sourceFor(route.nextHop(destination));
    }

    @Nullable
    Route findRoute(int source, int destination) {
        return output.routeTo(source, destination);
    }

    /// The interface that has the address, or null.
    @Nullable
    NetworkInterface interfaceOf(int address) {
        return own.get(address);
    }

    @Override
    public boolean isLocal(int address) {
        return own.get(address) != null || Addresses.isLoopback(address);
    }

    /// Whether `address` is the limited broadcast address or that of an attached subnet.
    public boolean isBroadcast(int address) {
        return address == Addresses.LIMITED_BROADCAST || broadcasts.get(address) != null;
    }

    @Override
    public int pathMtu(int source, int destination) {
        RouteCache.Entry known = knownOut(source, destination);
        return known.isToHere() ? LOOPBACK_MTU : pathMtu(destination, known.route());
    }

    int pathMtu(int destination, @Nullable Route route) {
        int linkMtu = route == null ? NetworkInterface.ETHERNET_MTU : route.out().mtu();
        return pathMtus == null ? linkMtu : pathMtus.get(destination, linkMtu, engine().now());
    }

    @Override
    public void drop(Packet packet, DropReason reason) {
        NetworkInterface at = arrival;
        drop(at == null ? loopback : at, packet, reason);
    }

    @Override
    public void sendError(Packet packet, int icmpType, int icmpCode) {
        icmp.sendError(packet, icmpType, icmpCode);
    }

    /// The interface by which the packet in hand came in, or null if it comes from this host itself.
    public @Nullable NetworkInterface arrival() {
        return arrival;
    }

    String hostName() {
        return hostName;
    }

    NetworkInterface loopback() {
        return loopback;
    }

    boolean arrivedAsLinkBroadcast() {
        return arrivedAsLinkBroadcast;
    }

    @Nullable
    TransportProtocol transport(int protocol) {
        return protocol < transports.length ? transports[protocol] : null;
    }

    void drop(NetworkInterface at, Packet packet, DropReason reason) {
        network.drop(at.port(), packet, reason);
    }

    Redirects redirects() {
        return redirects;
    }

    boolean isPathNarrow(int destination) {
        return pathMtus != null && pathMtus.isNarrow(destination, engine().now());
    }

    int learnPathMtu(int destination, int nextHopMtu, int length) {
        if (pathMtus == null) {
            pathMtus = new PathMtus();
        }
        return pathMtus.learn(destination, nextHopMtu, length, engine().now());
    }

    /// What is known now of packets from `source` to `destination` that come in by `at`; to be used at once and not kept.
    private RouteCache.Entry knownIn(NetworkInterface at, int source, int destination) {
        RouteCache.Entry last = at.lastIn;
        if (last.isFor(source, destination, version)) {
            return last;
        }
        RouteCache.Entry known = cache.get(source, destination, version);
        at.lastIn = known;
        return known;
    }

    /// The same of packets that go out. Most of them are answers, so each interface knows the last one.
    RouteCache.Entry knownOut(int source, int destination) {
        NetworkInterface from = arrival == null ? loopback : arrival;
        RouteCache.Entry last = from.lastOut;
        if (last.isFor(source, destination, version)) {
            return last;
        }
        RouteCache.Entry known = cache.get(source, destination, version);
        from.lastOut = known;
        return known;
    }

    private void changed() {
        version++;
    }

    void addressAdded(InterfaceAddress added, NetworkInterface at) {
        version++;
        own.put(added.address().v4(), at);
        if (added.hasBroadcast()) {
            broadcasts.put(added.broadcast(), at);
        }
        if (added.prefixLength() < 32) {
            routes.add(added.prefix(), at);
        }
    }

    void addressRemoved(InterfaceAddress removed, NetworkInterface at) {
        version++;
        redirects.forget(at);
        own.remove(removed.address().v4());
        if (removed.hasBroadcast() && !at.isBroadcast(removed.broadcast())) {
            broadcasts.remove(removed.broadcast());
        }
        Route route = routes.get(removed.prefix());
        if (route != null && route.out() == at && route.isOnLink()) {
            routes.remove(removed.prefix());
        }
    }

    /// Takes over a frame that came in by `at`.
    void receive(NetworkInterface at, Packet frame) {
        if (!EthernetView.check(frame.length())) {
            drop(at, frame, DropReason.MALFORMED);
            return;
        }
        long destination = EthernetView.destination(frame.bytes(), frame.offset());
        boolean group = MacAddress.isGroup(destination);
        if (destination != at.macBits() && !group) {
            drop(at, frame, DropReason.NOT_FOR_ME);
            return;
        }
        int type = EthernetView.type(frame.bytes(), frame.offset());
        if (type == EthernetView.TYPE_IPV4) {
            receiveIpv4(at, frame, group);
        } else if (type == EthernetView.TYPE_ARP) {
            at.arp().receive(frame);
        } else {
            drop(at, frame, DropReason.UNKNOWN_PROTOCOL);
        }
    }

    private void receiveIpv4(NetworkInterface at, Packet packet, boolean group) {
        int offset = packet.offset() + EthernetView.HEADER_BYTES;
        int length = packet.length() - EthernetView.HEADER_BYTES;
        // Who vouches for the bytes has written a sound header.
        if (!packet.isVouched() && !Ipv4View.check(packet.bytes(), offset, length)) {
            drop(at, packet, whyBad(packet.bytes(), offset, length));
            return;
        }
        packet.pull(EthernetView.HEADER_BYTES);
        byte[] bytes = packet.bytes();
        packet.length(Ipv4View.totalLength(bytes, offset));
        RouteCache.Entry known = knownIn(at, Ipv4View.source(bytes, offset),
                Ipv4View.destination(bytes, offset));
        if (known.isMartian()) {
            drop(at, packet, DropReason.BAD_SOURCE);
            return;
        }
        NetworkInterface before = arrival;
        boolean groupBefore = arrivedAsLinkBroadcast;
        arrival = at;
        arrivedAsLinkBroadcast = group;
        if (hooked) {
            hook(packet, at);
        } else {
            decide(packet, at, known);
        }
        arrival = before;
        arrivedAsLinkBroadcast = groupBefore;
    }

    private void hook(Packet packet, NetworkInterface at) {
        Packet whole = Ipv4View.isFragment(packet.bytes(), packet.offset()) ? reassembly.add(packet) : packet;
        if (whole != null && passesPrerouting(whole, at)) {
            decide(whole, at);
        }
    }

    private static DropReason whyBad(byte[] bytes, int offset, int length) {
        if (length < Ipv4View.HEADER_BYTES || Bytes.u8(bytes, offset) >>> 4 != 4) {
            return DropReason.MALFORMED;
        }
        int header = Ipv4View.headerLength(bytes, offset);
        boolean wrongSum = header >= Ipv4View.HEADER_BYTES && header <= length
                && Checksum.of(bytes, offset, header) != 0;
        return wrongSum ? DropReason.BAD_CHECKSUM : DropReason.MALFORMED;
    }

    /// RFC 1812 §5.3.7: "A router SHOULD NOT forward any packet that has an invalid IP source address or a source
    /// address on network 0. A router SHOULD NOT forward, except over a loopback interface, any packet that has a
    /// source address on network 127." Nor can an own address come from outside. 0.0.0.0 is a DHCP client.
    boolean isMartian(int source, int destination) {
        boolean possible = Addresses.isHost(source) || source == 0;
        return !possible || own.get(source) != null || isBroadcast(source)
                || Addresses.isLoopback(destination)
                || Addresses.isThisNetwork(destination);
    }

    private boolean passesPrerouting(Packet packet, NetworkInterface at) {
        List<PacketHook> hooks = at.prerouting();
        for (int i = 0; i < hooks.size(); i++) {
            packet.doubt();
            if (!hooks.get(i).pass(packet, at)) {
                return false;
            }
        }
        return true;
    }

    private void decide(Packet packet, NetworkInterface at) {
        byte[] bytes = packet.bytes();
        int header = packet.offset();
        decide(packet, at,
                knownIn(at, Ipv4View.source(bytes, header), Ipv4View.destination(bytes, header)));
    }

    /// For this host, for another, or for nobody.
    private void decide(Packet packet, NetworkInterface at, RouteCache.Entry known) {
        // RFC 2131 §2: "The TCP/IP software SHOULD accept and forward to the IP layer any IP packets delivered to the
        // client's hardware address before the IP address is configured"
        boolean own = known.isToHere() && !Addresses.isLoopback(known.destination());
        if (own || known.isToBroadcast() || !at.hasAddress()) {
            deliver(packet);
            return;
        }
        if (!forwarding || arrivedAsLinkBroadcast || !Addresses.isHost(known.destination())) {
            drop(at, packet, DropReason.NOT_MY_ADDRESS);
            return;
        }
        forward(packet, at, known);
    }

    private void forward(Packet packet, NetworkInterface at, RouteCache.Entry known) {
        byte[] bytes = packet.bytes();
        int header = packet.offset();
        int destination = known.destination();
        Route route = known.route();
        if (route == null) {
            icmp.sendError(packet, IcmpView.DESTINATION_UNREACHABLE, IcmpView.CODE_NET_UNREACHABLE);
            drop(at, packet, DropReason.NO_ROUTE);
            return;
        }
        // RFC 1812 §5.3.1: "If the TTL is reduced to zero (or less), the packet MUST be discarded, and if the
        // destination is not a multicast address the router MUST send an ICMP Time Exceeded message, Code 0"
        if (Ipv4View.ttl(bytes, header) <= 1) {
            icmp.sendError(packet, IcmpView.TIME_EXCEEDED, IcmpView.CODE_TTL_EXCEEDED);
            drop(at, packet, DropReason.TTL_EXPIRED);
            return;
        }
        if (Ipv4View.source(bytes, header) == 0) {
            drop(at, packet, DropReason.BAD_SOURCE);
            return;
        }
        NetworkInterface out = route.out();
        if (IpOptions.areIn(bytes, header) && !options.pass(packet, out.sourceFor(destination))) {
            return;
        }
        if (packet.length() > out.mtu() && Ipv4View.dontFragment(bytes, header)) {
            output.refuse(packet, out);
            return;
        }
        RouteCache.Entry way = known;
        if (out == at) {
            redirects.tell(packet, route, destination);
            // What is known of the redirect's own addresses may have taken the place of this.
            way = knownIn(at, Ipv4View.source(bytes, header), destination);
        }
        Ipv4View.decrementTtl(bytes, header);
        output.leave(packet, way, route, out.mtu());
    }

    /// Takes over a packet that this host sent to itself.
    void receiveLocally(Packet packet) {
        NetworkInterface before = arrival;
        boolean groupBefore = arrivedAsLinkBroadcast;
        arrival = null;
        arrivedAsLinkBroadcast = false;
        deliver(packet);
        arrival = before;
        arrivedAsLinkBroadcast = groupBefore;
    }

    private void deliver(Packet packet) {
        Tap outside = tap;
        if (outside != null && outside.wants(packet)) {
            outside.receive(packet);
            return;
        }
        if (Ipv4View.isFragment(packet.bytes(), packet.offset())) {
            Packet whole = reassembly.add(packet);
            if (whole != null) {
                deliver(whole);
            }
            return;
        }
        if (IpOptions.areIn(packet.bytes(), packet.offset())
                && !options.pass(packet, Ipv4View.destination(packet.bytes(), packet.offset()))) {
            return;
        }
        int protocol = Ipv4View.protocol(packet.bytes(), packet.offset());
        if (protocol == Ipv4View.PROTOCOL_ICMP) {
            icmp.receive(packet);
            return;
        }
        TransportProtocol transport = transport(protocol);
        if (transport == null) {
            // RFC 1122 §3.2.2.1: a host "SHOULD generate Destination Unreachable messages with code: 2 (Protocol
            // Unreachable), when the designated transport protocol is not supported"
            icmp.sendError(packet, IcmpView.DESTINATION_UNREACHABLE, IcmpView.CODE_PROTOCOL_UNREACHABLE);
            drop(packet, DropReason.UNKNOWN_PROTOCOL);
            return;
        }
        transport.receive(packet);
    }
}
