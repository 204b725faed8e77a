package io.netjar.net.ip;

import io.netjar.engine.Timer;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// ICMP redirects: a router tells a neighbour that another router on the same link is nearer to a destination, and a host
/// goes there itself from then on. RFC 1812 §5.2.7.2, RFC 1122 §3.2.2.2.
final class Redirects {
    /// For how long a host takes the way that it was shown: Linux's gc_timeout for such routes, 5 minutes.
    static final long FORGET_NANOS = 300_000_000_000L;
    /// A flood of forged redirects may not fill the table; the oldest one goes first.
    static final int MOST = 256;

    private final Ip ip;
    private final ArrayDeque<Learned> learned = new ArrayDeque<>(0);
    private @Nullable Timer timer;
    private boolean sends = true;
    private boolean obeys = true;

    /// A way that a router showed, and the route to that very host that it replaced.
    private record Learned(Route route, @Nullable Route before, long forgetAt) {}

    Redirects(Ip ip) {
        this.ip = ip;
    }

    void sends(boolean on) {
        sends = on;
    }

    void obeys(boolean on) {
        obeys = on;
    }

    /// A packet is about to leave by the interface by which it came.
    void tell(Packet packet, Route route, int destination) {
        // RFC 1812 §5.2.7.2: "Routers MUST NOT generate a Redirect Message unless all the following conditions are met: The
        // packet is being forwarded out the same physical interface that it was received from, The IP source address in
        // the packet is on the same Logical IP (sub)network as the next-hop IP address, and The packet does not contain an
        // IP source route option." (Source routes are refused before.)
        int source = Ipv4View.source(packet.bytes(), packet.offset());
        int nextHop = route.nextHop(destination);
        if (sends && subnetOf(route.out(), source, nextHop) != null) {
            ip.icmp().sendError(packet, IcmpView.REDIRECT, IcmpView.CODE_REDIRECT_HOST, nextHop);
        }
    }

    /// `router`, at the other end of `arrival`'s link, says that packets to `destination` should go to `gateway`.
    void heard(@Nullable NetworkInterface arrival, int router, int gateway, int destination) {
        Route now = ip.routes().lookup(destination);
        // RFC 1812 §5.2.7.2: a router that runs a routing protocol "MUST NOT consider paths learned from ICMP Redirects
        // when forwarding a packet"; as in Linux, who forwards takes none at all.
        if (!obeys || ip.isForwarding() || arrival == null || now == null || !Addresses.isHost(destination)) {
            return;
        }
        // RFC 1122 §3.2.2.2: "A Redirect message SHOULD be silently discarded if the new gateway address it specifies is
        // not on the same connected (sub-) net through which the Redirect arrived, or if the source of the Redirect is not
        // the current first-hop gateway for the specified destination".
        boolean isFromFirstHop = now.out() == arrival && !now.isOnLink()
                && now.nextHop(destination) == router;
        InterfaceAddress subnet = subnetOf(arrival, router, gateway);
        if (!isFromFirstHop || subnet == null || ip.isLocal(gateway) || ip.isBroadcast(gateway)
                || gateway == router) {
            return;
        }
        learn(destination, gateway, now);
    }

    /// Forgets what was learned of the link of `at`.
    void forget(NetworkInterface at) {
        learned.removeIf(each -> each.route().out() == at && withdraw(each));
    }

    private void learn(int destination, int gateway, Route now) {
        var host = new IpPrefix(IpAddress.v4(destination), 32);
        Route before = ip.routes().get(host);
        learned.removeIf(each -> each.route() == before && withdraw(each));
        if (learned.size() == MOST) {
            withdraw(learned.removeFirst());
        }
        Route still = ip.routes().get(host);
        ip.routes().add(host, IpAddress.v4(gateway), now.out());
        Route added = ip.routes().lookup(destination);
        if (added != null) {
            learned.add(new Learned(added, still, ip.engine().now() + FORGET_NANOS));
        }
        arm();
    }

    private void arm() {
        Timer running = timer;
        if (running == null) {
            running = new Timer(ip.engine(), this::due);
            timer = running;
        }
        Learned oldest = learned.peekFirst();
        if (oldest != null) {
            running.armAt(oldest.forgetAt());
        }
    }

    private void due(long now) {
        Learned oldest = learned.peekFirst();
        while (oldest != null && oldest.forgetAt() <= now) {
            withdraw(learned.removeFirst());
            oldest = learned.peekFirst();
        }
        arm();
    }

    /// Takes a route out again, unless somebody has put another in its place, and puts back what was there before.
    private boolean withdraw(Learned old) {
        IpPrefix prefix = old.route().prefix();
        if (ip.routes().get(prefix) == old.route()) {
            ip.routes().remove(prefix);
            if (old.before() != null) {
                ip.routes().add(old.before());
            }
        }
        return true;
    }

    /// The address of `at` in whose subnet both addresses are, or null.
    private static @Nullable InterfaceAddress subnetOf(NetworkInterface at, int one, int other) {
        for (InterfaceAddress own : at.addresses()) {
            int mask = IpPrefix.mask(own.prefixLength());
            int address = own.address().v4();
            if (((address ^ one) & mask) == 0 && ((address ^ other) & mask) == 0) {
                return own;
            }
        }
        return null;
    }
}
