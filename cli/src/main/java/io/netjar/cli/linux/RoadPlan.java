package io.netjar.cli.linux;

import io.netjar.net.link.LinkSpec;
import io.netjar.net.tcp.TcpSettings;
import java.time.Duration;

/// A road between two hosts: an edge, routers in a row with the line under test between the first two, an edge.
///
/// @param routers how many routers, 2 or more
/// @param edge what joins the hosts and the further routers
/// @param there the line's direction from left to right
/// @param back and from right to left
/// @param mtu the largest IP packet on all of the road, in bytes
/// @param tcp how the TCP of both hosts behaves, as long as no kernel has their place
public record RoadPlan(int routers, LinkSpec edge, LinkSpec there, LinkSpec back, int mtu, TcpSettings tcp) {
    private static final long GIGA = 1_000_000_000L;

    public RoadPlan {
        if (routers < 2) {
            throw new IllegalArgumentException("a road has two routers at least, not " + routers);
        }
    }

    /// A road whose line is the same in both directions, with an Ethernet's MTU, edges of 10 Gbit/s and no delay worth
    /// mentioning, and hosts like Linux.
    public static RoadPlan of(LinkSpec line) {
        LinkSpec edge = LinkSpec.of(10 * GIGA, Duration.ofNanos(1000));
        return new RoadPlan(2, edge, line, line, 1500, TcpSettings.linuxLike());
    }

    /// The same with another line from left to right.
    public RoadPlan withThere(LinkSpec line) {
        return new RoadPlan(routers, edge, line, back, mtu, tcp);
    }

    /// The same with another line from right to left.
    public RoadPlan withBack(LinkSpec line) {
        return new RoadPlan(routers, edge, there, line, mtu, tcp);
    }

    /// The same for packets of up to `bytes`.
    public RoadPlan withMtu(int bytes) {
        return new RoadPlan(routers, edge, there, back, bytes, tcp);
    }

    /// The same with so many routers.
    public RoadPlan withRouters(int count) {
        return new RoadPlan(count, edge, there, back, mtu, tcp);
    }

    /// The same with hosts whose TCP behaves otherwise.
    public RoadPlan withTcp(TcpSettings settings) {
        return new RoadPlan(routers, edge, there, back, mtu, settings);
    }
}
