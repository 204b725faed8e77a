package io.netjar.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.netty.channel.Channel;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

// HTTP's line ends are CR LF, those of text blocks are not.
@SuppressWarnings("StringConcatToTextBlock")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpDoorTest {
    private static final int RECORDING = 8001;
    private static final int SILENT = 8002;
    private final LinkedBlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private World world;
    private int nextPort = 8100;

    @SuppressWarnings("NullAway.Init")
    HttpDoorTest() {}

    @BeforeAll
    void open(@TempDir Path folder) throws IOException, DoorException {
        world = World.open(folder);
        world.serve(RECORDING, new Recording());
        world.serve(SILENT, (channel, all) -> {
        });
    }

    @AfterAll
    void leaveNothingBehind() {
        world.doors().close();
        Eventually.equal(world::connectionsLeft, 0);
        world.close();
    }

    /// Writes down what came when a request seems complete, and answers `ok`.
    private final class Recording implements Origin.Script {
        @Override
        public void received(Channel channel, String all) {
            boolean expects = all.contains("100-continue");
            if (expects && all.endsWith("\r\n\r\n")) {
                Origin.send(channel, "HTTP/1.1 100 Continue\r\n\r\n");
            }
            boolean body = all.startsWith("POST");
            if (body ? all.endsWith("DONE") || all.endsWith("0\r\n\r\n") : all.endsWith("\r\n\r\n")) {
                requests.add(all);
                Origin.send(channel, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: X-Secret\r\n"
                        + "X-Secret: 1\r\nKeep-Alive: timeout=5\r\nX-Open: 2\r\n\r\nok");
            }
        }
    }

    private String recorded() {
        try {
            return String.valueOf(requests.poll(5, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Client client() throws IOException {
        return new Client(world.door(DoorKind.HTTP));
    }

    private static String get(String address, String... fields) {
        return "GET " + address + " HTTP/1.1\r\nHost: x\r\n" + String.join("", fields) + "\r\n";
    }

    /// All that comes in answer to `request` until the end of the connection.
    private String whole(String request) throws IOException {
        try (Client client = client().send(request)) {
            return client.rest();
        }
    }

    private String serve(Origin.Script script) {
        return "http://" + world.serve(nextPort++, script) + "/";
    }

    @Nested
    class Forwarding {
        @Test
        void servesTheJdksClient() throws IOException, InterruptedException {
            try (HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5))
                    .proxy(ProxySelector.of(world.door(DoorKind.HTTP))).build()) {
                var request = HttpRequest.newBuilder(URI.create("http://www.shop.test/")).build();
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());

                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).contains("This is the shop.");
                assertThat(response.headers().allValues("via")).containsExactly("1.1 netjar");
            }
        }

        @Test
        void keepsTheVisitorOverTwoOrigins() throws IOException {
            try (Client client = client()) {
                for (String site : new String[]{"shop", "exchange", "shop"}) {
                    String host = site.equals("shop") ? World.SHOP : World.EXCHANGE;
                    assertThat(client.send(get("http://" + host + "/")).response())
                            .startsWith("HTTP/1.1 200").endsWith("This is the " + site + ".</p>\n");
                }
            }
        }

        @Test
        void answersPipelinedRequestsInOrderAndEndsAfterTheVisitorsEnd() throws IOException {
            try (Client client = client()) {
                client.send(get("http://www.shop.test/")
                        + "HEAD http://www.shop.test/ HTTP/1.1\r\nHost: x\r\n\r\n"
                        + get("http://exchange.test/") + get("http://www.shop.test/nothing")).end();
                assertThat(client.response()).contains("200 OK", "the shop");
                assertThat(client.readThrough("\r\n\r\n")).contains("200 OK");
                assertThat(client.response()).contains("200 OK", "the exchange");
                assertThat(client.rest()).contains("404 Not Found");
            }
        }

        @Test
        void leavesTheConnectionOpenAfterHead() throws IOException {
            try (Client client = client()) {
                String head = "HEAD http://www.shop.test/ HTTP/1.1\r\nHost: x\r\n\r\n";
                assertThat(client.send(head).readThrough("\r\n\r\n")).contains("content-length: ")
                        .doesNotContainIgnoringCase("connection: close");
                assertThat(client.send(get("http://www.shop.test/")).response()).contains("the shop");
            }
        }

        @Test
        void replacesHostAndRemovesWhatIsForOneHopOnly() throws IOException {
            try (Client client = client()) {
                String response = client.send(get("http://www.shop.test:8001/a|b?q[]={1}#part",
                        "Connection: keep-alive, X-Mine\r\nX-Mine: 1\r\nProxy-Connection: keep-alive\r\n",
                        "TE: trailers\r\nUpgrade: h2c\r\nProxy-Authorization: Basic x\r\nX-Kept: 2\r\n"))
                        .response();
                String request = recorded();
                assertThat(request).startsWith("GET /a|b?q[]={1} HTTP/1.1\r\n")
                        .containsIgnoringCase("host: www.shop.test:8001\r\n").contains("X-Kept: 2")
                        .containsIgnoringCase("via: 1.1 netjar\r\n")
                        .doesNotContain("X-Mine", "TE:", "Upgrade", "Proxy-", "Connection");
                assertThat(response).contains("X-Open: 2").containsIgnoringCase("via: 1.1 netjar\r\n")
                        .doesNotContain("X-Secret", "Keep-Alive").endsWith("ok");
            }
        }

        @Test
        void speaksItsOwnVersionForAnOlderVisitor() throws IOException {
            String url = serve(
                    Origin.answering(
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
                            false));
            assertThat(whole("GET " + url + " HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200 OK\r\n")
                    .doesNotContainIgnoringCase("transfer-encoding").containsIgnoringCase("connection: close")
                    .endsWith("\r\n\r\nabc");
        }

        @Test
        void carriesABodyAfterTheOriginsContinue() throws IOException {
            try (Client client = client()) {
                client.send("POST http://www.shop.test:8001/ HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
                        + "Expect: 100-continue\r\n\r\n");
                assertThat(client.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 100 Continue");
                assertThat(client.send("DONE").response()).startsWith("HTTP/1.1 200 OK").endsWith("ok");
                assertThat(recorded()).endsWith("\r\n\r\nDONE");
                assertThat(client.send(get("http://www.shop.test/")).response()).contains("the shop");
            }
        }

        @Test
        void carriesAChunkedBody() throws IOException {
            try (Client client = client()) {
                client.send(
                        "POST http://www.shop.test:8001/ HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
                                + "\r\n3\r\nabc\r\n");
                client.send("2\r\nde\r\n0\r\n\r\n");
                assertThat(client.response()).endsWith("ok");
                assertThat(recorded()).endsWith("\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
            }
        }

        @Test
        void goesOnAfterABodyThatTheSiteDidNotWant() throws IOException {
            try (Client client = client()) {
                client.send("POST http://www.shop.test/ HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc");
                assertThat(client.response()).startsWith("HTTP/1.1 405");
            }
        }

        @Test
        void endsAnswersWithoutLengthByTheEndOfTheConnection() throws IOException {
            String url = serve(Origin.answering("HTTP/1.1 200 OK\r\n\r\nuntil the end", true));
            assertThat(whole(get(url))).containsIgnoringCase("connection: close").endsWith("until the end");
        }

        @Test
        void doesNotUseAnOriginAgainThatSaysItCloses() throws IOException {
            String url = serve(Origin.answering(
                    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok", true));
            try (Client client = client()) {
                assertThat(client.send(get(url)).response()).endsWith("ok");
                assertThat(client.send(get(url)).response()).endsWith("ok");
            }
        }
    }

    @Nested
    class Refusing {
        @ParameterizedTest
        @CsvSource({"/, 400", "*, 400", "https://www.shop.test/, 501", "ftp://www.shop.test/, 501",
                "http://me:pw@www.shop.test/, 400", "http:///, 400", "http://www.shop.test:99999/, 400",
                "http://[::1]/, 400", "www.shop.test, 400", "http://nowhere.test/, 502",
                "http://www.shop.test:81/, 502", "http://127.0.0.1:9/, 502"})
        void saysWhy(String address, int status) throws IOException {
            assertThat(whole(get(address))).startsWith("HTTP/1.1 " + status + " ").contains("netjar: ");
        }

        @Test
        void toldLikeAWebSiteSaysHowToUseIt() throws IOException {
            assertThat(whole(get("/"))).contains("curl -x");
            assertThat(whole(get("http://nowhere.test/"))).contains("there is no name nowhere.test");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\26\3\1\2\0\1\0\r\n\r\n", "hello\r\n\r\n"})
        void answersBadRequestToWhatIsNotHttp(String bytes) throws IOException {
            assertThat(whole(bytes)).startsWith("HTTP/1.1 400 ");
        }

        @Test
        void answersUriTooLongAndFieldsTooLarge() throws IOException {
            assertThat(whole(get("http://www.shop.test/" + "a".repeat(9000)))).startsWith("HTTP/1.1 414 ");
            assertThat(whole(get("http://www.shop.test/", "X: " + "a".repeat(40_000) + "\r\n")))
                    .startsWith("HTTP/1.1 431 ");
        }

        @Test
        void answersBadRequestToABodyThatCannotBeRead() throws IOException {
            assertThat(whole("POST http://www.shop.test:8001/ HTTP/1.1\r\nHost: x\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n")).startsWith("HTTP/1.1 400 ");
        }

        @Test
        void answersGatewayTimeoutForAServerThatIsSilent() throws IOException {
            assertThat(whole(get("http://www.shop.test:8002/"))).startsWith("HTTP/1.1 504 ");
        }
    }

    @Nested
    class BrokenOrigins {
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void thatDieInTheMiddleBreakTheVisitorsResponse(boolean chunked) throws IOException {
            String frame = chunked
                    ? "Transfer-Encoding: chunked\r\n\r\n8\r\nhalf"
                    : "Content-Length: 9\r\n\r\nhalf";
            String url = serve(Origin.answering("HTTP/1.1 200 OK\r\n" + frame, true));
            try (Client client = client().send(get(url))) {
                assertThat(client.fate()).isEqualTo("reset");
            }
        }

        @Test
        void thatResetAnAnswerWithoutLengthBreakIt() throws IOException {
            String url = serve((channel, all) -> {
                Origin.send(channel, "HTTP/1.1 200 OK\r\n\r\nsome");
                channel.eventLoop().schedule(() -> Relay.reset(channel), 50, TimeUnit.MILLISECONDS);
            });
            try (Client client = client().send(get(url))) {
                assertThat(client.fate()).isEqualTo("reset");
            }
        }

        @Test
        void thatCloseWithoutAnAnswerAreABadGateway() throws IOException {
            assertThat(whole(get(serve((channel, all) -> channel.close())))).startsWith("HTTP/1.1 502 ");
            assertThat(whole(get(serve(Origin.answering("SSH-2.0-x\r\n\r\n", true)))))
                    .startsWith("HTTP/1.1 502 ");
            assertThat(whole(get(serve(Origin.answering("HTTP/1.1 101 Switching Protocols\r\n\r\n", false)))))
                    .startsWith("HTTP/1.1 502 ");
        }
    }

    @Nested
    class Tunnels {
        @Test
        void carryWhatWasSentBehindTheRequest() throws IOException {
            try (Client client = client()) {
                client.send("CONNECT www.shop.test:80 HTTP/1.1\r\nHost: x\r\n\r\n"
                        + "GET / HTTP/1.1\r\nHost: www.shop.test\r\nConnection: close\r\n\r\n");
                assertThat(client.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 200 Connection established");
                assertThat(client.rest()).startsWith("HTTP/1.1 200 OK").contains("the shop");
            }
        }

        @ParameterizedTest
        @CsvSource({"www.shop.test, 400", "www.shop.test:0, 400", ":80, 400", "nowhere.test:80, 502",
                "www.shop.test:81, 502"})
        void toNowhereAreRefused(String authority, int status) throws IOException {
            assertThat(whole("CONNECT " + authority + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                    .startsWith("HTTP/1.1 " + status + " ");
        }

        @ParameterizedTest
        @ValueSource(strings = {"127.0.0.1", "localhost", "192.168.0.1", "10.0.0.1"})
        void neverReachTheRealMachine(String host) throws IOException {
            try (var real = new ServerSocket(0, 5)) {
                String there = host + ":" + real.getLocalPort();
                assertThat(whole("CONNECT " + there + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                        .startsWith("HTTP/1.1 502 ");
                assertThat(whole(get("http://" + there + "/"))).startsWith("HTTP/1.1 502 ");
                real.setSoTimeout(1);
                assertThat(catchThrowable(real::accept)).isInstanceOf(SocketTimeoutException.class);
            }
        }

        @Test
        void carryWebSocketsBothWays() throws IOException {
            try (Client client = client()) {
                client.send("CONNECT exchange.test:80 HTTP/1.1\r\n\r\n").readThrough("\r\n\r\n");
                client.send("GET /echo HTTP/1.1\r\nHost: exchange.test\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Version: 13\r\n\r\n");
                assertThat(client.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 101 ");
                // RFC 6455 §5.7: a masked and an unmasked text message "Hello".
                client.send("\201\2057\372!=\177\237MQX");
                assertThat(client.read(7)).isEqualTo("\u0081\5Hello");
            }
        }
    }
}
