package io.netjar.verify.peers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netjar.testkit.RandomBytes;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Visitors who are slow, silent, killed or raving come to the doors of one `netjar run`. All the while somebody else is
/// served; when they have gone, files and heap are what they were, and nothing was said of exceptions.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileVisitorsTest {
    private static final String TARGET = "exchange.test:80";
    private static final int SILENT = 10_000;
    private static final int KILLED = 30;
    private static final int RAVING = 150;
    private static final long PATIENCE_NANOS = 60_000_000_000L;
    /// What connections and what follows them may take while they last: ten thousand were measured to take 20 MB.
    private static final long CROWD_BYTES = 64 << 20;
    /// What may stay for some minutes: NAT keeps flows that are over, classes are loaded, lists keep their room.
    private static final long TRACE_BYTES = 16 << 20;
    private static final int TRACE_FILES = 12;

    private static final Pattern ROW = Pattern
            .compile("^ *[0-9]+: +[0-9]+ +([0-9]+) +(?!.*jdk.internal.vm.Filler)");

    private Netjar netjar;
    private List<InetSocketAddress> doors = List.of();
    private long files;
    private long heap;

    @SuppressWarnings("NullAway.Init")
    HostileVisitorsTest() {}

    @BeforeAll
    void start() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "files are counted in /proc");
        netjar = Netjar.run("--forward", "0=" + TARGET);
        doors = Stream
                .of(netjar.socksDoor(), netjar.httpDoor(), ":" + netjar.dnsPort(), netjar.forward(TARGET))
                .map(door -> new InetSocketAddress(InetAddress.getLoopbackAddress(),
                        Integer.parseInt(door.substring(door.lastIndexOf(':') + 1))))
                .toList();
        assertThat(served()).isEqualTo("200");
        files = files();
        heap = heap();
    }

    @AfterAll
    void stop() {
        netjar.close();
    }

    @AfterEach
    void allIsCalmAgain() throws IOException {
        long start = System.nanoTime();
        while (files() > files + TRACE_FILES && System.nanoTime() - start < PATIENCE_NANOS) {
            assertThat(served()).isEqualTo("200");
        }
        assertThat(files()).as("open files").isLessThanOrEqualTo(files + TRACE_FILES);
        assertThat(heap()).as("heap").isLessThan(heap + TRACE_BYTES);
        assertThat(netjar.errors()).doesNotContain("Exception", "Error", "\tat ");
    }

    /// The status of a page that somebody asks for by the HTTP proxy door and has in time: a question that is lost on the
    /// road costs him five seconds, as anywhere.
    private String served() {
        return curl("-m", "20", "-x", netjar.httpDoor()).out();
    }

    /// Somebody who tries again has the page before long: a crowd's questions fill a home router's forwarder for some seconds.
    private void othersAreServedAgain() {
        long start = System.nanoTime();
        String answer = served();
        while (!answer.equals("200") && System.nanoTime() - start < PATIENCE_NANOS) {
            answer = served();
        }
        assertThat(answer).isEqualTo("200");
    }

    private static Tool.Result curl(String... options) {
        var command = new ArrayList<>(
                List.of("curl", "-s", "-S", "-o", "/dev/null", "-w", "%{errormsg}%{http_code}"));
        command.addAll(List.of(options));
        command.add("http://exchange.test/");
        return Tool.run(command);
    }

    private long files() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/" + netjar.pid() + "/fd"))) {
            return open.count();
        }
    }

    /// Bytes of what lives, after a collection; what that left unmoved between the living is told as fillers.
    private long heap() {
        String table = Tool.run(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(netjar.pid()), "GC.class_histogram").succeeded();
        return table.lines().map(ROW::matcher).filter(Matcher::find)
                .mapToLong(row -> Long.parseLong(row.group(1))).sum();
    }

    /// A thousand at a time: slow heads, slow bodies, slow reading and many ranges, by the proxy and by the forward.
    @Test
    void whoAreSlowKeepNobodyWaiting() throws IOException {
        Tool.need("slowhttptest", "curl");
        String proxy = netjar.httpDoor().substring("http://".length());
        var attacks = new ArrayList<Process>();
        for (String mode : List.of("-H", "-B", "-X", "-R")) {
            attacks.add(slow(mode, "-u", "http://exchange.test/", "-d", proxy));
            attacks.add(slow(mode, "-u", "http://" + netjar.forward(TARGET) + "/"));
        }
        int visits = 0;
        while (attacks.stream().anyMatch(Process::isAlive)) {
            assertThat(served()).as("visit %d", ++visits).isEqualTo("200");
        }
        assertThat(visits).isGreaterThan(5);
        for (Process attack : attacks) {
            assertThat(new String(attack.getInputStream().readAllBytes(), ISO_8859_1))
                    .contains("slow HTTP test status").doesNotContain("initializing:        125");
        }
    }

    private static Process slow(String mode, String... target) throws IOException {
        var command = new ArrayList<>(List.of("timeout", "30", "slowhttptest", mode, "-c", "125", "-r", "25",
                "-i", "2", "-l", "10", "-p", "5"));
        command.addAll(List.of(target));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /// Ten thousand connections by all doors: some say nothing, some begin and do not go on, some are tunnels on which nothing
    /// moves. Meanwhile others come in, at once or, while none of the silent has rested for long, when they try again.
    @Test
    void whoSayNothingKeepNobodyOut() throws IOException {
        Tool.need("curl");
        needFiles(SILENT + 500);
        var silent = new ArrayList<SocketChannel>();
        try {
            for (int i = 0; i < SILENT; i++) {
                silent.add(open(i));
                if (i % (SILENT / 4) == SILENT / 4 - 1) {
                    othersAreServedAgain();
                }
            }
            assertThat(files()).isGreaterThan(files + 1000);
            assertThat(heap()).as("heap").isLessThan(heap + CROWD_BYTES);
        } finally {
            for (SocketChannel channel : silent) {
                channel.close();
            }
        }
    }

    private static void needFiles(long count) {
        long most = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : 0;
        String message = "ulimit -n is " + most + ", not " + count + ": ten thousand visitors were NOT tried";
        if (most < count) {
            System.err.println("[SKIPPED] " + message);
        }
        Assumptions.assumeTrue(most >= count, message);
    }

    private SocketChannel open(int number) throws IOException {
        int door = number % doors.size();
        SocketChannel channel = SocketChannel.open(doors.get(door));
        List<String> words = beginnings(door);
        try {
            channel.write(
                    ByteBuffer.wrap(words.get(number / doors.size() % words.size()).getBytes(ISO_8859_1)));
        } catch (IOException _) {
            // It was refused already.
        }
        return channel;
    }

    private static List<String> beginnings(int door) {
        return switch (door) {
            case 0 -> List.of("", "\5\1\0", "\5\1\0\5\1\0\3\15exchange.test\0\120");
            case 1 -> List.of("", "GET http://exchange.test/ HT",
                    "CONNECT exchange.test:80 HTTP/1.1\r\nHost: exchange.test\r\n\r\n");
            case 2 -> List.of("", "\0\40half a question");
            default -> List.of("", "GET / HT");
        };
    }

    /// curl takes a file slowly by each door and is killed amid it.
    @Test
    void whoAreKilledLeaveNothing() throws IOException {
        Tool.need("curl");
        for (int i = 0; i < KILLED; i++) {
            for (List<String> way : List.of(
                    List.of("--socks5-hostname", netjar.socksDoor(), "http://" + TARGET),
                    List.of("-p", "-x", netjar.httpDoor(), "http://" + TARGET),
                    List.of("http://" + netjar.forward(TARGET)))) {
                Process visitor = slowVisitor(way);
                assertThat(visitor.getInputStream().readNBytes(64)).hasSize(64);
                visitor.destroyForcibly();
            }
        }
    }

    private static Process slowVisitor(List<String> way) throws IOException {
        var command = new ArrayList<>(List.of("curl", "-s", "-N", "-m", "60", "--limit-rate", "512"));
        command.addAll(way.subList(0, way.size() - 1));
        command.add(way.getLast() + "/exchange.js");
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    /// Random bytes, and what the door's visitors usually say with damages, on many connections, closed or reset at once or
    /// after an answer; and as datagrams.
    @Test
    void whoRaveAreNoTrouble() throws IOException {
        Tool.need("curl");
        for (int seed = 0; seed < RAVING; seed++) {
            for (int door = 0; door < doors.size(); door++) {
                byte[] usual = beginnings(door).getLast().getBytes(ISO_8859_1);
                rave(doors.get(door),
                        seed % 2 == 0 ? RandomBytes.of(seed, 300) : RandomBytes.like(seed, usual),
                        seed % 3);
            }
        }
        byte[] question = "\0\7\1\0\0\1\0\0\0\0\0\0\3www\4shop\4test\0\0\1\0\1".getBytes(ISO_8859_1);
        try (var socket = new DatagramSocket()) {
            for (int seed = 0; seed < 20 * RAVING; seed++) {
                byte[] bytes = RandomBytes.like(seed, question);
                socket.send(new DatagramPacket(bytes, bytes.length, doors.get(2)));
            }
        }
        othersAreServedAgain();
        assertThat(Tool.run("dig", "@127.0.0.1", "-p", netjar.dnsPort(), "+tries=2", "www.shop.test")
                .succeeded())
                .contains("NOERROR");
    }

    private static void rave(InetSocketAddress door, byte[] bytes, int ending) throws IOException {
        try (var socket = new Socket(door.getAddress(), door.getPort())) {
            socket.getOutputStream().write(bytes);
            switch (ending) {
                case 0 -> socket.setSoLinger(true, 0);
                case 1 -> socket.shutdownOutput();
                default -> {
                    socket.setSoTimeout(20);
                    socket.getInputStream().read();
                }
            }
        } catch (IOException _) {
            // The door has closed it, or waits for more.
        }
    }
}
