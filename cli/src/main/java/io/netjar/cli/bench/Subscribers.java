package io.netjar.cli.bench;

import io.netjar.engine.Timer;
import io.netjar.net.host.Host;
import io.netjar.net.link.LinkSpec;
import io.netjar.netty.EngineEventLoop;
import io.netjar.netty.HostTransport;
import io.netjar.web.Content;
import io.netjar.web.Site;
import io.netjar.web.SiteServer;
import io.netjar.web.exchange.Instrument;
import io.netjar.web.exchange.Market;
import io.netjar.web.exchange.MarketFeed;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpPrefix;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Subscribers of an exchange's feed, each on a device of its own: an access router for every hundred of them (100 Mbit/s,
/// 5 ms to each), these around a backbone router (10 Gbit/s, 2 ms), and behind that the exchange (10 Gbit/s, 1 ms), whose
/// web server is the one that sites have. One instrument is traded so busily that its book and trades make some ten
/// messages a second, each a TCP segment of its own to everybody.
public final class Subscribers {
    private static final LinkSpec ACCESS = LinkSpec.of(100_000_000L, Duration.ofMillis(5));
    private static final LinkSpec BACKBONE = LinkSpec.of(10_000_000_000L, Duration.ofMillis(2));
    private static final LinkSpec EXCHANGE = LinkSpec.of(10_000_000_000L, Duration.ofMillis(1));
    private static final int PORT = 80;
    private static final int OF_A_ROUTER = 100;
    /// Subnets of a router: a power of two, so that one route leads to all of them.
    private static final int BLOCK = 128;
    private static final int BLOCK_PREFIX_LENGTH = 23;
    private static final Instrument BUSY = new Instrument("KRW-BUSY", "분주", "Busy", 98_420_000_000L, 1,
            0.028, 4.0);
    private static final String REQUEST = "[{\"ticket\":\"b\"},{\"type\":\"orderbook\",\"codes\":[\"KRW-BUSY\"]},"
            + "{\"type\":\"trade\",\"codes\":[\"KRW-BUSY\"]}]";
    private static final long SECOND = 1_000_000_000L;
    /// All connect within so many seconds, and have subscribed two later.
    private static final int CONNECTING_SECONDS = 4;
    private static final int SETTLING_SECONDS = 2;
    private static final int WARM_UP_SECONDS = 10;

    private final Wiring wiring = new Wiring();
    private final byte[] scratch = new byte[65_536];
    private final List<Subscriber> subscribers = new ArrayList<>();

    private Subscribers(int count) {
        var server = new Host(wiring.network(), "exchange");
        var core = router("core");
        wiring.join(0, core, server, EXCHANGE);
        server.addDefaultRoute(Wiring.left(0));
        serve(server);
        int routers = (count + OF_A_ROUTER - 1) / OF_A_ROUTER;
        // The links of the backbone have a block of subnets of their own, after the one that the exchange's is in.
        int firstBlock = 1 + (routers + BLOCK - 1) / BLOCK;
        for (int i = 0; i < routers; i++) {
            Host router = router("access" + i);
            wiring.join(BLOCK + i, core, router, BACKBONE);
            router.addDefaultRoute(Wiring.left(BLOCK + i));
            int block = (firstBlock + i) * BLOCK;
            core.addRoute(new IpPrefix(Wiring.subnet(block).address(), BLOCK_PREFIX_LENGTH),
                    Wiring.right(BLOCK + i));
            for (int j = 0; j < Math.min(OF_A_ROUTER, count - i * OF_A_ROUTER); j++) {
                subscriber(router, block + j, count);
            }
        }
    }

    private Host router(String name) {
        var router = new Host(wiring.place(), name);
        router.ip().forwarding(true);
        return router;
    }

    private void serve(Host server) {
        var market = new Market(wiring.engine(), "bench", List.of(BUSY));
        var site = new Site(_ -> new Content.Found.Missing()).with("/feed", new MarketFeed(market));
        SiteServer.open(new HostTransport(new EngineEventLoop(wiring.engine()), server), PORT,
                Map.of("exchange.test", site), _ -> {
                    // No log.
                });
    }

    private void subscriber(Host router, int subnet, int count) {
        var device = new Host(wiring.place(), "device" + subscribers.size());
        wiring.join(subnet, router, device, ACCESS);
        device.addDefaultRoute(Wiring.left(subnet));
        var program = new Subscriber(REQUEST, scratch);
        new Timer(device.engine(),
                _ -> device.tcp().connect(new Endpoint(Wiring.right(0), PORT), program))
                .armIn(CONNECTING_SECONDS * SECOND / count * subscribers.size());
        subscribers.add(program);
    }

    /// Lets `count` devices subscribe and listen for `seconds`, after some seconds to warm up.
    ///
    /// @param count from 1 to 100,000
    /// @param seconds of virtual time, from 1
    /// @return one line
    public static String run(int count, int seconds) {
        var all = new Subscribers(count);
        all.pass(CONNECTING_SECONDS + SETTLING_SECONDS);
        all.pass(WARM_UP_SECONDS);
        return all.measure(seconds);
    }

    private void pass(int seconds) {
        wiring.engine().runUntil(wiring.engine().now() + seconds * SECOND);
    }

    private String measure(int seconds) {
        for (Subscriber each : subscribers) {
            if (each.texts() == 0) {
                throw new IllegalStateException("somebody was told nothing");
            }
        }
        long texts = texts();
        long bytes = bytes();
        wiring.beginAtRest();
        pass(seconds);
        Measurement measured = wiring.end("subscribers", bytes() - bytes);
        long messages = texts() - texts;
        double wall = measured.wallNanos() / 1e9;
        return String.format(Locale.ROOT,
                "%s subscribers=%d messages=%d messages_per_subscriber_and_s=%.2f virtual_per_wall_s=%.3f"
                        + " messages_per_wall_s=%.0f cpu_s=%.6f",
                measured.line(), subscribers.size(), messages,
                messages / (double) subscribers.size() / seconds, seconds / wall, messages / wall,
                measured.cpuNanos() / 1e9);
    }

    private long texts() {
        long texts = 0;
        for (Subscriber each : subscribers) {
            texts += each.texts();
        }
        return texts;
    }

    private long bytes() {
        long bytes = 0;
        for (Subscriber each : subscribers) {
            bytes += each.bytes();
        }
        return bytes;
    }
}
