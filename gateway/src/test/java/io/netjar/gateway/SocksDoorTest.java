package io.netjar.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SocksDoorTest {
    private static final int ECHO = 7001;
    private World world;

    @SuppressWarnings("NullAway.Init")
    SocksDoorTest() {}

    @BeforeAll
    void open(@TempDir Path folder) throws IOException, DoorException {
        world = World.open(folder);
        world.serve(ECHO, new EchoScript());
    }

    @AfterAll
    void leaveNothingBehind() {
        world.doors().close();
        Eventually.equal(world::connectionsLeft, 0);
        world.close();
    }

    private Client client() throws IOException {
        return new Client(world.door(DoorKind.SOCKS));
    }

    /// The reply's status to a request in octets.
    private int reply(String request) throws IOException {
        try (Client client = client().send("\5\1\0")) {
            assertThat(client.read(2)).isEqualTo("\5\0");
            return client.send(request).read(10).charAt(1);
        }
    }

    @Nested
    class Greeting {
        @Test
        void withoutAMethodThatNeedsNoPasswordIsNotAcceptable() throws IOException {
            try (Client client = client().send("\5\2\1\2")) {
                assertThat(client.rest()).isEqualTo("\5\u00ff");
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"\4\1\0\120\1\2\3\4me\0", "GET / HTTP/1.1\r\n\r\n", "\26\3\1\2\0",
                "\0\0\0\0"})
        void inAnotherProtocolIsClosed(String bytes) throws IOException {
            try (Client client = client().send(bytes)) {
                assertThat(client.fate()).isIn("end", "reset");
            }
        }

        @Test
        void thatNeverEndsIsClosedHoweverOftenItGrows() throws IOException {
            long start = System.nanoTime();
            try (Client client = client().send("\5")) {
                world.pass(600);
                client.send("\1\0");
                assertThat(client.read(2)).isEqualTo("\5\0");
                assertThat(client.fate()).isEqualTo("end");
            }
            assertThat(System.nanoTime() - start)
                    .isLessThan(World.LIMITS.greeting().plusMillis(550).toNanos());
        }

        @Test
        void byteByByteIsUnderstood() throws IOException {
            try (Client client = client()) {
                for (char octet : ("\5\1\0" + Client.socksRequest(World.SHOP, ECHO)).toCharArray()) {
                    client.send(String.valueOf(octet));
                }
                assertThat(client.read(12)).startsWith("\5\0\5\0\0\1");
            }
        }
    }

    @Nested
    class Request {
        @Test
        void byNameConnects() throws IOException {
            try (Client client = Client.socks(world, World.SHOP, 80)) {
                client.send("GET / HTTP/1.0\r\nHost: www.shop.test\r\n\r\n");
                assertThat(client.rest()).startsWith("HTTP/1.1 200 OK").contains("This is the shop.");
            }
        }

        @Test
        void byAddressConnects() throws IOException {
            byte[] octets = InetAddress.getByName(world.shopAddress()).getAddress();
            var request = new StringBuilder("\5\1\0\1");
            for (byte octet : octets) {
                request.append((char) (octet & 0xff));
            }
            assertThat(reply(request + "\0\120")).isZero();
        }

        @ParameterizedTest
        @ValueSource(strings = {"\2", "\3"})
        void toBindOrForUdpIsNotSupported(String command) throws IOException {
            assertThat(reply("\5" + command + "\0\1\1\2\3\4\0\120")).isEqualTo(7);
        }

        @Test
        void toIpv6IsNotSupported() throws IOException {
            assertThat(reply("\5\1\0\4" + "\0".repeat(15) + "\1\0\120")).isEqualTo(8);
            assertThat(reply(Client.socksRequest("::1", 80))).isEqualTo(8);
        }

        @Test
        void toAnUnknownNameFindsNoHost() throws IOException {
            assertThat(reply(Client.socksRequest("nowhere.test", 80))).isEqualTo(4);
            assertThat(reply(Client.socksRequest("a".repeat(64) + ".test", 80))).isBetween(1, 4);
        }

        @Test
        void whereNobodyListensIsRefused() throws IOException {
            assertThat(reply(Client.socksRequest(World.SHOP, 81))).isEqualTo(5);
        }

        @ParameterizedTest
        @ValueSource(strings = {"127.0.0.1", "localhost", "192.168.0.1", "10.0.0.1"})
        void neverReachesTheRealMachine(String host) throws IOException {
            try (var real = new ServerSocket(0, 5)) {
                assertThat(reply(Client.socksRequest(host, real.getLocalPort()))).isNotZero();
                real.setSoTimeout(1);
                assertThat(catchThrowable(real::accept))
                        .isInstanceOf(SocketTimeoutException.class);
            }
        }

        @Test
        void forTheRealMachinesOwnNameIsNotResolvedOutside() throws IOException {
            assertThat(reply(Client.socksRequest(InetAddress.getLocalHost().getHostName(), 80))).isEqualTo(4);
        }

        @Test
        void mayBeFollowedByBytesThatDoNotWaitForTheReply() throws IOException {
            try (Client client = client()) {
                client.send("\5\1\0" + Client.socksRequest(World.SHOP, ECHO) + "early");
                assertThat(client.read(12)).startsWith("\5\0\5\0\0\1");
                assertThat(client.read(5)).isEqualTo("early");
            }
        }
    }
}
