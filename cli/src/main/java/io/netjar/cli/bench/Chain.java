package io.netjar.cli.bench;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// One UDP flow of 1,000-byte payloads, a packet every 2 µs, from a host through a chain of routers to another;
/// 10 Gbit/s links of 1 ms.
public final class Chain {
    private static final long BITS_PER_SECOND = 10_000_000_000L;
    private static final Duration DELAY = Duration.ofMillis(1);
    private static final int PAYLOAD_BYTES = 1000;
    private static final long INTERVAL_NANOS = 2000;
    private static final int PORT = 9;
    private static final long SEED = 1;

    private final Engine engine = new Engine(SEED);
    private final Network network = new Network(engine);
    private final List<NetworkInterface> interfaces = new ArrayList<>();
    private final byte[] payload = new byte[PAYLOAD_BYTES];
    private final UdpSocket source;
    private final Endpoint sink;
    private final Timer tick;
    private long toSend;
    private long deliveredBytes;

    private Chain(int routers, long packets) {
        toSend = packets;
        var hosts = new ArrayList<Host>();
        for (int i = 0; i < routers + 2; i++) {
            hosts.add(new Host(network, "node" + i));
            hosts.getLast().ip().forwarding(i > 0 && i <= routers);
        }
        for (int i = 0; i <= routers; i++) {
            join(i, hosts.get(i), hosts.get(i + 1));
        }
        for (int i = 0; i <= routers; i++) {
            // Everything further on goes to the next one; nothing ever goes back but ARP.
            hosts.get(i).addDefaultRoute(address(i, 2));
        }
        sink = new Endpoint(address(routers, 2), PORT);
        hosts.getLast().udp().bind(PORT, (_, _, _, _, length) -> deliveredBytes += length);
        source = hosts.getFirst().udp().bind(0, (_, _, _, _, _) -> {
        });
        tick = new Timer(engine, _ -> send());
    }

    private void join(int number, Host left, Host right) {
        NetworkInterface out = left.addInterface("right");
        NetworkInterface in = right.addInterface("left");
        out.addAddress(address(number, 1), 30);
        in.addAddress(address(number, 2), 30);
        new Link(network, "link" + number, out.port(), in.port(), LinkSpec.of(BITS_PER_SECOND, DELAY));
        interfaces.add(out);
        interfaces.add(in);
    }

    /// The `host`-th address of the `link`-th subnet.
    private static IpAddress address(int link, int host) {
        return IpPrefix.of("10.0.0.0/8").at(link * 4 + host);
    }

    private void send() {
        source.send(sink, payload, 0, PAYLOAD_BYTES);
        toSend--;
        if (toSend > 0) {
            tick.armIn(INTERVAL_NANOS);
        }
    }

    private long hops() {
        long hops = 0;
        for (NetworkInterface at : interfaces) {
            hops += at.port().sentFrames();
        }
        return hops;
    }

    /// Sends `packets` through `routers` routers, once to warm up and once more to measure.
    ///
    /// @param routers from 1 to 10,000
    /// @param packets from 1
    public static Measurement run(int routers, long packets) {
        new Chain(routers, packets).measure();
        return new Chain(routers, packets).measure();
    }

    private Measurement measure() {
        // The first packet finds the neighbours by ARP, which would hold up to its queue limit back at each router.
        long all = toSend;
        toSend = 1;
        send();
        engine.runUntil(() -> deliveredBytes > 0, Engine.NEVER);
        toSend = all;
        deliveredBytes = 0;
        long hopsBefore = hops();
        long simulatedStart = engine.now();
        long wallStart = System.nanoTime();
        tick.armIn(0);
        engine.runUntil(() -> deliveredBytes == all * PAYLOAD_BYTES, Engine.NEVER);
        return new Measurement("chain", hops() - hopsBefore, deliveredBytes, engine.now() - simulatedStart,
                System.nanoTime() - wallStart);
    }
}
