package io.netjar.netty;

import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A client, 10.0.0.1, and a server, 10.0.0.2, at the ends of a cable of 1 Gbit/s that takes 10 ms. One second has
/// passed, in which they learned each other's hardware address.
final class TwoHosts {
    private static final long LONGEST = TimeUnit.HOURS.toNanos(1);

    final Engine engine;
    final Network network;
    final EngineEventLoop loop;
    final Host clientHost;
    final HostTransport client;
    final HostTransport server;
    final Link link;

    TwoHosts(long seed) {
        this(seed, 0);
    }

    TwoHosts(long seed, double loss) {
        engine = new Engine(seed);
        network = new Network(engine);
        loop = new EngineEventLoop(engine);
        clientHost = new Host(network, "client");
        var serverHost = new Host(network, "server");
        NetworkInterface near = clientHost.addInterface("eth0");
        NetworkInterface far = serverHost.addInterface("eth0");
        near.addAddress(IpAddress.of("10.0.0.1"), 24);
        far.addAddress(IpAddress.of("10.0.0.2"), 24);
        link = new Link(network, "cable", near.port(), far.port(),
                LinkSpec.of(1_000_000_000, Duration.ofMillis(10)).withLoss(loss));
        client = new HostTransport(loop, clientHost);
        server = new HostTransport(loop, serverHost);
        clientHost.tcp().connect(Endpoint.v4(IpAddress.of("10.0.0.2").v4(), 9), new NoEvents());
        engine.runUntil(TimeUnit.SECONDS.toNanos(1));
    }

    InetSocketAddress serverAddress(int port) {
        return SocketAddresses.of(IpAddress.of("10.0.0.2"), port);
    }

    /// Runs the engine until `future` is done.
    <F extends Future<?>> F await(F future) {
        if (!engine.runUntil(future::isDone, engine.now() + LONGEST)) {
            throw new AssertionError("not done after an hour: " + future);
        }
        return future;
    }

    Channel opened(ChannelFuture future) {
        return await(future).channel();
    }

    void runFor(long amount, TimeUnit unit) {
        engine.runUntil(engine.now() + unit.toNanos(amount));
    }

    long millis() {
        return TimeUnit.NANOSECONDS.toMillis(engine.now());
    }

    long packetsLent() {
        return network.packets().lent();
    }

    void cut() {
        link.aToB(link.aToB().withLoss(1));
    }

    /// Buffers that were allocated by channels and not released.
    long buffersInUse() {
        return loop.buffersLent();
    }

    private static final class NoEvents implements TcpEvents {
        @Override
        public void connected(TcpSocket socket) {}

        @Override
        public void readable(TcpSocket socket) {}

        @Override
        public void writable(TcpSocket socket) {}

        @Override
        public void ended(TcpSocket socket, TcpEnd end) {}
    }
}
