package io.netjar.cli.bench;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.net.host.Host;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.Endpoint;
import java.time.Duration;
import java.util.ArrayList;

/// One UDP flow of 1,000-byte payloads, a packet every 2 µs, from a host through a chain of routers to another;
/// 10 Gbit/s links of 1 ms.
public final class Chain {
    private static final LinkSpec LINK = LinkSpec.of(10_000_000_000L, Duration.ofMillis(1));
    private static final int PAYLOAD_BYTES = 1000;
    private static final long INTERVAL_NANOS = 2000;
    private static final int PORT = 9;
    /// How often it is looked whether all have arrived.
    private static final long STEP_NANOS = 10_000_000;

    private final Wiring wiring = new Wiring();
    private final Engine engine = wiring.engine();
    private final byte[] payload = new byte[PAYLOAD_BYTES];
    private final UdpSocket source;
    private final Endpoint sink;
    private final Timer tick;
    private long toSend;
    private long deliveredBytes;
    private long lastArrival;

    private Chain(int routers, long packets) {
        toSend = packets;
        var hosts = new ArrayList<Host>();
        for (int i = 0; i < routers + 2; i++) {
            hosts.add(new Host(wiring.place(), "node" + i));
            hosts.getLast().ip().forwarding(i > 0 && i <= routers);
        }
        for (int i = 0; i <= routers; i++) {
            wiring.join(i, hosts.get(i), hosts.get(i + 1), LINK);
        }
        for (int i = 0; i <= routers; i++) {
            // Everything further on goes to the next one; nothing ever goes back but ARP.
            hosts.get(i).addDefaultRoute(Wiring.right(i));
        }
        sink = new Endpoint(Wiring.right(routers), PORT);
        hosts.getLast().udp().bind(PORT, (_, _, _, _, length) -> arrived(length));
        source = hosts.getFirst().udp().bind(0, (_, _, _, _, _) -> {
        });
        tick = new Timer(hosts.getFirst().engine(), _ -> send());
    }

    private void arrived(int length) {
        deliveredBytes += length;
        lastArrival = engine.now();
    }

    private void send() {
        source.send(sink, payload, 0, PAYLOAD_BYTES);
        toSend--;
        if (toSend > 0) {
            tick.armIn(INTERVAL_NANOS);
        }
    }

    /// Sends `packets` through `routers` routers, some times to warm up and once more to measure.
    ///
    /// @param routers from 1 to 10,000
    /// @param packets from 1
    public static Measurement run(int routers, long packets) {
        return Measurement.warmed(() -> new Chain(routers, packets).measure());
    }

    private Measurement measure() {
        // The first packet finds the neighbours by ARP, which would hold up to its queue limit back at each router.
        long all = toSend;
        toSend = 1;
        send();
        engine.runUntil(() -> deliveredBytes > 0, Engine.NEVER);
        toSend = all;
        deliveredBytes = 0;
        wiring.beginAtRest();
        tick.armIn(0);
        while (deliveredBytes < all * PAYLOAD_BYTES) {
            engine.runUntil(engine.now() + STEP_NANOS);
        }
        return wiring.end("chain", deliveredBytes, lastArrival);
    }
}
