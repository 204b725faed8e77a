package io.netjar.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netjar.internet.Device;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DoorsTest {
    private static final int VISITORS = 300;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void thatCannotOpenAreNamedTogetherAndNoneStaysOpen() throws IOException {
        Device device = World.settled(folder).device("alice/pc");
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (var one = new ServerSocket(0, 1, loopback);
                var two = new ServerSocket(0, 1, loopback)) {
            var free = new InetSocketAddress(loopback, freePort(loopback));
            var plans = List.of(new DoorPlan(DoorKind.SOCKS, (InetSocketAddress) one.getLocalSocketAddress()),
                    new DoorPlan(DoorKind.HTTP, free),
                    new DoorPlan(DoorKind.DNS, (InetSocketAddress) two.getLocalSocketAddress()),
                    new DoorPlan(DoorKind.HTTP, InetSocketAddress.createUnresolved("nowhere.invalid", 1)));

            var failure = catchThrowableOfType(DoorException.class, () -> Doors.open(device, plans));

            assertThat(failure).hasMessageContainingAll("SOCKS5 door on", ":" + one.getLocalPort(),
                    "DNS door on", ":" + two.getLocalPort(), "another program has that TCP port",
                    "nowhere.invalid:1", "not an address");
            assertThat(String.valueOf(failure.getMessage()).lines()).hasSize(3);
            assertThat(catchThrowableOfType(ConnectException.class,
                    () -> new Socket(loopback, free.getPort()).close())).isNotNull();
        }
    }

    private static int freePort(InetAddress address) throws IOException {
        try (var probe = new ServerSocket(0, 1, address)) {
            return probe.getLocalPort();
        }
    }

    @Test
    void openOnTheAddressTheyAreToldOnly() throws IOException, DoorException {
        try (World world = World.open(folder)) {
            for (Doors.Door door : world.doors().doors()) {
                assertThat(door.address().getAddress().isLoopbackAddress()).isTrue();
                assertThat(catchThrowableOfType(ConnectException.class,
                        () -> new Socket("127.0.0.2", door.address().getPort()).close()))
                        .as(door.toString()).isNotNull();
            }
        }
    }

    @Test
    void closeWhatIsBeyondTheirRoom() throws IOException, DoorException {
        try (World world = World.open(folder,
                new DoorLimits(2, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5)));
                var _ = Client.socks(world, World.SHOP, 80);
                var _ = Client.socks(world, World.SHOP, 80);
                Client third = new Client(world.door(DoorKind.HTTP))) {
            assertThat(third.fate()).isIn("end", "reset");
        }
    }

    @ParameterizedTest
    @EnumSource(DoorKind.class)
    void forgetVisitorsWhoAreKilled(DoorKind kind) throws IOException, DoorException {
        try (World world = World.open(folder, World.LIMITS, World.shop(9000))) {
            world.serve(9000, (channel, all) -> Origin.send(channel,
                    "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(50_000)));
            for (int i = 0; i < VISITORS; i++) {
                Client client = new Client(world.door(kind));
                abandon(kind, i % 3, client);
                if (i % 2 == 0) {
                    client.reset();
                }
                client.close();
            }
            Eventually.equal(() -> world.doors().connections(), 0);
            Eventually.equal(world::connectionsLeft, 0);
        }
    }

    /// Leaves `client` in one of three stages of a visit.
    private static void abandon(DoorKind kind, int stage, Client client) throws IOException {
        String get = "GET http://www.shop.test:9000/ HTTP/1.1\r\nHost: www.shop.test\r\n\r\n";
        switch (kind) {
            case DNS -> client.send("\0\35\0\1\1\0\0\1\0\0\0\0\0\0".substring(0, stage * 7));
            case SOCKS -> {
                client.send("\5\1\0");
                if (stage > 0) {
                    client.send(Client.socksRequest(World.SHOP, 9000) + get);
                }
                if (stage > 1) {
                    client.read(2000);
                }
            }
            case HTTP, FORWARD -> {
                client.send(get.substring(0, stage == 0 ? 20 : get.length()));
                if (stage > 1) {
                    client.read(2000);
                }
            }
        }
    }
}
