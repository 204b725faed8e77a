package io.netjar.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.netjar.dns.LookupResult;
import io.netjar.internet.assembly.Premises;
import io.netjar.net.host.Ping;
import io.netjar.net.host.PingResult;
import io.netjar.net.host.Traceroute;
import io.netjar.net.host.TracerouteSettings;
import io.netjar.net.link.Capture;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.router.ShortestPaths;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.web.Access;
import io.netjar.web.client.Fetched;
import io.netjar.web.client.HttpClient;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SmallWorldTest {
    private static final long SECOND = 1_000_000_000L;
    /// An echo request of 56 bytes in IPv4 in Ethernet.
    private static final int PING_FRAME = 14 + 20 + 8 + 56;
    /// From alice's PC to a server in namsan's room in Seoul.
    private static final List<String> ROAD = List.of("alice/pc to alice/switch",
            "alice/router to alice/modem",
            "alice/line", "hanbit/seoul/edge to hanbit/seoul/edge/access",
            "hanbit/seoul/edge to hanbit/seoul/core",
            "hanbit/seoul to seoul-ix", "namsan/seoul to seoul-ix", "namsan/seoul/edge to namsan/seoul/core",
            "namsan/seoul/edge to namsan/seoul/servers",
            "namsan/seoul/www.shop.test to namsan/seoul/servers");

    @TempDir
    Path folder;

    @Test
    void givesEveryDeviceItsAddressByDhcp() throws IOException {
        Internet world = SmallWorld.open(folder, 1);

        assertThat(world.devices()).extracting(Device::name).containsExactly("alice/laptop", "alice/phone",
                "alice/pc", "bob/desktop", "acme/desk-1", "acme/desk-2", "acme/desk-3", "acme/desk-4");
        for (Device device : world.devices()) {
            String inside = device.name().startsWith("acme") ? "10.10.0.0/16" : "192.168.0.0/24";
            assertThat(IpPrefix.of(inside).contains(device.address())).as(device.name()).isTrue();
            assertThat(device.host().nameservers()).as(device.name()).hasSize(1);
        }
        assertThat(world.premises().getFirst().router().wanInterface().address())
                .satisfies(address -> assertThat(IpPrefix.of("203.0.112.0/20").contains(address)).isTrue());
    }

    @Test
    void settlesWithinSecondsOfVirtualTime() throws IOException {
        Internet world = SmallWorld.open(folder, 1);

        assertThat(world.engine().now()).isLessThan(5 * SECOND);
    }

    @Test
    void asksForTheShopFromTheHomeRouterUpToTheRootAndDownAgain() throws IOException {
        Internet world = SmallWorld.open(folder, 1);
        Questions questions = new Questions(world);

        IpAddress shop = SmallWorld.addressOf(world, "alice/laptop", "www.shop.test");

        assertThat(world.nameOf(shop)).hasValue("namsan/seoul/www.shop.test");
        assertThat(questions.asked().subList(0, 2)).containsExactly("alice/router", "hanbit/seoul/resolver");
        assertThat(questions.asked().get(2)).matches(".*/[ab]\\.root-servers\\.net");
        // what comes after the shop's own server are the questions for the keys of the zones above, to validate its answer
        int shops = questions.asked().indexOf("namsan/seoul/ns1.shop.test");
        assertThat(questions.asked().get(shops - 1)).matches(".*/[ab]\\.nic\\.test");
    }

    @Test
    void answersFromTheResolversCacheTheSecondTime() throws IOException {
        Internet world = SmallWorld.open(folder, 1);
        SmallWorld.addressOf(world, "alice/laptop", "www.shop.test");
        Questions questions = new Questions(world);

        SmallWorld.addressOf(world, "bob/desktop", "www.shop.test");

        assertThat(questions.asked()).containsExactly("bob/router", "hanbit/seoul/resolver");
    }

    @Test
    void bringsThePageAndShowsTheServerOnlyThePublicAddress() throws IOException {
        Internet world = SmallWorld.open(folder, 1);
        List<Access> log = new ArrayList<>();
        world.onAccess(log::add);
        IpAddress shop = SmallWorld.addressOf(world, "alice/laptop", "www.shop.test");

        Get page = Get.page(world, "alice/laptop", shop, "www.shop.test");

        assertThat(page.answer()).startsWith("HTTP/1.1 200 OK\r\n").contains("<p>This is the shop.</p>");
        IpAddress publicAddress = world.premises().getFirst().router().wanInterface().address();
        assertThat(log).singleElement().satisfies(access -> {
            assertThat(access.remote()).isEqualTo(publicAddress.toString());
            assertThat(access.host()).isEqualTo("www.shop.test");
            assertThat(access.status()).isEqualTo(200);
        });
    }

    @Test
    void pingsInTheTimeThatTheRoadTakes() throws IOException {
        Internet world = SmallWorld.open(folder, 1);
        IpAddress shop = SmallWorld.addressOf(world, "alice/pc", "www.shop.test");

        PingResult last = ping(world, "alice/pc", shop);

        long expected = ROAD.stream().mapToLong(name -> bothWays(world, name)).sum();
        assertThat(last).isInstanceOfSatisfying(PingResult.Reply.class,
                reply -> assertThat(reply.roundTripNanos()).isCloseTo(expected, withinPercentage(1)));
    }

    @Test
    void needsAround120MillisecondsToSeattleAndBack() throws IOException {
        Internet world = SmallWorld.open(folder, 1);
        IpAddress exchange = SmallWorld.addressOf(world, "bob/desktop", "exchange.test");

        PingResult last = ping(world, "bob/desktop", exchange);

        assertThat(last).isInstanceOfSatisfying(PingResult.Reply.class,
                reply -> assertThat(reply.roundTripNanos()).isBetween(117_000_000L, 130_000_000L));
    }

    @Test
    void namesEveryRouterOnTheWay() throws IOException {
        Internet world = SmallWorld.open(folder, 1);
        IpAddress exchange = SmallWorld.addressOf(world, "alice/pc", "exchange.test");
        List<String> hops = new ArrayList<>();
        boolean[] done = {false};
        Device pc = world.device("alice/pc");
        new Traceroute(pc.host(), exchange, TracerouteSettings.linux(), new Traceroute.Listener() {
            @Override
            public void hop(int number, List<Traceroute.Answer> answers) {
                hops.add(answers.getFirst().from().flatMap(address -> world.nameOf(address, pc)).orElse("*"));
            }

            @Override
            public void finished(boolean reached) {
                done[0] = reached;
            }
        }).start();
        SmallWorld.runUntil(world, () -> done[0]);

        assertThat(hops).containsExactly("alice/router", "hanbit/seoul/edge", "hanbit/seoul/core",
                "pacific/seoul/core", "pacific/seattle/core", "pacific/seattle/edge",
                "pacific/seattle/exchange.test");
    }

    @Test
    void keepsTheIntranetInside() throws IOException {
        Internet world = SmallWorld.open(folder, 1);

        assertThat(SmallWorld.lookup(world, "alice/laptop", "intranet.acme.test"))
                .isInstanceOf(LookupResult.NoSuchName.class);
        Get outside = Get.page(world, "alice/laptop", IpAddress.of("10.10.0.2"), "intranet.acme.test");
        assertThat(outside.end()).isEqualTo(TcpEnd.UNREACHABLE);

        IpAddress server = SmallWorld.addressOf(world, "acme/desk-1", "intranet.acme.test");
        assertThat(Get.page(world, "acme/desk-1", server, "intranet.acme.test").answer())
                .contains("This is the intranet.");
    }

    @Test
    void letsTheOfficeOut() throws IOException {
        Internet world = SmallWorld.open(folder, 1);

        IpAddress exchange = SmallWorld.addressOf(world, "acme/desk-2", "exchange.test");

        assertThat(Get.page(world, "acme/desk-2", exchange, "exchange.test").answer())
                .contains("This is the exchange.");
    }

    @Test
    void feedsPricesOverTheSea() throws IOException {
        Internet world = SmallWorld.open(folder, 1);
        IpAddress exchange = SmallWorld.addressOf(world, "alice/phone", "exchange.test");

        String heard = Get.feed(world, "alice/phone", exchange, "exchange.test").answer();

        // RFC 6455 §1.3: the answer to the key of its example.
        assertThat(heard).startsWith("HTTP/1.1 101 ").contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(heard).contains("\"stream_type\":\"SNAPSHOT\"");
        assertThat(heard.split("\"REALTIME\"", -1)).as(heard).hasSizeGreaterThan(2);
    }

    @Test
    void isOutOfReachWhileTheCableUnderTheSeaIsCut() throws IOException {
        Internet world = SmallWorld.open(folder, 1);
        IpAddress exchange = SmallWorld.addressOf(world, "alice/pc", "exchange.test");
        world.link("pacific/seoul to pacific/seattle").up(false);

        assertThat(ping(world, "alice/pc", exchange)).isNotInstanceOf(PingResult.Reply.class);

        world.link("pacific/seoul to pacific/seattle").up(true);
        world.engine().runUntil(world.engine().now() + ShortestPaths.DETECTION.toNanos());
        assertThat(ping(world, "alice/pc", exchange)).isInstanceOf(PingResult.Reply.class);
    }

    @Test
    void opensTheSampleAsItLies() throws IOException {
        Internet world = Internet.open(Path.of("../samples/small-world.yaml"), 1);

        assertThat(world.settle()).isTrue();
        IpAddress shop = SmallWorld.addressOf(world, "alice/laptop", "www.shop.test");
        assertThat(Get.page(world, "alice/laptop", shop, "www.shop.test").answer())
                .startsWith("HTTP/1.1 301 Moved Permanently")
                .contains("location: https://www.shop.test/\r\n");
        assertThat(fetch(world, "alice/laptop", "https://www.shop.test/"))
                .satisfies(SmallWorldTest::cameWhole);
        assertThat(fetch(world, "acme/desk-1", "https://intranet.acme.test/"))
                .satisfies(SmallWorldTest::cameWhole);
        assertThat(fetch(world, "alice/phone", "https://exchange.test/"))
                .satisfies(SmallWorldTest::cameWhole);
    }

    private static void cameWhole(Fetched fetched) {
        assertThat(fetched).isInstanceOfSatisfying(Fetched.Response.class, response -> {
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.remote().port()).isEqualTo(443);
            assertThat(response.bytes()).isGreaterThan(500);
        });
    }

    private static Fetched fetch(Internet world, String device, String url) {
        List<Fetched> results = new ArrayList<>();
        world.httpClient(world.device(device), HttpClient.Settings.DEFAULT).get(URI.create(url),
                results::add);
        SmallWorld.runUntil(world, () -> !results.isEmpty());
        return results.getFirst();
    }

    @Test
    void sendsTheSameBytesForTheSameSeedAndOthersForAnother() throws IOException {
        byte[] once = visit(7);
        byte[] again = visit(7);
        byte[] other = visit(8);

        assertThat(once).hasSizeGreaterThan(50_000).isEqualTo(again).isNotEqualTo(other);
    }

    @Test
    void losesNoPacketBuffer() throws IOException {
        Internet world = SmallWorld.open(folder, 1);
        IpAddress shop = SmallWorld.addressOf(world, "alice/laptop", "www.shop.test");
        Get.page(world, "alice/laptop", shop, "www.shop.test");

        world.engine().runUntil(world.engine().now() + 5 * SECOND);

        assertThat(world.network().packets().lent()).isZero();
    }

    @Test
    void listsWhatThereIs() throws IOException {
        Internet world = SmallWorld.open(folder, 1);

        assertThat(world.listings()).extracting(Listing::title).containsExactly("providers", "exchanges",
                "routers",
                "servers",
                "homes and offices", "devices", "sites");
        assertThat(world.listings().getLast().rows()).contains(
                List.of("intranet.acme.test", "inside acme", "10.10.0.2"));
        assertThat(world.premises()).extracting(Premises::name).containsExactly("alice", "bob", "acme");
    }

    private byte[] visit(long seed) throws IOException {
        Internet world = SmallWorld.unsettled(folder, seed);
        var bytes = new ByteArrayOutputStream();
        try (var capture = Capture.of(world.network(), bytes)) {
            assertThat(world.settle()).as("seed " + seed).isTrue();
            IpAddress shop = SmallWorld.addressOf(world, "alice/laptop", "www.shop.test");
            Get.page(world, "alice/laptop", shop, "www.shop.test");
            capture.flush();
        }
        return bytes.toByteArray();
    }

    /// The third of three, when all ARP is done.
    private static PingResult ping(Internet world, String device, IpAddress target) {
        List<PingResult> results = new ArrayList<>();
        Ping ping = new Ping(world.device(device).host(), target, (_, result) -> results.add(result));
        ping.start(3);
        SmallWorld.runUntil(world, () -> results.size() == 3);
        return results.getLast();
    }

    private static long bothWays(Internet world, String name) {
        Link link = world.link(name);
        return oneWay(link.aToB()) + oneWay(link.bToA());
    }

    private static long oneWay(LinkSpec spec) {
        return spec.delayNanos() + LinkSpec.wireBytes(PING_FRAME) * 8L * SECOND / spec.bitsPerSecond();
    }
}
