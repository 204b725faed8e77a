package io.netjar.web.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.link.Capture;
import io.netjar.web.Access;
import io.netjar.web.Content;
import io.netjar.web.Site;
import io.netjar.web.SiteServer;
import io.netjar.web.tls.Authority;
import io.netjar.web.tls.CertificateKind;
import io.netjar.web.tls.TlsClient;
import io.netjar.web.tls.TlsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Requests over HTTP/2, over TLS, over a cable of 10 ms.
class Http2ConnectionTest {
    private static final String SHOP = "www.shop.test";
    private static final long BIG = 3_000_000;

    private final Road road = new Road();
    private final Connections client;
    private final List<Access> log = new ArrayList<>();
    private final Map<String, Fetched> results = new TreeMap<>();
    private final Map<String, byte[]> received = new TreeMap<>();

    Http2ConnectionTest() {
        road.serving(80);
        Authority authority = new Authority(road.engine, List.of("test"));
        Content pages = Content.generated("/page", 5_000, 1).or(Content.generated("/big", BIG, 2));
        SiteServer.openSecure(road.server, 443, Map.of(SHOP, new Site(pages)), log::add,
                new TlsServer(road.engine, authority, Map.of(SHOP, CertificateKind.VALID)));
        client = new Connections(road.client, road::lookup, Connections.Settings.DEFAULT,
                Optional.of(new TlsClient(road.engine, authority::root)));
    }

    private void get(String path) {
        var content = new ByteArrayOutputStream();
        client.send(new Request(URI.create("https://" + SHOP + path), List.of(), Priority.HIGHEST),
                new FetchEvents() {
                    @Override
                    public void content(byte[] piece) {
                        content.writeBytes(piece);
                    }

                    @Override
                    public void ended(Fetched fetched) {
                        results.put(path, fetched);
                        received.put(path, content.toByteArray());
                    }
                });
    }

    private Fetched fetched(String path) {
        get(path);
        road.millis(() -> results.containsKey(path));
        return result(path);
    }

    private Fetched result(String path) {
        return Objects.requireNonNull(results.get(path), path);
    }

    private Fetched.Response response(String path) {
        return (Fetched.Response) fetched(path);
    }

    @Test
    void isWhatIsSpokenWithAServerThatOffersIt() {
        Fetched.Response response = response("/page");

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("content-length")).isEqualTo("5000");
        assertThat(response.via()).isEqualTo(new Fetched.Via(1, false, "h2"));
        assertThat(received.get("/page")).hasSize(5_000);
        assertThat(log).singleElement().satisfies(access -> {
            assertThat(access.requestLine()).isEqualTo("GET /page HTTP/2.0");
            assertThat(access.host()).isEqualTo(SHOP);
            assertThat(access.bytes()).isEqualTo(5_000);
            assertThat(access.userAgent()).isEqualTo(HttpClient.USER_AGENT);
        });
    }

    @Test
    void opensOneConnectionUntilTheServerHasSaidWhatItSpeaks() {
        for (int i = 0; i < 8; i++) {
            get("/page?" + i);
        }
        road.millis(() -> results.size() == 8);
        road.engine.runUntil(road.engine.now() + Road.SECOND);
        assertThat(client.opened()).isEqualTo(1);
    }

    @Test
    void sharesOneConnectionAmongManyRequestsAtATime() {
        response("/page");
        for (int i = 0; i < 300; i++) {
            get("/page?" + i);
        }
        long millis = road.millis(() -> results.size() == 301);

        assertThat(client.opened()).isEqualTo(1);
        // A hundred at a time, so three round trips of 20 ms, and 1.5 MB at 1 Gbit/s, with a window that has to open.
        assertThat(millis).isBetween(60L, 200L);
        assertThat(results.values()).allSatisfy(
                each -> assertThat(each).isInstanceOfSatisfying(Fetched.Response.class,
                        response -> assertThat(response.bytes()).isEqualTo(5_000)));
    }

    @Test
    void streamsLargeAnswersSideBySideAndLeavesNothingBehind() {
        response("/page");
        get("/big");
        get("/big?again");
        road.millis(() -> results.size() == 3);

        assertThat(received.get("/big")).hasSize((int) BIG).isEqualTo(received.get("/big?again"));
        long first = result("/big").timings().total();
        long second = result("/big?again").timings().total();
        assertThat(Math.abs(second - first)).as("neither waits for the other").isLessThan(first / 5);
        client.close();
        road.engine.runUntil(road.engine.now() + 300 * Road.SECOND);
        assertThat(road.network.packets().lent()).isZero();
    }

    @Test
    void closesAnIdleConnectionByItsServersWishAndOpensAnother() {
        response("/page");
        road.engine.runUntil(road.engine.now() + 80 * Road.SECOND);
        Fetched.Response again = response("/page?again");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.via().connection()).isEqualTo(2);
    }

    @Test
    void tellsThatTheCableWasCutInTheMidst() {
        response("/page");
        get("/big");
        road.engine.runUntil(road.engine.now() + Road.SECOND / 20);
        road.cable.up(false);
        road.millis(() -> results.containsKey("/big"));

        assertThat(results.get("/big")).isInstanceOfSatisfying(Fetched.Failure.class, failure -> {
            assertThat(failure.cause()).isEqualTo(Fetched.Cause.TIMED_OUT);
            assertThat(failure.bytes()).isBetween(1L, BIG - 1);
        });
        // The server gives up later, as its TCP waits for longer; then it lets go of what it had still to say.
        road.engine.runUntil(road.engine.now() + 3_000 * Road.SECOND);
        assertThat(road.network.packets().lent()).isZero();
    }

    @Test
    void putsTheSameBytesOnTheCableInEveryRun() throws IOException {
        assertThat(capturedVisit()).isEqualTo(capturedVisit()).hasSizeGreaterThan(10_000);
    }

    private static byte[] capturedVisit() throws IOException {
        var visit = new Http2ConnectionTest();
        var bytes = new ByteArrayOutputStream();
        try (Capture capture = Capture.of(visit.road.network, bytes)) {
            visit.road.network.observe(capture);
            visit.response("/page");
            visit.get("/page?1");
            visit.get("/page?2");
            visit.road.millis(() -> visit.results.size() == 3);
            visit.road.network.ignore(capture);
        }
        return bytes.toByteArray();
    }
}
