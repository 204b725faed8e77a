package io.netjar.net.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.net.home.HomeRouter;
import io.netjar.net.host.Host;
import io.netjar.testkit.Seeds;
import io.netjar.wire.Endpoint;
import io.netjar.wire.Ipv4View;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// TCP between hosts behind routers and NAT while the links do their worst: every byte is exact, nothing gets stuck, no
/// connection ends but by those who are to end it, and at the end nothing is left anywhere and every packet is accounted for.
class TransferSoakTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long STUCK = 100_000 * SECOND;
    private static final long WEEKS = 2_000_000 * SECOND;
    private static final int USUAL = 600;
    private static final int TWICE = 60;

    @Test
    void losesNothingGetsStuckNowhereLeavesNothing() {
        Seeds.run("net", TransferSoakTest.class, USUAL, TransferSoakTest::soak);
    }

    @Test
    void isTheSameToTheLastByteASecondTime() {
        Seeds.run("net", TransferSoakTest.class, TWICE, seed -> {
            FrameHash first = hash(seed);
            assertThat(hash(seed)).as("seed " + seed).isEqualTo(first);
            assertThat(hash(seed + 1_000_000)).as("another seed than " + seed).isNotEqualTo(first);
        });
    }

    private static FrameHash hash(long seed) {
        var terrain = new Terrain(seed);
        var hash = new FrameHash(terrain.network);
        soak(terrain, seed);
        return hash;
    }

    private static void soak(long seed) {
        soak(new Terrain(seed), seed);
    }

    private static void soak(Terrain terrain, long seed) {
        Engine engine = terrain.network.engine();
        String label = "seed " + seed;
        var ledger = new Ledger(terrain, Ipv4View.PROTOCOL_TCP);
        engine.runUntil(terrain::hasAddresses, 3600 * SECOND);
        assertThat(terrain.hasAddresses()).as(label + " has addresses").isTrue();
        var weather = new Weather(terrain, seed);
        List<Talk> talks = talks(terrain, seed);
        boolean over = engine.runUntil(() -> isOver(talks), STUCK);
        assertThat(over).as(label + " stuck " + talks).isTrue();
        talks.forEach(talk -> talk.judge(label));
        talks.forEach(Talk::close);
        weather.stop();
        assertNothingIsLeft(terrain, label);
        ledger.balance(label);
    }

    private static boolean isOver(List<Talk> talks) {
        boolean over = true;
        for (Talk talk : talks) {
            over &= talk.isOver();
        }
        return over;
    }

    private static List<Talk> talks(Terrain terrain, long seed) {
        Chance chance = Chance.of(seed, "talks");
        List<Talk> talks = new ArrayList<>();
        int count = 1 + chance.nextInt(chance.happens(0.3) ? 8 : 2);
        for (int i = 0; i < count; i++) {
            Host client = terrain.clients.get(chance.nextInt(terrain.clients.size()));
            Host server = terrain.servers.get(chance.nextInt(terrain.servers.size()));
            int port = 1000 + i;
            HomeRouter home = terrain.home;
            if (chance.happens(0.6)) {
                talks.add(new Talk(seed, i, client, server, port,
                        new Endpoint(terrain.address(server), port), terrain.hasCookies));
            } else if (home == null) {
                talks.add(new Talk(seed, i, server, client, port,
                        new Endpoint(terrain.address(client), port), terrain.hasCookies));
            } else {
                home.nat().forward(Ipv4View.PROTOCOL_TCP, port, new Endpoint(terrain.address(client), port));
                Host other = terrain.clients.get(chance.nextInt(terrain.clients.size()));
                // One that dials itself crosses its cable twice: two spoilt bits may deceive the checksum.
                boolean isHairpin = chance.happens(0.2) && !(other.equals(client) && terrain.spoilsBits);
                Host dialer = isHairpin ? other : server;
                talks.add(new Talk(seed, i, dialer, client, port,
                        new Endpoint(home.wanInterface().address(), port), terrain.hasCookies));
            }
        }
        return talks;
    }

    private static void assertNothingIsLeft(Terrain terrain, String label) {
        terrain.stop();
        Engine engine = terrain.network.engine();
        engine.runUntil(engine.now() + WEEKS);
        assertThat(engine.armed()).as(label + " timers").isZero();
        assertThat(terrain.network.packets().lent()).as(label + " packets").isZero();
        assertThat(terrain.flows()).as(label + " flows").isZero();
        List<Host> hosts = new ArrayList<>(terrain.clients);
        hosts.addAll(terrain.servers);
        for (Host host : hosts) {
            assertThat(host.tcp().connections()).as(label + " connections of " + host).isZero();
            assertThat(host.tcp().bufferBytes()).as(label + " buffers of " + host).isZero();
        }
    }
}
