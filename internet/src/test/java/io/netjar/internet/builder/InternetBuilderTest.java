package io.netjar.internet.builder;

import static io.netjar.internet.builder.Rate.gbit;
import static io.netjar.internet.builder.Rate.kbit;
import static io.netjar.internet.builder.Rate.mbit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netjar.dns.QnameMinimisation;
import io.netjar.dns.dnssec.DenialKind;
import io.netjar.dns.dnssec.SigningFault;
import io.netjar.internet.Internet;
import io.netjar.internet.description.AccessKind;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.DescriptionException;
import io.netjar.internet.description.Mistake;
import io.netjar.internet.description.NatKind;
import io.netjar.internet.description.PageProgram;
import io.netjar.internet.description.ProviderKind;
import io.netjar.internet.description.SiteProgram;
import io.netjar.internet.description.SiteTls;
import io.netjar.internet.description.WifiQuality;
import io.netjar.net.link.BurstLoss;
import io.netjar.net.link.FqCoDel;
import io.netjar.net.link.Jitter;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.link.Red;
import io.netjar.net.link.Reordering;
import io.netjar.net.nat.NatBehaviour;
import io.netjar.net.nat.PortAssignment;
import io.netjar.net.tcp.CongestionAlgorithm;
import io.netjar.net.tcp.EcnMode;
import io.netjar.net.tcp.TimeWaitReuse;
import io.netjar.net.wifi.Signal;
import io.netjar.web.tls.CertificateKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the builder says is what a file says.
final class InternetBuilderTest {
    private static final String PROVIDERS_AND_NAMES = """
            cities: { gangneung: [37.75, 128.88] }
            providers:
              hanbit:
                kind: residential
                cities: [seoul, busan, gangneung]
                addresses: 203.0.112.0/20
                lines: [seoul to busan, busan to gangneung]
                resolver: { city: busan, qname-minimisation: strict, 0x20: on, serve-stale: on, prefetch: on,
                            dnssec-validation: off, cache-size: 5000 }
                dhcp: { lease: 1 h, ping: 500 ms }
              pacific: { kind: transit, cities: [seoul, seattle], addresses: 192.31.0.0/20 }
            exchanges: { ix: { city: seoul, members: [hanbit, pacific], addresses: 198.19.0.0/24 } }
            names: { root: [pacific/seattle, hanbit/seoul], test: [hanbit/busan] }
            sites: { www.shop.test: { in: hanbit/seoul, files: ./shop } }
            zones:
              shop.test: { ttl: 1 min, records: { mail: [203.0.113.25, "2001:db8::7"], api: CNAME www } }
              hanbit.test: { text: "x 60 IN A 192.0.2.1\\n" }
            dnssec: { shop.test: nsec3, arpa: off, test: { denial: opt-out, lifetime: 336 h, fault: expired } }
            name-servers:
              transfer-to: [203.0.112.0/20, 198.51.98.7]
              rate-limit: { responses: 20, window: 10 s, slip: 3, prefix: 20 }
            links:
              pacific/seoul to pacific/seattle:
                loss: 0.1 %
                there: { rate: 1 Gbit/s, queue: { discipline: red, limit: 240 kB, min: 20 kB, max: 60 kB, ecn: yes } }
                back: { jitter: { spread: 2 ms, shape: normal, order: free } }
              hanbit/seoul to ix: { mtu: 1400, duplication: 1 %, corruption: 2 %,
                                    reordering: { share: 5 %, early: 1 ms, gap: 5 } }
            events: [ at 30 s: cut pacific/seoul to pacific/seattle for 20 s ]
            """;

    @TempDir
    Path folder;

    private static InternetBuilder small() {
        return InternetBuilder.create().provider("hanbit",
                p -> p.kind(ProviderKind.RESIDENTIAL).cities("seoul", "busan").addresses("203.0.112.0/20"));
    }

    private static void says(InternetBuilder builder, String yaml) {
        Description read = Description.parse(yaml, "x.yaml");
        assertThat(builder.build()).isEqualTo(read);
        assertThat(Description.parse(builder.toYaml(), "built.yaml")).as(builder.toYaml()).isEqualTo(read);
    }

    @Test
    void saysProvidersExchangesAndNames() {
        says(InternetBuilder.create().cities("gangneung", 37.75, 128.88)
                .provider("hanbit", p -> p.kind(ProviderKind.RESIDENTIAL)
                        .cities("seoul", "busan", "gangneung").addresses("203.0.112.0/20")
                        .lines("seoul", "busan").lines("busan", "gangneung")
                        .resolver(r -> r.city("busan").qnameMinimisation(QnameMinimisation.STRICT)
                                .mixedCase(true).serveStale(true).prefetch(true).dnssecValidation(false)
                                .cacheSize(5000))
                        .dhcp(d -> d.lease(Duration.ofHours(1)).ping(Duration.ofMillis(500))))
                .provider("pacific", p -> p.kind(ProviderKind.TRANSIT).cities(List.of("seoul", "seattle"))
                        .addresses("192.31.0.0/20"))
                .exchange("ix", x -> x.city("seoul").members("hanbit", "pacific").addresses("198.19.0.0/24"))
                .root("pacific/seattle", "hanbit/seoul").topLevelDomain("test", "hanbit/busan")
                .site("www.shop.test", s -> s.in("hanbit", "seoul").files("./shop"))
                .zone("shop.test", z -> z.ttl(Duration.ofMinutes(1)).records("mail", "203.0.113.25")
                        .records("mail", "2001:db8::7").records("api", "CNAME www"))
                .zone("hanbit.test", z -> z.text("x 60 IN A 192.0.2.1\n"))
                .signed("shop.test", DenialKind.NSEC3).unsigned("arpa")
                .signed("test", s -> s.denial(DenialKind.OPT_OUT).lifetime(Duration.ofDays(14))
                        .fault(SigningFault.EXPIRED))
                .nameServers(n -> n.transferTo("203.0.112.0/20", "198.51.98.7")
                        .rateLimit(r -> r.responses(20).window(Duration.ofSeconds(10)).slip(3).prefix(20)))
                .link("pacific/seoul", "pacific/seattle", l -> l.loss(0.001)
                        .there(d -> d.rate(gbit(1))
                                .queue(new Red(QueueLimit.bytes(240_000), 20_000, 60_000, 0.1,
                                        0.002, true)))
                        .back(d -> d.jitter(Jitter.normal(Duration.ofMillis(2)).anyOrder())))
                .link("hanbit/seoul", "ix", l -> l.mtu(1400).duplication(0.01).corruption(0.02)
                        .reordering(Reordering.early(0.05, Duration.ofMillis(1)).withGap(5)))
                .event(Duration.ofSeconds(30), "cut pacific/seoul to pacific/seattle for 20 s"),
                PROVIDERS_AND_NAMES);
    }

    @Test
    void saysHomes() {
        says(small()
                .home("alice", h -> h.provider("hanbit").city("busan")
                        .access(a -> a.kind(AccessKind.VDSL).rate(mbit(16), mbit(1.5))
                                .delay(Duration.ofMillis(20))
                                .buffer(64_000).bursts(BurstLoss.gilbert(0.0005, 0.1))
                                .down(d -> d.mtu(1492)).up(u -> u.queue(FqCoDel.usual())))
                        .wifi(w -> w.quality(WifiQuality.WEAK).queue(FqCoDel.usual()).hidden("tv", "phone")
                                .rts("tv", 1).rts("router", 500))
                        .devices("phone (wifi)", "2 × pc").device("tv", Signal.of(-71.5))
                        .device("pad", Signal.atDistance(12))
                        .device("nas", d -> d.address("192.168.7.9").mac("02:00:5e:00:53:01"))
                        .device("lamp", d -> d.wifi(true)).device("hall", d -> d.wifi(Signal.of(-80)))
                        .network("192.168.7.0/24")
                        .nat(n -> n.kind(NatKind.SYMMETRIC).filtering(NatBehaviour.ADDRESS_DEPENDENT)
                                .ports(PortAssignment.RANDOM).portRange(2000, 3000).hairpin(false).ping(false)
                                .inboundRefresh(false).synAnswers(true).flows(4096).flowsPerHost(1000)
                                .reassembly(8000).udpUnanswered(Duration.ofSeconds(10))
                                .udpIdle(Duration.ofSeconds(60)).tcpOpening(Duration.ofSeconds(30))
                                .tcpIdle(Duration.ofHours(1)).tcpClosing(Duration.ofSeconds(20))
                                .icmpIdle(Duration.ofSeconds(5)))
                        .open(Transport.TCP, 8080, "pc-1", 80).open(Transport.UDP, 53, "tv")
                        .block("tcp 25", "any to 192.0.2.7")
                        .dhcp(d -> d.lease(Duration.ofHours(2)).domain("home.test"))
                        .tcp(t -> t.devices("pc-1", d -> d.sack(false).windowScaling(false))))
                .homes(3, "flat", h -> h.provider("hanbit").access(AccessKind.CABLE, mbit(100), mbit(20))
                        .wifi(WifiQuality.CROWDED).nat(NatKind.LINUX).devices("laptop (wifi)"))
                .home("bob", h -> h.provider("hanbit").access(AccessKind.LTE).devices("pc")),
                """
                        providers: { hanbit: { kind: residential, cities: [seoul, busan], addresses: 203.0.112.0/20 } }
                        homes:
                          alice:
                            provider: hanbit
                            city: busan
                            access: { kind: vdsl, rate: 16/1.5 Mbit/s, delay: 20 ms, buffer: 64 kB,
                                      bursts: { begin: 0.05 %, end: 10 % }, down: { mtu: 1492 }, up: { queue: fq-codel } }
                            wifi: { quality: weak, queue: fq-codel, hidden: [tv from phone], rts: { tv: 1 B, router: 500 B } }
                            devices: [phone (wifi), 2 × pc, tv (wifi -71.5 dBm), pad (wifi 12 m),
                                      nas: { address: 192.168.7.9, mac: "02:00:5e:00:53:01" }, lamp (wifi), hall (wifi -80 dBm)]
                            network: 192.168.7.0/24
                            nat: { kind: symmetric, filtering: address-dependent, ports: random, port-range: 2000-3000,
                                   hairpin: off, ping: off, inbound-refresh: off, syn-answers: on, flows: 4096,
                                   flows-per-host: 1000, reassembly: 8 kB, udp-unanswered: 10 s, udp-idle: 60 s,
                                   tcp-opening: 30 s, tcp-idle: 1 h, tcp-closing: 20 s, icmp-idle: 5 s }
                            open: { tcp 8080: pc-1 80, udp 53: tv }
                            block: [tcp 25, any to 192.0.2.7]
                            dhcp: { lease: 2 h, domain: home.test }
                            tcp: { devices: { pc-1: { sack: off, window-scaling: off } } }
                          3 × flat: { provider: hanbit, access: cable 100/20 Mbit/s, wifi: crowded, nat: linux,
                                      devices: [laptop (wifi)] }
                          bob: { provider: hanbit, access: lte, devices: [pc] }
                        """);
    }

    @Test
    void saysOfficesSitesAndTcp() {
        says(small()
                .office("acme", o -> o.provider("hanbit").network("10.10.0.0/16").rate(kbit(512))
                        .line(l -> l.buffer(30_000).up(u -> u.loss(0.01))).devices("4 × desk")
                        .sites("in.acme.test", "./intranet")
                        .sites("wiki.acme.test", s -> s.files("./wiki").https(SiteTls.Https.ALSO)))
                .site("www.shop.test", s -> s.in("hanbit/busan").files("./shop").ttl(Duration.ofMinutes(1))
                        .aliases("shop.test").redirects("/old", "/new").errorPages(404, "/lost.html")
                        .certificate(CertificateKind.EXPIRED).tcp(t -> t.ecn(EcnMode.ASK)))
                .site("feed.test", s -> s.in("hanbit/seoul").websocket("/feed", SiteProgram.MARKET)
                        .programs("/v1/", PageProgram.MARKET).https(SiteTls.Https.OFF))
                .tcp(t -> t.congestion(CongestionAlgorithm.CUBIC_HYSTART_PLUS_PLUS).timestamps(false)
                        .receiveBuffer(64_000, 64_000).sendBuffer(64_000, 6_000_000)
                        .rtoMin(Duration.ofMillis(50)).rtoMax(Duration.ofSeconds(30))
                        .delayedAck(Duration.ofMillis(100)).timeWait(Duration.ofSeconds(5))
                        .timeWaitReuse(TimeWaitReuse.ALWAYS).synRetries(2).synackRetries(3).dataRetries(4)
                        .orphanRetries(5).maxOrphans(100).synCookies(false).blackHoleDetection(true)),
                """
                        providers: { hanbit: { kind: residential, cities: [seoul, busan], addresses: 203.0.112.0/20 } }
                        offices:
                          acme: { provider: hanbit, network: 10.10.0.0/16, rate: 512 kbit/s, devices: [4 × desk],
                                  line: { buffer: 30 kB, up: { loss: 1 % } },
                                  sites: { in.acme.test: ./intranet, wiki.acme.test: { files: ./wiki, https: also } } }
                        sites:
                          www.shop.test: { in: hanbit/busan, files: ./shop, ttl: 1 min, aliases: [shop.test],
                                           redirects: { /old: /new }, error-pages: { 404: /lost.html },
                                           certificate: expired, tcp: { ecn: on } }
                          feed.test: { in: hanbit/seoul, websocket: { /feed: market }, programs: { /v1/: market }, https: off }
                        tcp: { congestion: cubic, slow-start: hystart++, timestamps: off, receive-buffer: 64 kB,
                               send-buffer: { default: 64 kB, max: 6 MB }, rto-min: 50 ms, rto-max: 30 s, delayed-ack: 100 ms,
                               time-wait: 5 s, time-wait-reuse: on, syn-retries: 2, synack-retries: 3, data-retries: 4,
                               orphan-retries: 5, max-orphans: 100, syn-cookies: off, black-hole-detection: on }
                        """);
    }

    @Test
    void tellsTheWayToEveryMistakeAllAtOnce() {
        InternetBuilder wrong = small()
                .home("alice", h -> h.provider("hambit").devices("pc", "pc"))
                .home("bob", h -> h.provider("hanbit").set("acess", "cable").devices("pc")
                        .access(a -> a.kind(AccessKind.CABLE).loss(2)))
                .site("www.shop.test", s -> s.in("hanbit", "tokyo").files("./shop"));

        List<String> mistakes = catchThrowableOfType(DescriptionException.class, wrong::build).mistakes()
                .stream()
                .map(Mistake::toString).toList();

        assertThat(mistakes).anySatisfy(text -> assertThat(text)
                .startsWith("homes.alice.provider: no provider is called 'hambit'; did you mean 'hanbit'?"))
                .anySatisfy(text -> assertThat(text).startsWith("homes.alice.devices[1]: the device 'pc'"))
                .anySatisfy(text -> assertThat(text)
                        .startsWith(
                                "homes.bob.acess: unknown key 'acess' in home 'bob'; did you mean 'access'?"))
                .anySatisfy(text -> assertThat(text)
                        .startsWith("homes.bob.access.loss: '200 %' is not a share"))
                .anySatisfy(text -> assertThat(text)
                        .startsWith("sites[\"www.shop.test\"].in: provider 'hanbit' is not in 'tokyo'"))
                .hasSize(5);
    }

    @Test
    void tellsNumbersThatAreNoneWithAllOtherMistakes() {
        InternetBuilder wrong = small()
                .home("alice", h -> h.provider("hanbit").devices("pc")
                        .access(a -> a.kind(AccessKind.VDSL).loss(Double.NaN).rate(-5, 0))
                        .dhcp(d -> d.lease(ChronoUnit.FOREVER.getDuration())))
                .home("bob", h -> h.provider("hanbit").devices("pc")
                        .access(a -> a.kind(AccessKind.VDSL).delay(Duration.ofNanos(Long.MIN_VALUE))));

        assertThat(catchThrowableOfType(DescriptionException.class, wrong::build).mistakes())
                .extracting(Mistake::file).containsExactlyInAnyOrder("homes.alice.access.loss",
                        "homes.alice.access.rate", "homes.alice.dhcp.lease", "homes.bob.access.delay");
    }

    @Test
    void saysNothingTwiceUnderOneName() {
        InternetBuilder builder = small().home("alice", h -> h.provider("hanbit").devices("pc"));

        assertThatThrownBy(() -> builder.home("alice", h -> h.provider("hanbit").devices("tv")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'alice' of 'homes'");
    }

    @Test
    void takesWhatNoMethodSays() {
        assertThat(small().set("tcp", java.util.Map.of("sack", "off")).build().tcp().sack()).isFalse();
        assertThatThrownBy(() -> small().set("tcp", true).build())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("tcp must be a mapping");
    }

    @Test
    void looksForFoldersWhereItIsTold() {
        InternetBuilder builder = small()
                .site("www.shop.test", s -> s.in("hanbit", "seoul").files("./nowhere"));

        assertThat(builder.build().sites()).hasSize(1);
        assertThatThrownBy(() -> builder.build(folder)).isInstanceOf(DescriptionException.class)
                .hasMessageStartingWith("sites[\"www.shop.test\"].files: there is no folder './nowhere'");
    }

    @Test
    void becomesALivingInternet() throws IOException {
        Description description = small().home("alice", h -> h.provider("hanbit").devices("pc"))
                .site("www.shop.test", s -> s.in("hanbit", "busan").programs("/", PageProgram.ABOUT)).build();

        Internet world = Internet.open(description, folder, 1);

        assertThat(world.settle()).isTrue();
        assertThat(world.device("alice/pc").address().toString()).startsWith("192.168.0.");
    }
}
