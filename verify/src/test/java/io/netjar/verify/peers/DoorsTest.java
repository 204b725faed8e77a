package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.testkit.Tshark;
import io.netjar.verify.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real programs enter the sample Internet by its doors, as the README says.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoorsTest {
    private static final Path PICTURES = Path.of("target/screenshots");

    @TempDir
    private static Path folder = Path.of("");
    private Path capture = Path.of("");
    private Path accessLog = Path.of("");
    private Netjar netjar;

    @SuppressWarnings("NullAway.Init")
    DoorsTest() {}

    @BeforeAll
    void start() throws IOException {
        capture = folder.resolve("doors.pcapng");
        accessLog = folder.resolve("access.log");
        netjar = Netjar.run("--capture", capture.toString(), "--access-log", accessLog.toString(),
                "--forward", "0=exchange.test:80", "--forward",
                "0=www.shop.test:443", "--forward=127.0.0.1:0=nowhere.test:80");
    }

    /// Everything that the tests of this class sent must have been well-formed, whatever order they ran in.
    @AfterAll
    void stopAndJudgeTheCapture() {
        netjar.close();
        Tool.need("tshark");
        assertThat(Tshark.fields(capture, "frame", "frame.number")).hasSizeGreaterThan(1000);
        assertThat(Tshark.complaints(capture)).isEmpty();
    }

    @Test
    void saysWhatThereIsAndThreeCommandsToTry() {
        String welcome = String.join("\n", netjar.welcome());
        assertThat(welcome).contains("acting as", "alice/laptop", "dig @127.0.0.1", "curl --socks5-hostname",
                "chromium", "--proxy-server=socks5://127.0.0.1");
    }

    @Nested
    class Dig {
        @Test
        void resolvesOverUdp() {
            Tool.need("dig");
            String answer = dig("www.shop.test");
            assertThat(answer).contains("status: NOERROR", "ANSWER: 1")
                    .containsPattern("www\\.shop\\.test\\.\\s+[0-9]+\\s+IN\\s+A\\s+");
        }

        @Test
        void resolvesOverTcp() {
            Tool.need("dig");
            assertThat(dig("+tcp", "exchange.test")).contains("status: NOERROR", "(TCP)");
        }

        @Test
        void learnsThatANameDoesNotExist() {
            Tool.need("dig");
            assertThat(dig("nothing.shop.test")).contains("status: NXDOMAIN", "SOA");
        }

        private String dig(String... arguments) {
            var command = new ArrayList<>(List.of("dig", "@127.0.0.1", "-p", netjar.dnsPort()));
            command.addAll(List.of(arguments));
            return Tool.run(command).succeeded();
        }
    }

    @Nested
    class Curl {
        @Test
        void fetchesTheShopThroughSocks() throws IOException {
            Tool.need("curl");
            assertThat(curl("--cacert", netjar.root(), "--socks5-hostname", netjar.socksDoor(),
                    "https://www.shop.test/").succeeded())
                    .isEqualTo(
                            Files.readString(Checkout.root().resolve("samples/shop/index.html")));
        }

        @Test
        void fetchesTheShopThroughTheHttpProxy() throws IOException {
            Tool.need("curl");
            assertThat(curl("--cacert", netjar.root(), "-L", "-x", netjar.httpDoor(), "http://www.shop.test/")
                    .succeeded()).isEqualTo(
                            Files.readString(Checkout.root().resolve("samples/shop/index.html")));
        }

        @Test
        void fetchesTheExchangeThroughAForward() throws IOException {
            Tool.need("curl");
            String page = Files.readString(Checkout.root().resolve("samples/exchange/index.html"));
            String url = "http://" + netjar.forward("exchange.test:80") + "/";
            assertThat(curl(url).succeeded()).isEqualTo(page);
            assertThat(curl("-H", "Host: exchange.test", url).succeeded()).isEqualTo(page);
        }

        @Test
        void fetchesTheShopOverTlsThroughAForward() throws IOException {
            Tool.need("curl");
            assertThat(curl("--cacert", netjar.root(), "--connect-to",
                    "www.shop.test:443:" + netjar.forward("www.shop.test:443"), "https://www.shop.test/")
                    .succeeded())
                    .isEqualTo(Files.readString(Checkout.root().resolve("samples/shop/index.html")));
        }

        @Test
        void isResetByAForwardToANameThatIsNotThere() {
            Tool.need("curl");
            Tool.Result result = curl("http://" + netjar.forward("nowhere.test:80") + "/");
            assertThat(result.exitCode()).isEqualTo(56);
            assertThat(result.err()).contains("Connection reset by peer");
        }

        @Test
        void fetchesTwoPagesOverOneProxyConnection() {
            Tool.need("curl");
            Tool.Result result = curl("-v", "-x", netjar.httpDoor(), "http://www.shop.test/", "-o",
                    "/dev/null",
                    "http://exchange.test/", "-o", "/dev/null");
            result.succeeded();
            assertThat(result.err()).containsAnyOf("Re-using existing connection",
                    "Reusing existing connection");
        }

        @Test
        void tunnelsThroughTheHttpProxy() {
            Tool.need("curl");
            assertThat(curl("-p", "-x", netjar.httpDoor(), "-w", "%{http_code}", "-o", "/dev/null",
                    "http://exchange.test/").succeeded()).isEqualTo("200");
        }

        @Test
        void isToldThatANameDoesNotExist() {
            Tool.need("curl");
            assertThat(curl("--socks5-hostname", netjar.socksDoor(), "http://nowhere.test/").exitCode())
                    .isEqualTo(97);
            assertThat(curl("-x", netjar.httpDoor(), "http://nowhere.test/").succeeded()).contains(
                    "there is no name nowhere.test");
        }

        @Test
        void isRefusedWhereNobodyListens() {
            Tool.need("curl");
            Tool.Result result = curl("-v", "--socks5-hostname", netjar.socksDoor(),
                    "http://www.shop.test:81/");
            assertThat(result.exitCode()).isEqualTo(97);
            assertThat(result.err()).contains("(5)");
        }

        @Test
        void doesNotReachTheIntranetFromAHome() {
            Tool.need("curl");
            assertThat(curl("--socks5-hostname", netjar.socksDoor(), "http://intranet.acme.test/").exitCode())
                    .isEqualTo(97);
        }

        @Test
        void isLoggedWithTheProvidersAddressNotThePrivateOne() throws IOException {
            Tool.need("curl");
            curl("--socks5-hostname", netjar.socksDoor(), "http://www.shop.test/?who-am-i").succeeded();
            // The log is written each second.
            assertThat(eventually(accessLog, "/?who-am-i")).startsWith("www.shop.test 203.0.1")
                    .doesNotContain("192.168.");
        }

        private static String eventually(Path file, String text) throws IOException {
            long end = System.nanoTime() + 20_000_000_000L;
            while (System.nanoTime() < end) {
                for (String line : Files.readAllLines(file)) {
                    if (line.contains(text)) {
                        return line;
                    }
                }
                Thread.onSpinWait();
            }
            return "no line with " + text + " came into " + file;
        }

        private static Tool.Result curl(String... arguments) {
            var command = new ArrayList<>(List.of("curl", "-sS", "--max-time", "60"));
            command.addAll(List.of(arguments));
            return Tool.run(command);
        }
    }

    @Nested
    class Chromium {
        @Test
        void loadsTheShopWithAllItsParts() throws IOException, InterruptedException {
            Tool.need("chromium", "chromedriver", "certutil");
            try (Browser browser = Browser.trusting(netjar.root(), folder, netjar.socksDoor())) {
                browser.open("http://www.shop.test/");
                assertThat(browser.evaluate("return location.href")).isEqualTo("https://www.shop.test/");
                assertThat(browser.evaluate("return document.readyState")).isEqualTo("complete");
                assertThat(browser.evaluate("return document.styleSheets.length")).isNotEqualTo("0");
                assertThat(browser.evaluate("return document.images.length")).isNotEqualTo("0");
                assertThat(browser.evaluate(
                        "return [...document.images].filter(i => !i.complete || i.naturalWidth == 0).map(i => i.src).join()"))
                        .isEmpty();
                browser.screenshot(PICTURES.resolve("shop.png"));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"http", "https"})
        void drawsLivePricesOfTheExchange(String scheme) throws IOException, InterruptedException {
            Tool.need("chromium", "chromedriver", "certutil");
            try (Browser browser = scheme.equals("http")
                    ? Browser.through(netjar.socksDoor())
                    : Browser.trusting(netjar.root(), folder, netjar.socksDoor())) {
                browser.open(scheme + "://exchange.test/");
                String count = browser
                        .await("const t = setInterval(() => { const n = Number(document.body.dataset.received); "
                                + "if (n >= 10) { clearInterval(t); done(n); } }, 50)");
                assertThat(Integer.parseInt(count)).isGreaterThanOrEqualTo(10);
                browser.screenshot(PICTURES.resolve("exchange.png"));
            }
        }
    }
}
