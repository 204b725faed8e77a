package io.netjar.cli.bench;

import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.link.Port;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/// The network of one benchmark: hosts joined by numbered links, each with a subnet of its own, and how many packets
/// went over them.
final class Wiring {
    private static final long SEED = 1;
    private static final IpPrefix ADDRESSES = IpPrefix.of("10.0.0.0/8");
    private static final int SUBNET_PREFIX_LENGTH = 30;
    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

    private final Engine engine = new Engine(SEED);
    private final Network network = new Network(engine);
    private final List<Port> ports = new ArrayList<>();
    private long hopsBefore;
    private long simulatedStart;
    private long wallStart;
    private long cpuStart;

    Engine engine() {
        return engine;
    }

    Network network() {
        return network;
    }

    /// A place for a host, which shares nothing with the others but its links.
    Network place() {
        return network.partition();
    }

    /// Joins two hosts by link number `subnet`, whose first address is the left one's and second the right one's.
    void join(int subnet, Host left, Host right, LinkSpec spec) {
        NetworkInterface out = left.addInterface("to-" + right.name());
        NetworkInterface in = right.addInterface("to-" + left.name());
        out.addAddress(left(subnet), SUBNET_PREFIX_LENGTH);
        in.addAddress(right(subnet), SUBNET_PREFIX_LENGTH);
        new Link(network, "link" + subnet, out.port(), in.port(), spec);
        ports.add(out.port());
        ports.add(in.port());
    }

    static IpPrefix subnet(int subnet) {
        return new IpPrefix(ADDRESSES.at(4 * subnet), SUBNET_PREFIX_LENGTH);
    }

    static IpAddress left(int subnet) {
        return ADDRESSES.at(4 * subnet + 1);
    }

    static IpAddress right(int subnet) {
        return ADDRESSES.at(4 * subnet + 2);
    }

    private long hops() {
        long hops = 0;
        for (Port port : ports) {
            hops += port.sentFrames();
        }
        return hops;
    }

    /// Measures from now on, at rest: what setting up left over is cleared away first, so that only the garbage made from now
    /// on counts.
    void beginAtRest() {
        System.gc();
        begin();
    }

    /// What happens from now on is measured.
    void begin() {
        hopsBefore = hops();
        simulatedStart = engine.now();
        cpuStart = THREAD.getCurrentThreadCpuTime();
        wallStart = System.nanoTime();
    }

    /// What it came to.
    Measurement end(String name, long deliveredBytes) {
        return end(name, deliveredBytes, engine.now());
    }

    /// The same where it was all over at `simulatedEnd` already.
    Measurement end(String name, long deliveredBytes, long simulatedEnd) {
        long wall = System.nanoTime() - wallStart;
        long cpu = THREAD.getCurrentThreadCpuTime() - cpuStart;
        return new Measurement(name, hops() - hopsBefore, deliveredBytes, simulatedEnd - simulatedStart, wall,
                cpu);
    }
}
