package io.netjar.internet;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.internet.description.Description;
import io.netjar.internet.event.Action;
import io.netjar.internet.event.Cable;
import io.netjar.net.host.Ping;
import io.netjar.net.host.PingResult;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Link;
import io.netjar.wire.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Events of descriptions, in the Internet that comes of them.
final class EventsInTheWorldTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String RING = """
            providers:
              p: { kind: residential, cities: [seoul, tokyo, seattle], addresses: 203.0.112.0/20,
                   lines: [seoul to tokyo, tokyo to seattle, seoul to seattle] }
              t: { kind: transit, cities: [seoul, tokyo], addresses: 192.31.0.0/20 }
              h: { kind: hosting, cities: [tokyo], addresses: 198.51.96.0/20 }
            exchanges: { ix: { city: tokyo, members: [p, t] } }
            homes:
              one: { provider: p, devices: [pc, phone (wifi far), tablet (wifi)],
                     wifi: { hidden: [phone from tablet], rts: { phone: 300 B } } }
              101 × many: { provider: p, city: seattle, devices: [] }
            offices: { acme: { provider: h, devices: [2 × desk, radio (wifi)], sites: { in.acme.test: ./in } } }
            names: { root: [p/seoul, h/tokyo], test: [p/seoul, t/tokyo] }
            sites:
              www.shop.test: { in: p/tokyo, redirects: { /a: /b }, aliases: [m.shop.test] }
              api.shop.test: { in: p/tokyo, redirects: { /a: /b } }
            """;

    @TempDir
    private Path folder = Path.of("");

    private Internet open(String events) throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Internet world = Internet.open(Description.parse(RING + events, "x.yaml"), folder, 1);
        assertThat(world.settle()).isTrue();
        return world;
    }

    private static void runFor(Internet world, double seconds) {
        world.engine().runUntil(world.engine().now() + (long) (seconds * SECOND));
    }

    /// How far the ping of a device comes within a second.
    private static List<PingResult> ping(Internet world, String from, IpAddress to) {
        List<PingResult> results = new ArrayList<>();
        new Ping(world.device(from).host(), to, (_, result) -> results.add(result)).start(1);
        runFor(world, 1);
        return results;
    }

    private static IpAddress server(Internet world, String site) {
        return world.addressOf(
                world.sites().stream().filter(each -> each.name().equals(site)).findFirst().orElseThrow())
                .orElseThrow();
    }

    private static String end(String port) {
        return port.substring(0, port.indexOf(':'));
    }

    @Test
    void theCablesThatADescriptionKnowsAreThoseThatAreLaid() throws IOException {
        Internet world = open("");
        assertThat(world.description().wiring().cables()).extracting(Cable::name)
                .containsExactlyInAnyOrderElementsOf(world.links().keySet());
        assertThat(world.description().wiring().stations()).containsExactly("one/phone", "one/tablet",
                "acme/radio");
    }

    @Test
    void everyNodeStandsForTheCablesAtItsPorts() throws IOException {
        Internet world = open("");
        for (Cable cable : world.description().wiring().cables()) {
            Link link = world.link(cable.name());
            // The switch of a home is in its router.
            assertThat(end(link.a().name())).as(cable.name()).isEqualTo(cable.from());
            assertThat(end(link.b().name()).replace("/router/switch", "/router")).as(cable.name())
                    .isEqualTo(cable.to());
        }
    }

    @Test
    void timesCountFromWhenTheInternetHasSettled() throws IOException {
        Internet world = open("events: [ at 3 s: cut one for 2 s ]");
        Link line = world.link("one/line");
        runFor(world, 2.999);
        assertThat(line.isUp()).isTrue();
        runFor(world, 0.001);
        assertThat(line.isUp()).isFalse();
        world.beginEvents();
        runFor(world, 2);
        assertThat(line.isUp()).isTrue();
        runFor(world, 10);
        assertThat(line.isUp()).as("events begin once").isTrue();
    }

    @Test
    void routersGoRoundACutAndComeBack() throws IOException {
        Internet world = open("events: [ at 5 s: cut p/tokyo to p/seoul for 20 s ]");
        IpAddress shop = server(world, "www.shop.test");
        Link around = world.link("t/seoul to t/tokyo");
        answered(ping(world, "one/pc", shop));
        assertThat(around.aToBStatistics().sentFrames()).isZero();
        runFor(world, 8);
        answered(ping(world, "one/pc", shop));
        long meanwhile = around.aToBStatistics().sentFrames();
        assertThat(meanwhile).isPositive();
        runFor(world, 20);
        answered(ping(world, "one/pc", shop));
        assertThat(around.aToBStatistics().sentFrames()).isEqualTo(meanwhile);
    }

    private static void answered(List<PingResult> results) {
        assertThat(results).hasSize(1).first().isInstanceOf(PingResult.Reply.class);
    }

    @Test
    void losingAllIsSilentWhereCuttingIsSeen() throws IOException {
        Internet world = open("");
        IpAddress shop = server(world, "www.shop.test");
        world.faults().perform(action("lose p/tokyo to p/seoul 100 %", world));
        assertThat(ping(world, "one/pc", shop)).as("routers see nothing").isEmpty();
        assertThat(world.network().drops(DropReason.LOST_ON_LINK)).isPositive();
        world.faults().perform(action("restore", world));
        answered(ping(world, "one/pc", shop));
    }

    private static Action action(String sentence, Internet world) {
        return new io.netjar.internet.description.Sentences(world.description().wiring())
                .read(sentence, (_, message) -> {
                    throw new AssertionError(message);
                }).orElseThrow();
    }

    @Test
    void aDeviceOnWifiComesBackAsItWas() throws IOException {
        Internet world = open("");
        Device phone = world.device("one/phone");
        var premises = world.premises().getFirst();
        var cell = premises.wifi().orElseThrow();
        var port = phone.networkInterface().port();
        var tablet = world.device("one/tablet").networkInterface().port();
        long rate = cell.bitsPerSecond(port);
        int rts = cell.rtsBytes(port);
        IpAddress router = premises.router().lanAddress();
        world.faults().perform(new Action.Cut("one/phone", Optional.of(Duration.ofSeconds(2))));
        world.faults().perform(new Action.Cut("one/tablet", Optional.of(Duration.ofSeconds(4))));
        assertThat(port.hasCarrier()).isFalse();
        assertThat(ping(world, "one/phone", router)).noneMatch(PingResult.Reply.class::isInstance);
        runFor(world, 4);
        assertThat(cell.bitsPerSecond(port)).isEqualTo(rate)
                .isLessThan(cell.bitsPerSecond(tablet));
        assertThat(cell.rtsBytes(port)).isEqualTo(rts).isNotEqualTo(cell.rtsBytes(tablet));
        assertThat(cell.isHidden(port, tablet)).isTrue();
        runFor(world, 10);
        answered(ping(world, "one/phone", router));
    }

    @Test
    void aCellOffTheAirHasNoCarrierForWhoComesBackMeanwhile() throws IOException {
        Internet world = open("");
        var port = world.device("one/phone").networkInterface().port();
        world.faults().perform(new Action.Cut("one/phone", Optional.of(Duration.ofSeconds(2))));
        world.faults().perform(new Action.Cut("one/wifi", Optional.of(Duration.ofSeconds(5))));
        runFor(world, 3);
        assertThat(port.hasCarrier()).isFalse();
        runFor(world, 3);
        assertThat(port.hasCarrier()).isTrue();
    }

    @Test
    void thoseWhoSendIntoALineKeepToItsMtu() throws IOException {
        Internet world = open(
                "events: [ at 1 s: mtu one to 576 for 20 s, at 2 s: mtu p/seoul to p/tokyo to 1280 for 5 s ]");
        var wan = world.premises().getFirst().router().wanInterface();
        var access = world.host("p/seoul/edge").orElseThrow().ip().interfaces().stream()
                .filter(at -> at.name().equals("access")).findFirst().orElseThrow();
        assertThat(wan.mtu()).isEqualTo(1500);
        runFor(world, 3);
        assertThat(wan.mtu()).isEqualTo(576);
        assertThat(access.mtu()).isEqualTo(576);
        var tokyo = world.host("p/tokyo/core").orElseThrow().ip().interfaces();
        assertThat(tokyo).anyMatch(at -> at.mtu() == 1280);
        runFor(world, 30);
        assertThat(wan.mtu()).isEqualTo(1500);
        assertThat(access.mtu()).isEqualTo(1500);
        assertThat(tokyo).allMatch(at -> at.mtu() == 1500);
    }

    @Test
    void aDeviceKeepsTheSignalItWasCarriedToWhenItComesBack() throws IOException {
        Internet world = open("");
        var cell = world.premises().getFirst().wifi().orElseThrow();
        var tablet = world.device("one/tablet").networkInterface().port();
        var phone = world.device("one/phone").networkInterface().port();
        long near = cell.bitsPerSecond(tablet);
        long far = cell.bitsPerSecond(phone);
        world.faults().perform(action("cut one/tablet for 1 s", world));
        world.faults().perform(action("signal one/tablet to far for 5 s", world));
        world.faults().perform(action("signal one/phone to good for 5 s", world));
        runFor(world, 2);
        assertThat(cell.bitsPerSecond(tablet)).isEqualTo(far);
        assertThat(cell.bitsPerSecond(phone)).isEqualTo(near);
        world.faults().perform(action("signal one/wifi to weak for 10 s", world));
        runFor(world, 5);
        assertThat(cell.bitsPerSecond(phone)).as("as described").isEqualTo(far);
        assertThat(cell.bitsPerSecond(tablet)).as("that of the cell").isBetween(far + 1, near - 1);
        runFor(world, 10);
        assertThat(cell.bitsPerSecond(tablet)).isEqualTo(near);
    }
}
