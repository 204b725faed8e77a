package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.internet.description.Schema;
import io.netjar.testkit.Tshark;
import io.netjar.verify.Checkout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The real launcher, typed as a user types.
class CommandTest {
    @TempDir
    private Path folder = Path.of("");

    @Nested
    class InVirtualTime {
        @Test
        void pingsAsPingDoes() {
            String out = Netjar.command("ping", "alice/laptop", "www.shop.test").succeeded();
            assertThat(out.lines()).first().asString().matches(
                    "PING www\\.shop\\.test \\([0-9.]+\\) 56\\(84\\) bytes of data\\.");
            assertThat(out).containsPattern(
                    "64 bytes from namsan/seoul/www\\.shop\\.test \\([0-9.]+\\): icmp_seq=1 ttl=[0-9]+ time=[0-9.]+ ms");
            assertThat(out).contains("4 packets transmitted, 4 received, 0% packet loss, time 30")
                    .containsPattern("rtt min/avg/max/mdev = ([0-9.]+/){3}[0-9.]+ ms");
        }

        @Test
        void tracesTheRouteByNames() {
            String out = Netjar.command("traceroute", "alice/laptop", "www.shop.test").succeeded();
            assertThat(out).startsWith("traceroute to www.shop.test (")
                    .contains("30 hops max, 60 byte packets");
            assertThat(out.lines().skip(1).findFirst().orElseThrow())
                    .as("private addresses have no names in the DNS")
                    .matches(" 1  192\\.168\\.0\\.1 \\(192\\.168\\.0\\.1\\)(  [0-9.]+ ms){3}");
            assertThat(out.lines().skip(2)).hasSizeGreaterThanOrEqualTo(4).allSatisfy(
                    hop -> assertThat(hop)
                            .matches(" ?[0-9]+  [a-z][a-z0-9./-]+ \\([0-9.]+\\)(  [0-9.]+ ms){3}"));
            assertThat(out.lines().toList().getLast()).contains("www.shop.test");
        }

        @Test
        void tracesPartOfTheRouteWithOneProbeToEachHop() {
            Tool.Result result = Netjar.command("traceroute", "-q", "1", "-N", "1", "--first", "2", "-m", "3",
                    "alice/laptop", "www.shop.test");
            assertThat(result.exitCode()).as("the target is farther").isEqualTo(1);
            assertThat(result.out().lines()).hasSize(3);
            assertThat(result.out().lines().skip(1))
                    .allSatisfy(hop -> assertThat(hop).matches(" [23]  [^ ]+ \\([0-9.]+\\)  [0-9.]+ ms"));
            assertThat(Netjar.command("traceroute", "-q", "11", "alice/laptop", "www.shop.test").err())
                    .startsWith("netjar: traceroute: 1 to 10 probes go to a hop");
        }

        @Test
        void printsWhatDigPrints() {
            String out = Netjar.command("dig", "alice/laptop", "www.shop.test").succeeded();
            assertThat(out).contains(";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: ",
                    ";; QUESTION SECTION:",
                    ";; ANSWER SECTION:", ";; Query time: ", ";; SERVER: ");
        }

        @Test
        void tracesANameFromTheRootDown() {
            String out = Netjar.command("dig", "+trace", "alice/laptop", "www.shop.test").succeeded();
            assertThat(out).containsPattern("(?m)^\\.\\s+[0-9]+\\s+IN\\s+NS\\s").containsPattern(
                    "(?m)^test\\.\\s+[0-9]+\\s+IN\\s+NS\\s").containsPattern(
                            "(?m)^www\\.shop\\.test\\.\\s+[0-9]+\\s+IN\\s+A\\s");
        }

        @Test
        void getsAPage() throws IOException {
            assertThat(Netjar.command("get", "alice/laptop", "https://www.shop.test/").succeeded()).isEqualTo(
                    Files.readString(Checkout.root().resolve("samples/shop/index.html")));
        }

        @Test
        void showsWhatAResolverRemembersWithItsTimeRunningDown() {
            String out = Netjar
                    .command("dns-cache", "alice/laptop", "--ask", "www.shop.test", "--after", "30s",
                            "--ask", "nothing.shop.test", "--servers")
                    .succeeded();
            assertThat(out).startsWith("cache of hanbit/seoul/resolver (").contains(
                    "which alice/laptop asks through alice/router", "asked nothing.shop.test. A: NXDOMAIN");
            assertThat(out).containsPattern("(?m)^www\\.shop\\.test\\. +269 +300 +A +answer");
            assertThat(out).containsPattern("(?m)^nothing\\.shop\\.test\\. +[0-9]+ +300 +ANY +no such name");
            assertThat(out).containsPattern("(?m)^test\\. +[0-9]+ +86400 +NS +referral")
                    .containsPattern("(?m)^SERVER +RTT +TIMEOUT");
            assertThat(Netjar.command("dns-cache", "acme/desk-1", "--json").succeeded())
                    .startsWith("{\n  \"device\" : \"acme/desk-1\",\n  \"resolver\" : \"acme/server\"")
                    .contains("\"entries\" : [ ]");
            assertThat(Netjar.command("dns-cache", "alice/laptop", "--ask", "w..x").exitCode()).isEqualTo(2);
        }

        @Test
        void showsSocketsAsSsDoes() {
            String during = "get alice/laptop http://www.shop.test/";
            String server = Netjar.command("ss", "www.shop.test", "--during", during, "--at", "1us")
                    .succeeded();
            assertThat(server.lines()).hasSize(5).first().asString()
                    .matches("State +Recv-Q +Send-Q +Local Address:Port +Peer Address:Port +Process");
            assertThat(server).containsPattern(
                    "LISTEN +0 +128 +0\\.0\\.0\\.0:80 +0\\.0\\.0\\.0:\\*\n\t cubic cwnd:10\n");
            assertThat(Netjar.command("ss", "alice/laptop", "--during", during, "--at", "5s").succeeded())
                    .containsPattern(
                            "TIME-WAIT +0 +0 +192\\.168\\.[0-9.]+:[0-9]+ +198\\.51\\.[0-9.]+:80 +timer:\\(timewait,5[0-9]sec,0\\)\n\t\n");
        }

        @Test
        void showsTheCongestionControlThatADeviceWasTold() throws IOException {
            Path file = Files.writeString(folder.resolve("two.yaml"),
                    """
                            providers: { hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 } }
                            homes:
                              alice: { provider: hanbit, devices: [laptop, pc], tcp: { devices: { pc: { congestion: newreno } } } }
                            sites: { www.shop.test: { in: hanbit/seoul, files: ., https: also } }
                            """);
            for (String device : List.of("alice/laptop", "alice/pc")) {
                String during = "get " + device + " http://www.shop.test/two.yaml";
                String name = device.equals("alice/pc") ? "reno" : "cubic";
                assertThat(Netjar.command("ss", device, "-f", file.toString(), "--during", during, "--at",
                        "3ms").succeeded()).contains("\n\t ts sack " + name + " wscale:");
            }
        }

        @Test
        void cannotGetTheIntranetFromAHomeButFromTheOffice() {
            Tool.Result home = Netjar.command("get", "alice/laptop", "https://intranet.acme.test/");
            assertThat(home.exitCode()).isEqualTo(1);
            assertThat(home.err()).startsWith("netjar: ").contains("intranet.acme.test");
            assertThat(Netjar.command("get", "acme/desk-1", "https://intranet.acme.test/").succeeded())
                    .contains("<html");
        }

        @Test
        void drawsMapsAndTellsProgramsWhatThereIs() throws IOException {
            Path svg = folder.resolve("map.svg");
            Path png = folder.resolve("map.png");
            String out = Netjar.command("show", "--json", "--svg", svg.toString(), "--png", png.toString())
                    .succeeded();
            var all = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(out);
            assertThat(List.<Object>copyOf(all.keySet())).containsExactly("providers", "exchanges", "routers",
                    "servers",
                    "homesAndOffices", "devices", "sites", "cities", "links");
            assertThat((List<?>) all.get("links")).anySatisfy(link -> assertThat(String.valueOf(link))
                    .contains("name=alice/line", "up=true", "bitsPerSecond=20000000",
                            "bitsPerSecond=100000000"));
            assertThat(svg).content().startsWith("<svg ").contains(">www.shop.test</text>");
            assertThat(Files.readAllBytes(png)).startsWith(0x89, 'P', 'N', 'G');
        }

        @Test
        void showsWhatThereIs() {
            assertThat(Netjar.command("show").succeeded()).contains("hanbit", "namsan", "pacific", "seoul-ix",
                    "alice/laptop",
                    "www.shop.test");
            assertThat(Netjar.command("show", "exchanges").succeeded()).isEqualTo("""
                    exchanges
                      name      city   members
                      seoul-ix  seoul  hanbit, namsan, pacific
                    """);
        }
    }

    @Nested
    class Mistakes {
        @Test
        void unknownCommandIsWrongUsage() {
            Tool.Result result = Netjar.command("rnu");
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err()).startsWith("netjar: there is no command 'rnu'; did you mean 'run'?")
                    .doesNotContain(
                            "\tat ");
        }

        @Test
        void unknownDeviceIsWrongUsageWithAHint() {
            Tool.Result result = Netjar.command("ping", "alice/labtop", "www.shop.test");
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err())
                    .contains("there is no device 'alice/labtop'; did you mean 'alice/laptop'?");
        }

        @Test
        void whatSsCannotDoIsWrongUsage() {
            Tool.Result activity = Netjar.command("ss", "alice/pc", "--during",
                    "ping alice/pc www.shop.test");
            assertThat(activity.exitCode()).isEqualTo(2);
            assertThat(activity.err()).contains("is not 'get DEVICE URL'");
            Tool.Result node = Netjar.command("ss", "www.shopp.test");
            assertThat(node.exitCode()).isEqualTo(2);
            assertThat(node.err()).contains("did you mean 'www.shop.test'?");
        }

        @Test
        void aTakenPortIsOneClearMessageAndNothingStarts() throws IOException {
            try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                String door = "127.0.0.1:" + taken.getLocalPort();
                Tool.Result result = Netjar.command("run", "--dns", "127.0.0.1:0", "--http", "127.0.0.1:0",
                        "--socks",
                        door);
                assertThat(result.exitCode()).isEqualTo(1);
                assertThat(result.err()).isEqualTo(
                        "netjar: cannot open the SOCKS5 door on " + door
                                + ": another program has that TCP port\n");
                assertThat(result.out()).isEmpty();
            }
        }

        @Test
        void aForwardsTakenPortIsOneClearMessageAndNothingStarts() throws IOException {
            try (var taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
                String door = "127.0.0.1:" + taken.getLocalPort();
                Tool.Result result = Netjar.command("run", "--dns", "off", "--http", "off", "--socks", "off",
                        "--forward", "0=www.shop.test:80", "--forward", door + "=exchange.test:80");
                assertThat(result.exitCode()).isEqualTo(1);
                assertThat(result.err()).isEqualTo("netjar: cannot open the forward door on " + door
                        + ": another program has that TCP port\n");
                assertThat(result.out()).isEmpty();
            }
        }

        @Test
        void aRootThatCannotBeWrittenIsOneClearMessage() {
            Tool.Result result = Netjar.command("run", "--dns", "off", "--http", "off", "--socks", "off",
                    "--export-root", folder.resolve("nowhere/root.pem").toString());
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).startsWith("netjar: cannot write the root certificate ");
            assertThat(result.out()).isEmpty();
        }

        @Test
        void wrongForwardsAreToldTogether() {
            Tool.Result result = Netjar.command("run", "--forward", "9301", "--forward", "0=exchange.test",
                    "--socks", "nonsense");
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err().lines()).hasSize(3).allMatch(line -> line.startsWith("netjar: --"));
            assertThat(result.out()).isEmpty();
        }

        @Test
        void namesFilesInAnyScriptWithoutALocaleAndWithoutAHome() {
            Tool.Result result = Tool.run("env", "-i", "PATH=" + System.getenv("PATH"), Netjar.launcher(),
                    "check",
                    "컵.yaml");
            assertThat(result.err())
                    .isEqualTo("netjar: cannot read 컵.yaml: there is no such file or folder\n");
        }

        @Test
        void aMissingFileIsOneClearMessage() {
            Tool.Result result = Netjar.command("run", folder.resolve("nowhere.yaml").toString());
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).isEqualTo("netjar: cannot read " + folder.resolve("nowhere.yaml")
                    + ": there is no such file or folder\n");
        }

        @Test
        void aWrongKeyIsToldWithLineAndColumn() throws IOException {
            Path file = folder.resolve("wrong.yaml");
            Files.createDirectories(folder.resolve("files"));
            Files.writeString(file,
                    Files.readString(Checkout.root().resolve("verify/src/test/resources/lossy.yaml"))
                            + "\nhoems: {}\n");
            Tool.Result result = Netjar.command("check", file.toString());
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).containsPattern("wrong\\.yaml:[0-9]+:1: .*hoems.*homes")
                    .contains("1 mistake");
        }

        @Test
        void aWrongDoorAddressIsWrongUsage() {
            Tool.Result result = Netjar.command("run", "--socks", "127.0.0.1:99999", "--dns", "nonsense:1");
            assertThat(result.exitCode()).isEqualTo(2);
            assertThat(result.err()).contains("--socks: '127.0.0.1:99999'", "--dns: 'nonsense'");
        }
    }

    @Test
    void theSampleHasNoMistakes() {
        assertThat(Netjar.command("check", "samples/small-world.yaml").succeeded()).contains("no mistakes");
    }

    @Test
    void schemaPrintsWhatEditorsNeed() {
        assertThat(Netjar.command("schema").succeeded()).isEqualTo(Schema.text());
    }

    private byte[] capture(String seed, String name) throws IOException {
        Path file = folder.resolve(name + ".pcapng");
        Netjar.command("get", "--seed", seed, "--capture", file.toString(), "alice/laptop",
                "https://www.shop.test/")
                .succeeded();
        return Files.readAllBytes(file);
    }

    @Test
    void theCaptureOfACommandIsCleanUnderTshark() throws IOException {
        Tool.need("tshark");
        Path file = folder.resolve("clean.pcapng");
        Files.write(file, capture("7", "judged"));
        assertThat(Tshark.fields(file, "dhcp || arp || dns || tcp", "frame.number")).hasSizeGreaterThan(100);
        assertThat(Tshark.complaints(file)).isEmpty();
    }
}
