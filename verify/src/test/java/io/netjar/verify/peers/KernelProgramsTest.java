package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.cli.linux.LivingRoad;
import io.netjar.cli.linux.Namespace;
import io.netjar.cli.linux.RoadPlan;
import io.netjar.engine.Chance;
import io.netjar.net.link.LinkSpec;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs on kernels at the ends of emulated roads, and what they say of the roads and of Netjar.
class KernelProgramsTest {
    private static final int PORT = 7000;
    private static final int MEGABITS = 20;
    private static final LinkSpec LINE = LinkSpec.of(MEGABITS * 1_000_000L, Duration.ofMillis(10));
    private static final Pattern RATE = Pattern
            .compile("\"sum_received\":\\s*\\{[^}]*\"bits_per_second\":\\s*([0-9.]+)");

    @TempDir
    private Path folder = Path.of("");
    private Namespace left;
    private Namespace right;

    @SuppressWarnings("NullAway.Init")
    KernelProgramsTest() {}

    @BeforeEach
    void makeNamespaces() throws IOException {
        Kernel.need();
        left = Namespace.make();
        right = Namespace.make();
    }

    @AfterEach
    void removeNamespaces() throws IOException {
        left.close();
        right.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-R", "-u -b 10M", "-u -b 10M -R"})
    void iperf3MeasuresTheRateOfTheLine(String options) throws IOException {
        Tool.need("iperf3");
        try (LivingRoad road = new LivingRoad(1, RoadPlan.of(LINE))) {
            road.lendLeft(left);
            road.lendRight(right);
            road.start();
            Process server = right.start(folder.resolve("server"), "iperf3", "-s", "-1");
            try {
                hears(right, 5201, road);
                String report = left.run("sh", "-c",
                        "iperf3 -c " + road.rightAddress() + " -t 2 -J " + options);
                Matcher rate = RATE.matcher(report.replaceAll("\\s+", " "));
                double most = options.contains("-u") ? 10.5e6 : MEGABITS * 1e6;
                if (rate.find()) {
                    assertThat(Double.parseDouble(rate.group(1))).isBetween(most / 20, most);
                } else {
                    assertThat(report).contains("\"lost_percent\"").doesNotContain("\"error\"");
                }
            } finally {
                server.destroy();
            }
        }
    }

    private void hears(Namespace namespace, int port, LivingRoad road) throws IOException {
        for (int i = 0; i < 200 && namespace.run("ss", "-tlnH", "sport = :" + port).isEmpty(); i++) {
            road.pass(20);
        }
    }

    @Test
    void tracerouteFindsEveryRouterByUdpTcpAndIcmp() throws IOException {
        Tool.need("traceroute");
        try (LivingRoad road = new LivingRoad(1, RoadPlan.of(LINE).withRouters(5))) {
            road.lendLeft(left);
            road.start();
            for (String way : new String[]{"-U", "-T", "-I"}) {
                String hops = left.run("traceroute", "-n", "-q", "1", "-w", "5", way,
                        road.rightAddress().toString());
                assertThat(hops.lines().skip(1).map(line -> line.replaceAll("^ *[0-9]+ +([0-9.]+) .*", "$1")))
                        .as(way).containsExactly("10.0.0.2", "10.0.0.6", "10.0.0.10", "10.0.0.14",
                                "10.0.0.18",
                                "10.0.0.22");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1472,1500", "1473,1480", "60000,1480"})
    void pingsOfAnySizeComeBackWhole(int bytes, int mtu) throws IOException {
        try (LivingRoad road = new LivingRoad(1, RoadPlan.of(LINE).withMtu(mtu))) {
            road.lendLeft(left);
            road.start();
            // The routers find their neighbours: forty fragments at once are more than may wait for an ARP answer.
            left.run("ping", "-c", "1", "-W", "5", road.rightAddress().toString());
            assertThat(left.run("ping", "-c", "2", "-i", "0.05", "-W", "5", "-M", "dont", "-s",
                    String.valueOf(bytes),
                    road.rightAddress().toString())).contains(" 0% packet loss");
        }
    }

    @Test
    void theKernelLearnsThePathsMtu() throws IOException {
        try (LivingRoad road = new LivingRoad(1, RoadPlan.of(LINE).withRouters(3))) {
            road.lendLeft(left);
            IpAddress far = road.rightAddress();
            road.right().ip().interfaces().getFirst().mtu(1280);
            road.lastRouter().ip().interfaces().getLast().mtu(1280);
            road.start();
            assertThat(left.run("sh", "-c", "ping -c 1 -W 5 -M do -s 1400 " + far + " || true"))
                    .contains("Frag needed and DF set (mtu = 1280)");
            assertThat(left.run("ip", "route", "get", far.toString())).contains("mtu 1280");
        }
    }

    @ParameterizedTest
    @CsvSource({"none,1,ts sack,ecn", "tcp_timestamps,0,sack,ts", "tcp_sack,0,ts,sack",
            "tcp_window_scaling,0,ts sack,wscale"})
    void ssShowsWhatWasNegotiatedWithNetjar(String parameter, String value, String there, String notThere)
            throws IOException {
        if (!parameter.equals("none")) {
            right.set("net.ipv4." + parameter, value);
        }
        try (LivingRoad road = new LivingRoad(1, RoadPlan.of(LINE))) {
            road.lendRight(right);
            road.start();
            try (ServerSocket listener = KernelPeer.listen(right, PORT)) {
                var probe = new Probe(road);
                road.on(() -> road.left().tcp().connect(new Endpoint(road.rightAddress(), PORT), probe));
                try (Socket _ = listener.accept()) {
                    probe.isConnected();
                    String words = right.run("ss", "-tionH", "sport = :" + PORT);
                    assertThat(words).containsPattern("\\b" + there.replace(" ", "\\b.*\\b") + "\\b")
                            .doesNotContainPattern("\\b" + notThere + "\\b");
                }
            }
        }
    }

    @Test
    void netjarsVisitorsFetchFromTheKernelsWebServer() throws IOException {
        Tool.need("nginx", "curl");
        Path page = Files.createDirectories(folder.resolve("www")).resolve("index.html");
        Files.writeString(page, "from a kernel");
        byte[] big = new byte[3_000_000];
        Chance.of(1, "page").nextBytes(big);
        Files.write(folder.resolve("www/big"), big);
        folder.toFile().setExecutable(true, false);
        Path conf = folder.resolve("nginx.conf");
        Files.writeString(conf, "daemon off; user root; pid " + folder + "/pid; error_log stderr; events {}\n"
                + "http { access_log off; server { listen 80; root " + folder + "/www; } }\n");
        try (Netjar netjar = Netjar.run("--tun", "alice/laptop=netjar0", "--netns", left.name())) {
            Process nginx = left.start(folder.resolve("nginx"), "nginx", "-c", conf.toString());
            try {
                String url = "http://" + left.run("sh", "-c",
                        "ip -4 -o address show dev netjar0 | sed 's/.*inet \\([0-9.]*\\).*/\\1/'").strip()
                        + "/";
                Tool.run("curl", "-sS", "--retry", "20", "--retry-connrefused", "--retry-delay", "1",
                        "--retry-all-errors", "--max-time", "60", "--socks5-hostname", netjar.socksDoor(),
                        "-o",
                        folder.resolve("got").toString(), url + "big").succeeded();
                assertThat(folder.resolve("got")).hasBinaryContent(big);
                assertThat(
                        Tool.run("curl", "-sS", "--max-time", "60", "-x", netjar.httpDoor(), url).succeeded())
                        .isEqualTo("from a kernel");
            } finally {
                nginx.destroy();
            }
        }
    }
}
