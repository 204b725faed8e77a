package io.netjar.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Capture;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.link.Port;
import io.netjar.netty.EngineEventLoop;
import io.netjar.netty.HostTransport;
import io.netjar.web.client.FetchEvents;
import io.netjar.web.client.Fetched;
import io.netjar.web.client.HttpClient;
import io.netjar.web.client.NameLookup;
import io.netjar.web.tls.Authority;
import io.netjar.web.tls.CertificateKind;
import io.netjar.web.tls.TlsClient;
import io.netjar.web.tls.TlsServer;
import io.netjar.wire.IpAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pages over TLS between the two ends of an emulated cable of 10 ms, 10.0.0.1 and 10.0.0.2.
class SecureRoadTest {
    private static final long LIMIT = TimeUnit.SECONDS.toNanos(1_000);
    private static final int BIG = 5_000_000;
    private static final String SHOP = "www.shop.test";

    /// One Internet of two hosts, from its first moment.
    private static final class Road {
        private final Engine engine;
        private final Network network;
        private final HostTransport client;
        private final HostTransport server;
        private final Authority authority;
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final ByteArrayOutputStream frames = new ByteArrayOutputStream();
        private final List<Fetched> results = new ArrayList<>();

        Road(long seed) throws IOException {
            engine = new Engine(seed);
            network = new Network(engine);
            var loop = new EngineEventLoop(engine);
            var near = new Host(network, "client");
            var far = new Host(network, "server");
            client = new HostTransport(loop, near);
            server = new HostTransport(loop, far);
            new Link(network, "cable", plug(near, "10.0.0.1"), plug(far, "10.0.0.2"),
                    LinkSpec.of(100_000_000, Duration.ofMillis(10)));
            authority = new Authority(engine, List.of("test"));
            Capture.of(network, frames);
        }

        private static Port plug(Host host, String address) {
            NetworkInterface eth0 = host.addInterface("eth0");
            eth0.addAddress(IpAddress.of(address), 24);
            return eth0.port();
        }

        Road serving(CertificateKind kind) {
            return serving(Map.of(SHOP, kind));
        }

        Road serving(Map<String, CertificateKind> kinds) {
            Map<String, Site> sites = new LinkedHashMap<>();
            kinds.keySet().forEach(name -> sites.put(name, new Site(pages(name))));
            SiteServer.openSecure(server, 443, sites, _ -> {
            }, new TlsServer(engine, authority, kinds));
            SiteServer.open(server, 80, Map.of(SHOP, Site.movedTo("https://" + SHOP)), _ -> {
            });
            return this;
        }

        private static Content pages(String name) {
            Content page = path -> path.equals("/index.html")
                    ? new Content.Found.File(MemoryBody.of("this is " + name))
                    : new Content.Found.Missing();
            return page.or(Content.generated("/big.bin", BIG, 1));
        }

        Fetched get(String url, Authority trusted) {
            var settings = HttpClient.Settings.DEFAULT.withMaxRedirects(3);
            new HttpClient(client,
                    (_, answer) -> answer
                            .accept(new NameLookup.Answer.Found(List.of(IpAddress.of("10.0.0.2")))),
                    settings).with(new TlsClient(engine, trusted::root)).get(URI.create(url),
                            new FetchEvents() {
                                @Override
                                public void content(byte[] piece) {
                                    received.writeBytes(piece);
                                }

                                @Override
                                public void ended(Fetched fetched) {
                                    results.add(fetched);
                                }
                            });
            int before = results.size();
            engine.runUntil(() -> results.size() > before, LIMIT);
            return results.getLast();
        }

        Fetched get(String url) {
            return get(url, authority);
        }

        String text() {
            return received.toString(StandardCharsets.UTF_8);
        }

        /// Lets all that is under way end.
        Road quiet() {
            engine.runUntil(LIMIT);
            assertThat(network.packets().lent()).isZero();
            return this;
        }
    }

    @Test
    void fetchesAPageOverTlsInOneMoreRoundTrip() throws IOException {
        Road road = new Road(1).serving(CertificateKind.VALID);
        Fetched fetched = road.get("https://www.shop.test/");

        assertThat(fetched).isInstanceOfSatisfying(Fetched.Response.class, response -> {
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.remote().port()).isEqualTo(443);
            assertThat(TimeUnit.NANOSECONDS.toMillis(response.timings().tls())).isBetween(20L, 22L);
        });
        assertThat(road.text()).isEqualTo("this is www.shop.test");
        road.quiet();
        assertThat(road.frames.toString(StandardCharsets.ISO_8859_1)).doesNotContain("this is www");
    }

    @Test
    void isSentFromPlainHttpToTheSamePathOverTls() throws IOException {
        Road road = new Road(1).serving(CertificateKind.VALID);
        Fetched fetched = road.get("http://www.shop.test/?a=b");

        assertThat(fetched.url()).isEqualTo(URI.create("https://www.shop.test/?a=b"));
        assertThat(road.text()).isEqualTo("this is www.shop.test");
    }

    @Test
    void streamsALargeFileWholeAndAsFastAsTheCableAllows() throws IOException {
        Road road = new Road(1).serving(CertificateKind.VALID);
        road.get("https://www.shop.test/big.bin");
        // 5 MB are 0.4 s of 100 Mbit/s; headers, records and the beginning take some more.
        assertThat(TimeUnit.NANOSECONDS.toMillis(road.engine.now())).isBetween(420L, 700L);
        var sent = new byte[BIG];
        try (Body.Reader reader = new GeneratedBody(1, "/big.bin", BIG).open()) {
            reader.read(0, sent);
        }
        assertThat(road.quiet().received.toByteArray()).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "EXPIRED       | the certificate of www.shop.test expired at 2025-12-01T00:00:00Z, and it is 2026-01-01T00:00:00",
            "NOT_YET_VALID | the certificate of www.shop.test is not valid before 2049-01-01T00:00:00Z, and it is 2026-",
            "WRONG_NAME    | the certificate of www.shop.test is for wrong.www.shop.test, not for www.shop.test",
            "SELF_SIGNED   | the certificate of www.shop.test is signed by its own key, not by an authority that is"})
    void refusesABadCertificateAndSaysWhy(CertificateKind kind, String message) throws IOException {
        Road road = new Road(1).serving(kind);
        Fetched fetched = road.get("https://www.shop.test/");

        assertThat(fetched).isInstanceOfSatisfying(Fetched.Failure.class, failure -> {
            assertThat(failure.cause()).isEqualTo(Fetched.Cause.BAD_CERTIFICATE);
            assertThat(failure.message()).startsWith(message);
        });
        assertThat(road.quiet().received.size()).isZero();
    }

    @Test
    void trustsNoOtherInternetsAuthority() throws IOException {
        Road road = new Road(1).serving(CertificateKind.VALID);
        var stranger = new Authority(new Engine(2), List.of("test"));
        assertThat(road.get("https://www.shop.test/", stranger)).isInstanceOfSatisfying(Fetched.Failure.class,
                failure -> assertThat(failure.message())
                        .startsWith("the certificate of www.shop.test is not proved by an authority"));
    }

    @Test
    void refusesAnAddressThatNoCertificateNames() throws IOException {
        Road road = new Road(1).serving(CertificateKind.VALID);
        assertThat(road.get("https://10.0.0.2/")).isInstanceOfSatisfying(Fetched.Failure.class,
                failure -> assertThat(failure.message())
                        .isEqualTo("the certificate of 10.0.0.2 is for www.shop.test, not for 10.0.0.2"));
    }

    @Test
    void tellsSitesOfOneServerApartByTheNameThatIsAskedFor() throws IOException {
        Map<String, CertificateKind> kinds = new LinkedHashMap<>();
        kinds.put("www.shop.test", CertificateKind.VALID);
        kinds.put("blog.shop.test", CertificateKind.VALID);
        kinds.put("old.shop.test", CertificateKind.EXPIRED);
        Road road = new Road(1).serving(kinds);
        assertThat(road.get("https://blog.shop.test/")).isInstanceOf(Fetched.Response.class);
        assertThat(road.text()).isEqualTo("this is blog.shop.test");
        assertThat(road.get("https://old.shop.test/")).isInstanceOf(Fetched.Failure.class);
    }

    @Test
    void saysThatAServerSpeaksNoTls() throws IOException {
        Road road = new Road(1).serving(CertificateKind.VALID);
        assertThat(road.get("https://www.shop.test:80/")).isInstanceOfSatisfying(Fetched.Failure.class,
                failure -> {
                    assertThat(failure.cause()).isEqualTo(Fetched.Cause.TLS_FAILED);
                    assertThat(failure.message()).isEqualTo("10.0.0.2:80 does not speak TLS");
                });
        road.quiet();
    }

    @Test
    void sendsTheSameBytesForTheSameSeedAndOthersForAnother() throws IOException {
        assertThat(bytes(7)).isEqualTo(bytes(7)).isNotEqualTo(bytes(8));
    }

    private static byte[] bytes(long seed) throws IOException {
        Road road = new Road(seed).serving(CertificateKind.VALID);
        assertThat(road.get("https://www.shop.test/")).isInstanceOf(Fetched.Response.class);
        return road.quiet().frames.toByteArray();
    }
}
