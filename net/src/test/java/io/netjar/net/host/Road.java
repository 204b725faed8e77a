package io.netjar.net.host;

import io.netjar.engine.Engine;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.router.Router;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Two hosts with routers in a row between them. Link number n has the subnet 10.0.n.0/24, its left end .1 and its
/// right end .2; each takes 1 ms.
public final class Road {
    public final Network network;
    public final Host alice;
    public final Host bob;
    public final List<Router> routers = new ArrayList<>();
    public final List<Link> links = new ArrayList<>();

    public Road(int routerCount) {
        network = new Network(new Engine(7));
        alice = new Host(network, "alice");
        Host left = alice;
        for (int i = 0; i < routerCount; i++) {
            Router router = new Router(network, "r" + (i + 1));
            routers.add(router);
            join(left, router);
            left = router;
        }
        bob = new Host(network, "bob");
        join(left, bob);
        for (int i = 0; i < routerCount; i++) {
            routers.get(i).addRoute(IpPrefix.DEFAULT_V4, right(i + 1));
            if (i > 0) {
                routers.get(i).addRoute(IpPrefix.of("10.0.0.0/24"), left(i));
            }
        }
        if (routerCount > 0) {
            alice.addDefaultRoute(right(0));
            bob.addDefaultRoute(left(routerCount));
        }
    }

    private void join(Host left, Host right) {
        int number = links.size();
        NetworkInterface leftEnd = left.addInterface("right");
        NetworkInterface rightEnd = right.addInterface("left");
        links.add(new Link(network, "link" + number, leftEnd.port(), rightEnd.port(),
                LinkSpec.ideal().withDelay(Duration.ofMillis(1))));
        leftEnd.addAddress(left(number), 24);
        rightEnd.addAddress(right(number), 24);
    }

    /// The address of the left end of a link.
    public static IpAddress left(int link) {
        return IpAddress.of("10.0." + link + ".1");
    }

    public static IpAddress right(int link) {
        return IpAddress.of("10.0." + link + ".2");
    }

    public IpAddress bobsAddress() {
        return right(links.size() - 1);
    }

    /// Sets the MTU of both ends of a link.
    public void mtu(int link, int bytes) {
        Host leftHost = link == 0 ? alice : routers.get(link - 1);
        Host rightHost = link == routers.size() ? bob : routers.get(link);
        leftHost.ip().interfaces().getLast().mtu(bytes);
        rightHost.ip().interfaces().getFirst().mtu(bytes);
    }

    public void run(Duration time) {
        network.engine().runUntil(network.engine().now() + time.toNanos());
    }
}
