package io.netjar.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A server of the real machine listens on every address it has, and nobody gets to it through a door, whatever he calls
/// it: what a door is told means somebody inside or nobody.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealMachineTest {
    private static final int REDIRECTING = 8301;
    private World world;
    private ServerSocket real;
    private int port;

    @SuppressWarnings("NullAway.Init")
    RealMachineTest() {}

    @BeforeAll
    void open(@TempDir Path folder) throws IOException, DoorException {
        real = new ServerSocket(0);
        port = real.getLocalPort();
        world = World.open(folder);
        String answer = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:" + port
                + "/\r\nContent-Length: 0\r\n\r\n";
        world.serve(REDIRECTING, Origin.answering(answer, false));
    }

    @AfterAll
    void close() throws IOException {
        world.close();
        real.close();
    }

    @AfterEach
    void nobodyCame() throws IOException {
        real.setSoTimeout(1);
        assertThat(catchThrowable(real::accept)).isInstanceOf(SocketTimeoutException.class);
    }

    /// Ways to say "this machine".
    static List<String> names() throws IOException {
        var names = new ArrayList<>(List.of("127.0.0.1", "127.0.0.2", "127.1", "127.0.1", "localhost",
                "localhost.", "LOCALHOST", "www.localhost", "0.0.0.0", "0", "2130706433", "0x7f000001",
                "0x7f.1",
                "0177.0.0.1", "017700000001", "127.000.000.001", "::1", "[::1]", "::ffff:127.0.0.1",
                "[::ffff:127.0.0.1]", "[::]", "ip6-localhost", "localhost.localdomain", "127.0.0.1.",
                "127.0.0.1%00",
                "user@127.0.0.1", "host.docker.internal", "\u0661\u0662\u0667.0.0.1",
                "127\u30020\u30020\u30021"));
        names.add(InetAddress.getLocalHost().getHostName());
        names.add(InetAddress.getLocalHost().getHostAddress());
        return names;
    }

    static Stream<String> octets() {
        return Stream.of("\1\177\0\0\1", "\1\0\0\0\0", "\4" + "\0".repeat(15) + "\1",
                "\4" + "\0".repeat(10) + "\u00ff\u00ff\177\0\0\1", "\4" + "\0".repeat(16));
    }

    private String portOctets() {
        return "" + (char) (port >> 8) + (char) (port & 0xff);
    }

    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("names")
    void isNotReachedBySocksNames(String name) throws IOException {
        String octets = utf8(name);
        try (Client client = new Client(world.door(DoorKind.SOCKS)).send("\5\1\0")) {
            client.send("\5\1\0\3" + (char) octets.length() + octets + portOctets());
            assertThat(client.read(2 + 10).charAt(3)).as("reply").isNotEqualTo('\0');
        }
    }

    @ParameterizedTest
    @MethodSource("octets")
    void isNotReachedBySocksAddresses(String address) throws IOException {
        try (Client client = new Client(world.door(DoorKind.SOCKS)).send("\5\1\0")) {
            client.send("\5\1\0" + address + portOctets());
            assertThat(client.read(2 + 10).charAt(3)).as("reply").isNotEqualTo('\0');
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isNotReachedByTunnels(String name) throws IOException {
        String target = utf8(name) + ":" + port;
        assertThat(answer("CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n\r\n"))
                .matches("HTTP/1.1 (400|502) (?s:.*)");
    }

    @ParameterizedTest
    @MethodSource("names")
    void isNotReachedByRequests(String name) throws IOException {
        String target = utf8(name) + ":" + port;
        assertThat(answer("GET http://" + target + "/ HTTP/1.1\r\nHost: www.shop.test\r\n\r\n"))
                .matches("HTTP/1.1 (400|502) (?s:.*)");
    }

    @ParameterizedTest
    @MethodSource("names")
    void isNotReachedByAHostField(String name) throws IOException {
        String target = utf8(name) + ":" + port;
        assertThat(answer("GET / HTTP/1.1\r\nHost: " + target + "\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void isNotReachedByRedirectsWhichAreTheVisitorsToFollow() throws IOException {
        assertThat(answer("GET http://www.shop.test:" + REDIRECTING + "/ HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 302 ").contains("127.0.0.1:" + port);
    }

    @Test
    void isNotReachedByWebSockets() throws IOException {
        assertThat(answer("GET http://127.0.0.1:" + port + "/ HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")).startsWith("HTTP/1.1 502 ");
    }

    private String answer(String request) throws IOException {
        try (Client client = new Client(world.door(DoorKind.HTTP)).send(request)) {
            return client.response();
        }
    }

    /// The real machine's name servers and hosts file have no say.
    @ParameterizedTest
    @MethodSource("namesToAsk")
    void isNotAskedForNames(String name) throws IOException {
        var query = new StringBuilder("\0\7\1\0\0\1\0\0\0\0\0\0");
        for (String label : name.split("\\.", -1)) {
            query.append((char) label.length()).append(label);
        }
        byte[] bytes = query.append("\0\0\1\0\1").toString().getBytes(StandardCharsets.ISO_8859_1);
        try (var socket = new DatagramSocket()) {
            socket.setSoTimeout(10_000);
            socket.send(new DatagramPacket(bytes, bytes.length, world.door(DoorKind.DNS)));
            var answer = new DatagramPacket(new byte[2000], 2000);
            socket.receive(answer);
            assertThat(answer.getData()[7]).as("answers").isZero();
        }
    }

    static Stream<String> namesToAsk() throws IOException {
        return Stream.of("debian.org", InetAddress.getLocalHost().getHostName());
    }
}
