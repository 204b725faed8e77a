package io.netjar.internet;

import io.netjar.internet.description.Description;
import io.netjar.net.host.Host;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.tcp.TcpInfo;
import io.netjar.net.tcp.TcpListener;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.io.IOException;
import java.nio.file.Path;

/// A home whose two devices are on cables: `told` about its TCP by the description, and `usual`.
record TwoDevices(Internet world, Host told, Host usual, Link cable) {
    static final long MILLISECOND = 1_000_000L;
    static final long SECOND = 1000 * MILLISECOND;
    static final int PORT = 7;
    private static final long LIMIT = 2000 * SECOND;

    /// Settled. Neither has a connection, and each knows the other's MAC address.
    ///
    /// @param words what one of them is told under `tcp`
    static TwoDevices open(String words) throws IOException {
        Internet world = Internet.open(Description.parse("""
                providers: { hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 } }
                homes: { h: { provider: hanbit, devices: [told, usual], tcp: { devices: { told: { %s } } } } }
                """.formatted(words), "x.yaml"), Path.of(""), 1);
        if (!world.settle()) {
            throw new AssertionError("not settled");
        }
        TwoDevices home = of(world);
        Talk refused = home.open(home.told, home.usual);
        home.life(refused);
        return home;
    }

    static TwoDevices of(Internet world) {
        return new TwoDevices(world, world.device("h/told").host(), world.device("h/usual").host(),
                world.link("h/told to h/switch"));
    }

    static IpAddress address(Host host) {
        return host.ip().interfaces().getFirst().address();
    }

    void runFor(long nanos) {
        world.engine().runUntil(now() + nanos);
    }

    long now() {
        return world.engine().now();
    }

    /// Makes what the told one sends, or else what it gets, be lost on its cable.
    void lose(boolean sent, double share) {
        if (sent) {
            cable.aToB(cable.aToB().withLoss(share));
        } else {
            cable.bToA(cable.bToA().withLoss(share));
        }
    }

    /// Gives its cable another rate, delay, queue.
    void becomes(LinkSpec line) {
        cable.aToB(line);
        cable.bToA(line);
    }

    /// A connection of the two, opened by the told one. Returns the program at its end.
    Talk connect() {
        return connect(told, usual);
    }

    /// A connection. Returns the program of who opened it.
    Talk connect(Host from, Host to) {
        TcpListener listener = listen(to, new Talk());
        Talk client = open(from, to);
        runFor(SECOND / 2);
        listener.close();
        return client;
    }

    TcpListener listen(Host host, Talk program) {
        return host.tcp().listen(new Endpoint(IpAddress.ANY_V4, PORT), 10, program::sitsAt);
    }

    /// The beginning of a connection.
    Talk open(Host from, Host to) {
        Talk client = new Talk();
        client.sitsAt(from.tcp().connect(new Endpoint(address(to), PORT), client));
        return client;
    }

    /// What the told one knows of its only connection.
    TcpInfo.Connected info() {
        return info(told);
    }

    static TcpInfo.Connected info(Host host) {
        if (host.tcp().sockets().size() == 1
                && host.tcp().sockets().getFirst() instanceof TcpInfo.Connected connection) {
            return connection;
        }
        throw new AssertionError("not one connection, but " + host.tcp().sockets());
    }

    /// How long it takes from now on until `connection` is over, in nanoseconds.
    long life(Talk connection) {
        long begin = now();
        if (!world.engine().runUntil(connection::isOver, begin + LIMIT)) {
            throw new AssertionError("not over after " + LIMIT / SECOND + " s");
        }
        return now() - begin;
    }

    /// How long it takes from now on until the told one knows of no connection any more, in nanoseconds.
    long memory() {
        long begin = now();
        if (!world.engine().runUntil(() -> told.tcp().connections() == 0, begin + LIMIT)) {
            throw new AssertionError("not over after " + LIMIT / SECOND + " s");
        }
        return now() - begin;
    }
}
