package io.netjar.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardDoorTest {
    private static final int ECHO = 7001;

    @TempDir
    private Path folder = Path.of("");

    private World world(DoorLimits limits, Target... targets) throws IOException, DoorException {
        return World.open(folder, limits, List.of(targets));
    }

    private World world(Target... targets) throws IOException, DoorException {
        return world(World.LIMITS, targets);
    }

    @Test
    void leadsToTheTargetByName() throws IOException, DoorException {
        try (World world = world(new Target(World.SHOP, 80), new Target(World.EXCHANGE, 80));
                Client client = new Client(world.doors().doors().getLast().address())) {
            client.send("GET / HTTP/1.0\r\nHost: exchange.test\r\n\r\n");
            assertThat(client.rest()).startsWith("HTTP/1.1 200 OK").contains("This is the exchange.");
        }
    }

    @Test
    void leadsToTheTargetByAddress() throws IOException, DoorException {
        String address;
        try (World world = world()) {
            address = world.shopAddress();
        }
        try (World world = world(new Target(address, ECHO))) {
            world.serve(ECHO, new EchoScript());
            try (Client client = new Client(world.forward(ECHO))) {
                assertThat(client.send("hello").end().rest()).isEqualTo("hellobye");
            }
        }
    }

    @Test
    void carriesWhatAServerSaysFirst() throws IOException, DoorException {
        try (World world = world(new Target(World.SHOP, 25))) {
            world.serve(25, new Origin.Script() {
                @Override
                public void opened(Channel channel) {
                    Origin.send(channel, "220 ready");
                }

                @Override
                public void received(Channel channel, String all) {
                    Origin.sendAndClose(channel, " bye");
                }
            });
            try (Client client = new Client(world.forward(25))) {
                assertThat(client.read(9)).isEqualTo("220 ready");
                assertThat(client.send("quit").rest()).isEqualTo(" bye");
            }
        }
    }

    /// Whatever the visitor does meanwhile, its bytes and its end wait until it is connected.
    @Test
    void carriesWhatWasSaidBeforeTheTargetAnswered() throws IOException, DoorException {
        try (World world = world(new Target(World.SHOP, ECHO))) {
            world.serve(ECHO, new EchoScript());
            try (Client client = new Client(world.forward(ECHO))) {
                assertThat(client.send("all at once").end().rest()).isEqualTo("all at oncebye");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere.test", "www.shop.test", "test"})
    void resetsWhoComesForWhatIsNotThere(String host) throws IOException, DoorException {
        try (World world = world(new Target(host, 81))) {
            try (Client client = new Client(world.forward(81))) {
                assertThat(client.fate()).isEqualTo("reset");
            }
            Eventually.equal(() -> world.doors().connections(), 0);
            Eventually.equal(world::connectionsLeft, 0);
        }
    }

    @Test
    void findsAServerThatBeginsToListenLater() throws IOException, DoorException {
        try (World world = world(new Target(World.SHOP, ECHO))) {
            try (Client client = new Client(world.forward(ECHO))) {
                assertThat(client.fate()).isEqualTo("reset");
            }
            world.serve(ECHO, new EchoScript());
            try (Client client = new Client(world.forward(ECHO))) {
                assertThat(client.send("now").read(3)).isEqualTo("now");
            }
        }
    }

    @Test
    void leavesNothingOfAVisitorWhoWentBeforeTheTargetAnswered() throws IOException, DoorException {
        try (World world = world(new Target(World.SHOP, ECHO))) {
            world.serve(ECHO, new EchoScript());
            for (int i = 0; i < 100; i++) {
                Client client = new Client(world.forward(ECHO));
                client.reset();
            }
            // Whoever comes last is served last, so that all the others have been taken.
            try (Client last = new Client(world.forward(ECHO))) {
                assertThat(last.send("last").end().rest()).isEqualTo("lastbye");
            }
            Eventually.equal(() -> world.doors().connections(), 0);
            Eventually.equal(world::connectionsLeft, 0);
        }
    }

    @Test
    void closesWhatIsBeyondItsRoom() throws IOException, DoorException {
        var limits = new DoorLimits(2, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5));
        try (World world = world(limits, new Target(World.SHOP, ECHO))) {
            world.serve(ECHO, (channel, all) -> Origin.send(channel, all));
            try (var first = new Client(world.forward(ECHO));
                    var second = new Client(world.forward(ECHO));
                    var third = new Client(world.forward(ECHO))) {
                assertThat(first.send("1").read(1)).isEqualTo("1");
                assertThat(second.send("2").read(1)).isEqualTo("2");
                assertThat(third.fate()).isIn("end", "reset");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void neverReachesTheRealMachine(String host) throws IOException, DoorException {
        try (var real = new ServerSocket(0, 5);
                World world = world(new Target(host, real.getLocalPort()));
                Client client = new Client(world.forward(real.getLocalPort()))) {
            assertThat(client.fate()).isEqualTo("reset");
            real.setSoTimeout(1);
            assertThat(catchThrowable(real::accept)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void isPlannedWithATargetAndNoOtherDoorIs() {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        assertThatThrownBy(() -> new DoorPlan(DoorKind.FORWARD, address))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DoorPlan(DoorKind.DNS, address, Optional.of(new Target("a.test", 53))))
                .isInstanceOf(IllegalArgumentException.class);
        for (int port : new int[]{-1, 0, 65_536}) {
            assertThatThrownBy(() -> new Target("a.test", port)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Target("", 80)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new Target("a.test", 65_535)).hasToString("a.test:65535");
    }
}
