package io.netjar.internet;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.internet.description.Description;
import io.netjar.internet.description.WebSite;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.CoDel;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.DropTail;
import io.netjar.net.link.FqCoDel;
import io.netjar.net.link.Impairments;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Port;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.wifi.WifiCell;
import io.netjar.net.wifi.WifiSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said about lines and signals, in the Internet that comes of it.
final class LinesInTheWorldTest {
    private static final String HEAD = """
            providers:
              hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 }
              pacific: { kind: transit, cities: [seoul, tokyo], addresses: 192.31.0.0/20 }
            exchanges: { ix: { city: seoul, members: [hanbit, pacific] } }
            sites: { www.shop.test: { in: pacific/tokyo, files: shop, https: also } }
            """;

    @TempDir
    private Path folder = Path.of("");

    private Internet open(String more) throws IOException {
        Path shop = Files.createDirectories(folder.resolve("shop"));
        Files.writeString(shop.resolve("index.html"), "price ".repeat(20_000));
        return Internet.open(Description.parse(HEAD + more, "x.yaml"), folder, 1);
    }

    @Test
    void everyDirectionIsWhatIsSaidOfIt() throws IOException {
        Internet world = open(
                """
                        homes: { h: { provider: hanbit, devices: [pc], access: { kind: cable, up: { queue: fq-codel } } } }
                        offices: { o: { provider: hanbit, devices: [pc], line: { down: { loss: 1 % } } } }
                        links:
                          pacific/tokyo to pacific/seoul: { there: { queue: codel }, back: { duplication: 1 %, delay: 9 ms } }
                          ix to pacific/seoul: { rate: 1 Gbit/s, there: { queue: 10 packets } }
                        """);
        assertThat(world.link("h/line").aToB().queue()).isEqualTo(FqCoDel.usual());
        assertThat(world.link("h/line").bToA().queue()).isInstanceOf(DropTail.class);
        assertThat(world.link("o/line").aToB().loss()).isZero();
        assertThat(world.link("o/line").bToA().loss()).isEqualTo(0.01);
        LinkSpec west = world.link("pacific/seoul to pacific/tokyo").bToA();
        LinkSpec east = world.link("pacific/seoul to pacific/tokyo").aToB();
        assertThat(west.queue()).isEqualTo(CoDel.usual());
        assertThat(east.impairments()).isEqualTo(Impairments.none().withDuplication(0.01));
        assertThat(east.delay()).isEqualTo(Duration.ofMillis(9));
        assertThat(west.delay()).isLessThan(Duration.ofMillis(9));
        assertThat(world.link("pacific/seoul to ix").aToB().bitsPerSecond()).isEqualTo(1_000_000_000);
        assertThat(world.link("pacific/seoul to ix").bToA().queue().limit())
                .isEqualTo(QueueLimit.packets(10));
        assertThat(world.link("hanbit/seoul to ix").aToB().bitsPerSecond()).isEqualTo(100_000_000_000L);
    }

    @Test
    void aPageComesOverNarrowLinesAndNoRouterSendsWhatTheyDoNotCarry() throws IOException {
        Internet world = open("""
                homes: { h: { provider: hanbit, devices: [pc], access: { kind: fibre, mtu: 1400 } } }
                links:
                  pacific/seoul to pacific/tokyo: { back: { mtu: 1300 } }
                  ix to hanbit/seoul: { mtu: 1450 }
                """);
        assertThat(world.settle()).isTrue();
        WebSite shop = world.sites().getFirst();
        Get page = Get.page(world, "h/pc", world.addressOf(shop).orElseThrow(), shop.name());
        assertThat(page.answer()).endsWith("price ").hasSizeGreaterThan(120_000);
        assertThat(world.network().drops(DropReason.TOO_LONG)).isZero();
        assertThat(world.network().drops(DropReason.FRAGMENTATION_NEEDED)).isPositive();
    }

    @Test
    void aFarDeviceSendsSlowlyAndTheOthersDoNot() throws IOException {
        Internet world = open(
                "homes: { h: { provider: hanbit, devices: [laptop (wifi), tv (wifi far), pad (wifi 20 m)] } }");
        WifiCell cell = world.premises().getFirst().wifi().orElseThrow();
        assertThat(rate(world, cell, "h/laptop")).isEqualTo(585_000_000);
        assertThat(rate(world, cell, "h/tv")).isEqualTo(6_500_000);
        assertThat(rate(world, cell, "h/pad")).isBetween(100_000_000L, 400_000_000L);
        assertThat(world.settle()).isTrue();
    }

    @Test
    void devicesAreHiddenFromEachOtherAndAsk() throws IOException {
        Internet world = open("homes: { h: { provider: hanbit, devices: [2 × pad (wifi), pc, tv (wifi)],"
                + " wifi: { quality: weak, rts: 500 B, hidden: [pad-1 from tv] } } }");
        WifiCell cell = world.premises().getFirst().wifi().orElseThrow();
        assertThat(cell.spec()).isEqualTo(WifiSpec.weak().withRtsBytes(500));
        assertThat(cell.isHidden(port(world, "h/tv"), port(world, "h/pad-1"))).isTrue();
        assertThat(cell.isHidden(port(world, "h/tv"), port(world, "h/pad-2"))).isFalse();
        assertThat(world.settle()).isTrue();
    }

    @Test
    void someRadiosAskByTheirOwnThreshold() throws IOException {
        Internet world = open("homes: { h: { provider: hanbit, devices: [2 × pad (wifi)],"
                + " wifi: { rts: { pad-2: 500 B, router: 1 kB } } } }");
        WifiCell cell = world.premises().getFirst().wifi().orElseThrow();
        assertThat(cell.rtsBytes(port(world, "h/pad-1"))).isEqualTo(WifiSpec.NO_RTS);
        assertThat(cell.rtsBytes(port(world, "h/pad-2"))).isEqualTo(500);
        assertThat(cell.rtsBytes(cell.accessPoint().orElseThrow())).isEqualTo(1000);
        Internet wired = open(
                "homes: { h: { provider: hanbit, devices: [pc], wifi: { rts: { router: 1 kB } } } }");
        assertThat(wired.premises().getFirst().wifi()).isEmpty();
    }

    @Test
    void radiosHaveTheQueueThatTheWifiSays() throws IOException {
        Internet world = open("homes: { h: { provider: hanbit, devices: [pad (wifi)],"
                + " wifi: { queue: { discipline: fq-codel, limit: 500 packets, target: 20 ms } } } }");
        assertThat(world.premises().getFirst().wifi().orElseThrow().spec())
                .isEqualTo(WifiSpec.good().withQueue(FqCoDel.usual().withLimit(QueueLimit.packets(500))
                        .withTimes(Duration.ofMillis(20), Duration.ofMillis(100))));
        assertThat(world.settle()).isTrue();
    }

    @Test
    void routersPingBeforeTheyOfferAnAddress() throws IOException {
        String home = "homes: { h: { provider: hanbit, devices: [pc], access: fibre%s } }";
        long usual = timeOfAddress(open(home.formatted("")));
        // A microsecond more if the question for the pinged address (ARP) is on the cable just then.
        assertThat(timeOfAddress(open(home.formatted(", dhcp: { ping: 2 s }"))) - usual)
                .isBetween(2_000_000_000L, 2_000_001_000L);
        assertThat(open(home.formatted(", dhcp: { ping: 30 s }")).settle()).isTrue();
    }

    @Test
    void providersPingBeforeTheyOfferAnAddressAndGiveItForAsLongAsTheySay() throws IOException {
        String home = "homes: { h: { provider: hanbit, devices: [pc] } }";
        String told = HEAD.replace("203.0.112.0/20", "203.0.112.0/20, dhcp: { lease: 2 h, ping: 2 s }");
        Internet usual = open(home);
        Internet pinging = Internet.open(Description.parse(told + home, "x.yaml"), folder, 1);
        assertThat(timeOfPublicAddress(pinging) - timeOfPublicAddress(usual))
                .isBetween(2_000_000_000L, 2_000_001_000L);
        assertThat(lease(usual)).isBetween(Duration.ofHours(24).minusMillis(10), Duration.ofHours(24));
        assertThat(lease(pinging)).isBetween(Duration.ofHours(2).minusMillis(10), Duration.ofHours(2));
    }

    /// How long the home may keep its public address from now on.
    private static Duration lease(Internet world) {
        long end = world.premises().getFirst().router().wanClient().binding().orElseThrow().expiresAt();
        return Duration.ofNanos(end - world.engine().now());
    }

    private static long timeOfPublicAddress(Internet world) {
        NetworkInterface wan = world.premises().getFirst().router().wanInterface();
        assertThat(world.engine().runUntil(() -> !wan.addresses().isEmpty(), 10_000_000_000L)).isTrue();
        return world.engine().now();
    }

    private static long timeOfAddress(Internet world) {
        NetworkInterface card = world.device("h/pc").host().ip().interfaces().getFirst();
        assertThat(world.engine().runUntil(() -> !card.addresses().isEmpty(), 10_000_000_000L)).isTrue();
        return world.engine().now();
    }

    private static Port port(Internet world, String device) {
        return world.device(device).host().ip().interfaces().getFirst().port();
    }

    private static long rate(Internet world, WifiCell cell, String device) {
        return cell.bitsPerSecond(port(world, device));
    }
}
