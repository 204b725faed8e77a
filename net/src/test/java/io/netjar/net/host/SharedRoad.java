package io.netjar.net.host;

import io.netjar.net.link.Network;
import io.netjar.net.tcp.BulkSink;
import io.netjar.net.tcp.BulkSource;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A bulk transfer from one host to another for twenty seconds, and the pings that share its road during the last ten.
public final class SharedRoad {
    private static final long SECOND = 1_000_000_000;

    private final Network network;
    private final List<Duration> times = new ArrayList<>();
    private final BulkSink sink = new BulkSink();
    private long received;

    public SharedRoad(Network network) {
        this.network = network;
    }

    /// Has `from` send to `to`, whose address is `address`.
    public void share(Host from, Host to, IpAddress address) {
        to.tcp().listen(new Endpoint(address, 9), 5, socket -> socket.events(sink));
        from.tcp().connect(new Endpoint(address, 9), new BulkSource());
        network.engine().runUntil(network.engine().now() + 10 * SECOND);
        long before = sink.received();
        new Ping(from, address, (_, result) -> {
            if (result instanceof PingResult.Reply reply) {
                times.add(Duration.ofNanos(reply.roundTripNanos()));
            }
        }).start(10);
        network.engine().runUntil(network.engine().now() + 10 * SECOND);
        received = sink.received() - before;
    }

    /// How long the pings took that came back.
    public List<Duration> times() {
        return times;
    }

    /// What the transfer brought during the pings.
    public double megabitsPerSecond() {
        return received * 8 / 10.0 / 1e6;
    }
}
