package io.netjar.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// More visitors than there are places, and visitors who take their time.
class CrowdTest {
    private static final int ECHO = 7001;
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String GET = "GET http://www.shop.test/ HTTP/1.1\r\nHost: www.shop.test\r\n\r\n";

    @TempDir
    private Path folder = Path.of("");

    private World world(int connections, int restMillis, Duration patience)
            throws IOException, DoorException {
        var limits = new DoorLimits(connections, Duration.ofMillis(restMillis), patience, patience);
        World world = World.open(folder, limits, World.shop(ECHO));
        world.serve(ECHO, (channel, all) -> Origin.send(channel, all.substring(all.length() - 1)));
        return world;
    }

    @Test
    void whoeverHasRestedLongestGivesWay() throws IOException, DoorException {
        try (World world = world(3, 20, LONG);
                Client first = Client.socks(world, World.SHOP, ECHO);
                var second = new Client(world.door(DoorKind.HTTP))) {
            Eventually.equal(() -> world.doors().connections(), 2);
            world.pass(40);
            assertThat(first.send("1").read(1)).isEqualTo("1");
            try (var third = new Client(world.door(DoorKind.DNS));
                    Client fourth = Client.socks(world, World.SHOP, ECHO)) {
                assertThat(second.fate()).isEqualTo("reset");
                assertThat(first.send("2").read(1)).isEqualTo("2");
                assertThat(fourth.send("3").read(1)).isEqualTo("3");
                assertThat(third.send("\0\14\0\1\1\0\0\0\0\0\0\0\0\0").read(2)).isEqualTo("\0\14");
            }
        }
    }

    @Test
    void whoeverIsServedIsNotPushedOut() throws IOException, DoorException {
        try (World world = world(2, 60_000, LONG);
                Client first = Client.socks(world, World.SHOP, ECHO);
                Client second = Client.socks(world, World.SHOP, ECHO);
                var third = new Client(world.door(DoorKind.HTTP))) {
            assertThat(third.fate()).isEqualTo("reset");
            assertThat(first.send("1").read(1)).isEqualTo("1");
            assertThat(second.send("2").read(1)).isEqualTo("2");
        }
    }

    @Test
    void whoeverGivesWayWhileHeIsConnectedLeavesNothingInside() throws IOException, DoorException {
        try (World world = world(2, 0, LONG)) {
            String silent = world.shopAddress();
            world.loseEverything();
            var crowd = new ArrayList<Client>();
            for (int i = 0; i < 20; i++) {
                crowd.add(new Client(world.door(DoorKind.SOCKS))
                        .send("\5\1\0" + Client.socksRequest(silent, 9)));
                assertThat(crowd.getLast().read(2)).isEqualTo("\5\0");
            }
            Eventually.equal(() -> world.onEngine(world::connections), 2);
            for (Client client : crowd) {
                client.close();
            }
        }
    }

    @Test
    void placesAreFewerWhereFewFilesMayBeOpen() {
        assertThat(DoorLimits.USUAL.within(1_000_000).connections()).isEqualTo(4096);
        assertThat(DoorLimits.USUAL.within(800).connections()).isEqualTo(400);
        assertThat(DoorLimits.USUAL.within(-5).connections()).isEqualTo(1);
    }

    @Test
    void aHeadThatNeverEndsIsAnsweredRequestTimeoutHoweverOftenItGrows() throws IOException, DoorException {
        try (World world = world(10, 20, Duration.ofMillis(400));
                Client client = new Client(world.door(DoorKind.HTTP)).send(GET)) {
            assertThat(client.response()).startsWith("HTTP/1.1 200 ");
            client.send(GET.substring(0, 50));
            for (int i = 0; i < 6; i++) {
                world.pass(50);
                client.send("X-" + i + ": y\r\n");
            }
            assertThat(client.response()).startsWith("HTTP/1.1 408 ").contains("connection: close",
                    "did not come in time");
            assertThat(client.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0", "\0\100", "\0\100abcd"})
    void aQuestionThatNeverEndsIsClosed(String begun) throws IOException, DoorException {
        try (World world = world(10, 20, Duration.ofMillis(300));
                Client client = new Client(world.door(DoorKind.DNS)).send(begun)) {
            for (int i = 0; i < 4; i++) {
                world.pass(50);
                client.send(begun.isEmpty() ? "" : "x");
            }
            assertThat(client.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(DoorKind.class)
    void aCrowdThatSaysNothingKeepsNobodyOut(DoorKind kind) throws IOException, DoorException {
        try (World world = world(50, 0, LONG)) {
            List<Client> crowd = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                crowd.add(new Client(world.door(kind)));
            }
            for (Client first : crowd.subList(0, 150)) {
                assertThat(first.fate()).isEqualTo("reset");
            }
            try (Client client = new Client(world.door(DoorKind.HTTP)).send(GET)) {
                assertThat(client.response()).startsWith("HTTP/1.1 200 ");
            }
            for (Client client : crowd) {
                client.close();
            }
            Eventually.equal(() -> world.doors().connections(), 0);
        }
    }
}
