package io.netjar.internet.description;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.link.DropTail;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.modem.AccessLine;
import io.netjar.web.tls.CertificateKind;
import io.netjar.wire.IpPrefix;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class DescriptionTest {
    private static final String HEAD = """
            providers:
              hanbit: { kind: residential, cities: [seoul, busan], addresses: 203.0.112.0/20 }
              pacific: { kind: transit, cities: [seoul, tokyo, seattle], addresses: 192.31.0.0/20 }
            """;

    @Test
    void readsTheSample() throws IOException {
        Description world = DescriptionTest.sample();

        assertThat(world.providers()).extracting(Provider::name).containsExactly("hanbit", "namsan",
                "pacific");
        assertThat(world.exchanges()).containsExactly(new Exchange("seoul-ix", "seoul",
                IpPrefix.of("198.18.0.0/24"), world.providers().stream().map(Provider::name).toList()));
        assertThat(world.homes().getFirst().devices()).containsExactly(new DeviceEntry("laptop", true),
                new DeviceEntry("phone", true), new DeviceEntry("pc", false));
        assertThat(world.homes().getFirst().access().up().bitsPerSecond()).isEqualTo(20_000_000);
        assertThat(world.offices().getFirst().devices()).hasSize(4);
        assertThat(world.root().places()).containsExactly(new Place("pacific", "seattle"),
                new Place("namsan", "seoul"));
        assertThat(world.sites().getLast().programs()).containsEntry("/feed", SiteProgram.MARKET);
    }

    static Description sample() throws IOException {
        return Description.parse(java.nio.file.Files.readString(Path.of("../samples/small-world.yaml")),
                "small-world.yaml");
    }

    @Test
    void multipliesDevicesAndHomes() {
        Description world = parse("""
                homes:
                  3 × flat: { provider: hanbit, devices: [2 x pc, phone (wifi)] }
                """);

        assertThat(world.homes()).extracting(Home::name).containsExactly("flat-1", "flat-2", "flat-3");
        assertThat(world.homes().getLast().devices()).extracting(DeviceEntry::name).containsExactly("pc-1",
                "pc-2",
                "phone");
    }

    @Test
    void takesAccessWithAllItsValues() {
        Description world = parse(
                """
                        homes:
                          far: { provider: hanbit, access: { kind: vdsl, rate: 16/1.5 Mbit/s, delay: 25 ms, loss: 0.5 %, buffer: 64 kB }, devices: [pc] }
                        """);

        assertThat(world.homes().getFirst().access())
                .isEqualTo(new AccessLine(new LinkSpec(16_000_000, 25_000_000, 64_000, 0.005, 1500),
                        new LinkSpec(1_500_000, 25_000_000, 64_000, 0.005, 1500)));
    }

    @Test
    void takesWhatIsNotSaidOfAnAccessLineFromItsKind() {
        Description world = parse("""
                homes:
                  a: { provider: hanbit, access: cable, devices: [pc] }
                  b: { provider: hanbit, access: vdsl 100/40 Mbit/s, devices: [pc] }
                  c: { provider: hanbit, devices: [pc] }
                  d: { provider: hanbit, access: { kind: lte, loss: 1 % }, devices: [pc] }
                """);

        assertThat(world.homes()).extracting(Home::access).containsExactly(AccessLine.cable(),
                AccessLine.vdsl().withBitsPerSecond(100_000_000, 40_000_000), AccessLine.fibre(),
                AccessLine.lte().withLoss(0.01));
    }

    @Test
    void putsHomesInTheirProvidersFirstCityByDefault() {
        Description world = parse("homes: { h: { provider: hanbit, devices: [] } }");

        assertThat(world.homes().getFirst().place()).isEqualTo(new Place("hanbit", "seoul"));
    }

    @Test
    void placesCitiesOfItsOwn() {
        Description world = Description.parse("""
                cities: { gangneung: [37.75, 128.88] }
                providers: { p: { kind: hosting, cities: [gangneung], addresses: 20.0.0.0/16 } }
                """, "x.yaml");

        assertThat(world.providers().getFirst().city("gangneung").longitude()).isEqualTo(128.88);
    }

    @Test
    void joinsTransitWhereNoExchangeDoes() {
        assertThat(parse("").interconnections())
                .containsExactly(new Interconnection("seoul", "hanbit", "pacific"));
        assertThat(parse("exchanges: { ix: { city: seoul, members: [hanbit, pacific] } }").interconnections())
                .isEmpty();
    }

    @Test
    void changesLongLines() {
        LinkChange change = parse("""
                links:
                  pacific/tokyo to pacific/seoul: { loss: 1 %, delay: 20 ms, rate: 1 Gbit/s, queue: 64 kB }
                """).links().getFirst();

        assertThat(change.there().loss()).hasValue(0.01);
        assertThat(change.there().delayNanos()).hasValue(20_000_000);
        assertThat(change.there().bitsPerSecond()).hasValue(1_000_000_000);
        assertThat(change.there().queue()).hasValue(new DropTail(QueueLimit.bytes(64_000)));
        assertThat(change.back()).isEqualTo(change.there());
    }

    @Test
    void answersForAllNamesAtTheFirstProviderIfNothingElseIsSaid() {
        Description world = parse("sites: { www.shop.example: { in: hanbit/busan, files: shop } }");

        assertThat(world.root().places()).containsExactly(new Place("hanbit", "seoul"));
        assertThat(world.registries()).extracting(Registry::zone).containsExactly("example");
    }

    @Test
    void servesSitesOverTlsUnlessTheyAreToldOtherwise() {
        Description world = parse("""
                offices: { o: { provider: hanbit, devices: [pc], sites: { in.o.test: shop,
                                      old.o.test: { files: shop, certificate: expired } } } }
                sites:
                  a.test: { in: hanbit/seoul, files: shop }
                  b.test: { in: hanbit/seoul, files: shop, https: also, certificate: not-yet-valid }
                  c.test: { in: hanbit/seoul, files: shop, https: off }
                """);

        assertThat(world.sites()).extracting(WebSite::tls).containsExactly(
                new SiteTls(SiteTls.Https.REDIRECT, CertificateKind.VALID),
                new SiteTls(SiteTls.Https.ALSO, CertificateKind.NOT_YET_VALID),
                new SiteTls(SiteTls.Https.OFF, CertificateKind.VALID));
        assertThat(world.sites()).extracting(WebSite::url).containsExactly("https://a.test/",
                "http://b.test/",
                "http://c.test/");
        assertThat(world.offices().getFirst().sites()).extracting(WebSite::tls).containsExactly(SiteTls.USUAL,
                new SiteTls(SiteTls.Https.REDIRECT, CertificateKind.EXPIRED));
    }

    @Test
    void followsAliases() {
        Description world = parse("""
                homes:
                  a: { provider: hanbit, devices: &usual [laptop (wifi), pc] }
                  b: { provider: hanbit, devices: *usual }
                """);

        assertThat(world.homes().getLast().devices()).isEqualTo(world.homes().getFirst().devices());
    }

    private static Description parse(String more) {
        return Description.parse(HEAD + more, "x.yaml");
    }
}
