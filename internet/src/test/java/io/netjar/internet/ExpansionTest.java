package io.netjar.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.internet.assembly.Premises;
import io.netjar.internet.description.Description;
import io.netjar.net.host.Host;
import io.netjar.net.host.Ping;
import io.netjar.net.host.PingResult;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.router.ShortestPaths;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the rules of `docs/description.md` make of descriptions.
final class ExpansionTest {
    private static final String HEAD = """
            providers:
              hanbit: { kind: residential, cities: [seoul, busan], addresses: 203.0.112.0/20 }
              namsan: { kind: hosting, cities: [seoul], addresses: 198.51.96.0/20 }
              pacific: { kind: transit, cities: [seoul, tokyo], addresses: 192.31.0.0/20 }
            """;

    @TempDir
    Path folder;

    @Test
    void hasACoreAndAnEdgeRouterInEachCity() throws IOException {
        assertThat(open("").routers()).extracting(Host::name).containsExactly("hanbit/seoul/core",
                "hanbit/seoul/edge", "hanbit/busan/core", "hanbit/busan/edge", "namsan/seoul/core",
                "namsan/seoul/edge", "pacific/seoul/core", "pacific/seoul/edge", "pacific/tokyo/core",
                "pacific/tokyo/edge");
    }

    @Test
    void addsAnEdgeRouterForEveryHundredHomes() throws IOException {
        Internet world = open("homes: { 101 × flat: { provider: hanbit, city: busan, devices: [pc] } }");

        assertThat(world.host("hanbit/busan/edge2")).isPresent();
        assertThat(world.host("hanbit/busan/edge3")).isEmpty();
        assertThat(world.settle()).isTrue();
        IpPrefix first = IpPrefix.of("203.0.120.0/25");
        IpPrefix second = IpPrefix.of("203.0.120.128/25");
        assertThat(world.premises()).filteredOn(home -> first.contains(publicAddress(home))).hasSize(100);
        assertThat(world.premises()).filteredOn(home -> second.contains(publicAddress(home))).hasSize(1);
    }

    @Test
    void takesEveryAddressFromItsProvidersPrefixAndNoneTwice() throws IOException {
        Internet world = open("exchanges: { ix: { city: seoul, members: [hanbit, namsan] } }");

        Set<IpAddress> seen = new LinkedHashSet<>();
        for (Host router : world.routers()) {
            router.ip().interfaces().forEach(at -> {
                assertThat(seen.add(at.address())).as(at.address() + " of " + router).isTrue();
                assertThat(ours(at.address())).as(at.address() + " of " + router).isTrue();
            });
        }
        for (Host server : world.servers()) {
            assertThat(seen.add(server.ip().interfaces().getFirst().address())).as(server.name()).isTrue();
        }
    }

    @Test
    void givesLongLinesTheDelayOfGeographyOrTheDescriptions() throws IOException {
        LinkSpec usual = open("").link("pacific/seoul to pacific/tokyo").aToB();
        LinkSpec changed = open("links: { pacific/seoul to pacific/tokyo: { delay: 30 ms, loss: 2 % } }")
                .link("pacific/seoul to pacific/tokyo").bToA();

        assertThat(usual.delayNanos()).isBetween(7_900_000L, 8_300_000L);
        assertThat(changed.delayNanos()).isEqualTo(30_000_000);
        assertThat(changed.loss()).isEqualTo(0.02);
        assertThat(changed.bitsPerSecond()).isEqualTo(usual.bitsPerSecond());
    }

    @Test
    void goesRoundADeadLineASecondLaterAndBackWhenItHeals() throws IOException {
        Internet world = Internet.open(Description.parse("""
                providers:
                  ring: { kind: hosting, cities: [seoul, tokyo, taipei], addresses: 198.51.96.0/20,
                          lines: [seoul to tokyo, tokyo to taipei, taipei to seoul] }
                """, "ring.yaml"), folder, 1);
        Host seoul = world.host("ring/seoul/core").orElseThrow();
        Host edge = world.host("ring/tokyo/edge").orElseThrow();
        IpAddress tokyo = edge.ip().interfaces().getFirst().address();
        assertThat(roundTripMillis(world, seoul, tokyo)).isLessThan(17);
        world.link("ring/seoul to ring/tokyo").up(false);
        pass(world, ShortestPaths.DETECTION);
        assertThat(roundTripMillis(world, seoul, tokyo)).as("by Taipei").isBetween(40L, 70L);
        world.link("ring/seoul to ring/tokyo").up(true);
        pass(world, ShortestPaths.DETECTION);
        assertThat(roundTripMillis(world, seoul, tokyo)).isLessThan(17);
    }

    private static void pass(Internet world, Duration time) {
        world.engine().runUntil(world.engine().now() + time.toNanos());
    }

    private static long roundTripMillis(Internet world, Host from, IpAddress to) {
        List<PingResult> results = new ArrayList<>();
        new Ping(from, to, (_, result) -> results.add(result)).start(2);
        SmallWorld.runUntil(world, () -> results.size() == 2);
        // The first one had to ask for MAC addresses.
        return results.getLast() instanceof PingResult.Reply reply ? reply.roundTripNanos() / 1_000_000 : -1;
    }

    @Test
    void joinsProvidersByTransitOnlyWhereNoExchangeDoes() throws IOException {
        assertThat(open("").links()).containsKeys("hanbit/seoul to pacific/seoul",
                "namsan/seoul to pacific/seoul");
        Internet withExchange = open(
                "exchanges: { ix: { city: seoul, members: [hanbit, namsan, pacific] } }");
        assertThat(withExchange.links()).containsKeys("hanbit/seoul to ix", "pacific/seoul to ix")
                .doesNotContainKey("hanbit/seoul to pacific/seoul");
    }

    @Test
    void tellsItsResolverToHomesByDhcp() throws IOException {
        Internet world = open("homes: { h: { provider: hanbit, city: busan, devices: [pc] } }");
        assertThat(world.settle()).isTrue();

        Host resolver = world.host("hanbit/seoul/resolver").orElseThrow();
        Premises home = world.premises().getFirst();

        assertThat(home.router().host().nameservers())
                .containsExactly(resolver.ip().interfaces().getFirst().address());
        assertThat(world.device("h/pc").host().nameservers()).containsExactly(home.router().lanAddress());
    }

    @Test
    void placesAServerForEverySiteDomainRegistryAndRoot() throws IOException {
        Internet world = open("""
                names: { root: [pacific/tokyo, namsan/seoul], test: [pacific/tokyo] }
                sites:
                  a.shop.test: { in: namsan/seoul, websocket: { /echo: echo } }
                  b.shop.test: { in: pacific/tokyo, websocket: { /echo: echo } }
                """);

        assertThat(world.servers()).extracting(Host::name).containsExactlyInAnyOrder(
                "pacific/tokyo/a.root-servers.net", "namsan/seoul/b.root-servers.net",
                "hanbit/seoul/resolver",
                "namsan/seoul/resolver", "namsan/seoul/a.shop.test", "pacific/tokyo/b.shop.test",
                "namsan/seoul/ns1.shop.test", "pacific/tokyo/a.nic.test",
                "pacific/tokyo/a.in-addr-servers.arpa", "namsan/seoul/b.in-addr-servers.arpa",
                "hanbit/seoul/ns1.hanbit.test", "namsan/seoul/ns1.namsan.test",
                "pacific/seoul/ns1.pacific.test");
    }

    @Test
    void refusesToOpenWithoutASitesFolder() {
        assertThatThrownBy(() -> open("sites: { a.test: { in: namsan/seoul, files: nowhere } }"))
                .isInstanceOf(NoSuchFileException.class).hasMessageContaining("nowhere");
    }

    @Test
    void opensTwoHundredHomesWithThreeDevicesEach() throws IOException {
        Internet world = open(
                "homes: { 200 × flat: { provider: hanbit, devices: [laptop (wifi), phone (wifi), pc] } }");

        assertThat(world.devices()).hasSize(600);
        assertThat(world.settle()).isTrue();
        assertThat(world.devices())
                .allSatisfy(device -> assertThat(device.address()).isNotEqualTo(IpAddress.ANY_V4));
        assertThat(SmallWorld.addressOf(world, "flat-137/phone", "a.root-servers.net"))
                .isEqualTo(world.host("hanbit/seoul/a.root-servers.net").orElseThrow().ip().interfaces()
                        .getFirst()
                        .address());
    }

    @Test
    void namesDevicesThatThereAre() throws IOException {
        Internet world = open("homes: { h: { provider: hanbit, devices: [pc] } }");

        assertThatThrownBy(() -> world.device("h/laptop")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no device is called 'h/laptop'; there are h/pc");
    }

    private Internet open(String more) throws IOException {
        return Internet.open(Description.parse(HEAD + more, "x.yaml"), folder, 1);
    }

    private static IpAddress publicAddress(Premises home) {
        return home.router().wanInterface().address();
    }

    private static boolean ours(IpAddress address) {
        return List.of("203.0.112.0/20", "198.51.96.0/20", "192.31.0.0/20", "198.18.0.0/24").stream()
                .anyMatch(prefix -> IpPrefix.of(prefix).contains(address));
    }
}
