package io.netjar.net.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Network;
import io.netjar.net.link.Observer;
import io.netjar.net.link.Port;
import io.netjar.testkit.Seeds;
import io.netjar.wire.Endpoint;
import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/// A network in parts, of which each runs ahead of the others where it can, does to the nanosecond what it does whole.
class PartitionSoakTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long STEP = SECOND / 2;
    private static final long STUCK = 100_000 * SECOND;
    private static final int USUAL = 150;
    private static final int WATCHED = 50;

    @Test
    void partsThatRunAheadDoWhatTheWholeDoes() {
        Seeds.run("net", PartitionSoakTest.class, USUAL, seed -> {
            List<String> whole = outcome(new Terrain(seed, false), seed);
            assertThat(outcome(new Terrain(seed, true), seed)).isEqualTo(whole);
        });
    }

    @Test
    void partsThatKeepStepShowEachPortTheSameFrames() {
        Seeds.run("net", PartitionSoakTest.class, WATCHED, seed -> {
            Map<String, List<Long>> whole = frames(new Terrain(seed, false), seed);
            assertThat(whole).isNotEmpty();
            assertThat(frames(new Terrain(seed, true), seed)).isEqualTo(whole);
        });
    }

    private static Map<String, List<Long>> frames(Terrain terrain, long seed) {
        var watch = new Watch(terrain.network);
        terrain.network.observe(watch);
        outcome(terrain, seed);
        return watch.seen;
    }

    private static List<String> outcome(Terrain terrain, long seed) {
        Engine engine = terrain.network.engine();
        while (!terrain.hasAddresses()) {
            engine.runUntil(engine.now() + STEP);
        }
        Chance chance = Chance.of(seed, "parts");
        Weather weather = chance.happens(0.4) ? new Weather(terrain, seed) : null;
        List<Talk> talks = talks(terrain, chance, seed);
        boolean isOver = false;
        while (!isOver && engine.now() < STUCK) {
            engine.runUntil(engine.now() + STEP);
            isOver = true;
            for (Talk talk : talks) {
                isOver &= talk.isOver();
            }
        }
        if (weather != null) {
            weather.stop();
        }
        var outcome = new ArrayList<String>();
        outcome.add(engine.now() + ", " + engine.fired() + " timers");
        talks.forEach(talk -> outcome.add(talk + " " + talk.journal()));
        for (Terrain.Cable cable : terrain.cables) {
            for (Port port : List.of(cable.a(), cable.b())) {
                outcome.add(port + " " + port.sentFrames() + " " + port.receivedFrames() + " "
                        + port.droppedFrames()
                        + " " + cable.link().statistics(port));
            }
        }
        return outcome;
    }

    private static List<Talk> talks(Terrain terrain, Chance chance, long seed) {
        var talks = new ArrayList<Talk>();
        int count = 1 + chance.nextInt(6);
        for (int i = 0; i < count; i++) {
            Host client = terrain.clients.get(chance.nextInt(terrain.clients.size()));
            Host server = terrain.servers.get(chance.nextInt(terrain.servers.size()));
            talks.add(new Talk(seed, i, client, server, 1000 + i,
                    new Endpoint(terrain.address(server), 1000 + i), terrain.hasCookies));
        }
        return talks;
    }

    /// For each port what went in and out, and when.
    private static final class Watch implements Observer {
        final Map<String, List<Long>> seen = new TreeMap<>();
        private final Network network;

        Watch(Network network) {
            this.network = network;
        }

        @Override
        public void sent(Port port, Packet frame) {
            note(port, frame, 1);
        }

        @Override
        public void received(Port port, Packet frame) {
            note(port, frame, 2);
        }

        @Override
        public void dropped(Port port, Packet packet, DropReason reason) {
            note(port, packet, 3 + reason.ordinal());
        }

        private void note(Port port, Packet packet, int what) {
            var sum = new CRC32();
            sum.update(packet.bytes(), packet.offset(), packet.length());
            seen.computeIfAbsent(port.name(), none -> new ArrayList<>())
                    .add((network.engine().now() << 8 | what) ^ sum.getValue() << 32);
        }
    }
}
