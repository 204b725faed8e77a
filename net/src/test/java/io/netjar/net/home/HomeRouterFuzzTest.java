package io.netjar.net.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.net.link.Network;
import io.netjar.net.link.Port;
import io.netjar.wire.EthernetView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HomeRouterFuzzTest {
    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neitherThrowsNorLeaksOnRandomFrames(long seed) {
        var engine = new Engine(seed);
        var network = new Network(engine);
        var router = new HomeRouter(network, "router", HomeRouterSettings.home());
        var publicAddress = IpAddress.of("203.0.112.9");
        router.wanAddress(publicAddress, 24, IpAddress.of("203.0.112.1"), List.of());
        Port lan = router.newLanPort();
        lan.plugInto((from, frame) -> frame.release());
        router.wan().plugInto((from, frame) -> frame.release());
        Chance chance = engine.chance("fuzz");
        int[] places = {publicAddress.v4(), router.lanAddress().v4(), IpAddress.of("192.168.0.100").v4(),
                IpAddress.of("198.51.100.1").v4(), -1, chance.nextInt()};
        byte[] random = new byte[400];
        for (int round = 0; round < 20_000; round++) {
            chance.nextBytes(random);
            Packet frame = network.packets().copyOf(random, 0, 14 + chance.nextInt(random.length - 14));
            boolean outside = chance.happens(0.5);
            disguise(frame, outside ? router.wan().mac().bits() : router.lanInterface().mac().bits(), places,
                    chance);
            (outside ? router.wan() : lan).receive(frame);
            engine.runUntil(engine.now() + chance.nextInt(100_000_000));
        }
        engine.runUntil(engine.now() + 20_000 * SECOND);
        assertThat(network.packets().lent()).as("seed " + seed).isZero();
        assertThat(router.nat().flows()).as("seed " + seed).isZero();
    }

    /// Makes the frame look like IPv4 to the router, so that it gets deep inside.
    private static void disguise(Packet frame, long mac, int[] places, Chance chance) {
        var ethernet = new EthernetView(frame.bytes(), frame.offset());
        ethernet.destination(mac);
        ethernet.type(chance.happens(0.9) ? EthernetView.TYPE_IPV4 : EthernetView.TYPE_ARP);
        int[] protocols = {1, 6, 17, 17, chance.nextInt(256)};
        if (frame.length() >= 14 + 48) {
            new Ipv4View(frame.bytes(), frame.offset() + 42).write(400, 1, 64, protocols[chance.nextInt(5)],
                    places[chance.nextInt(6)], places[chance.nextInt(6)]);
        }
        if (frame.length() >= 34) {
            var ip = new Ipv4View(frame.bytes(), frame.offset() + 14);
            ip.write(frame.length() - 14, 1, 1 + chance.nextInt(64), protocols[chance.nextInt(5)],
                    places[chance.nextInt(6)], places[chance.nextInt(6)]);
        }
    }
}
