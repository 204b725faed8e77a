package io.netjar.web;

import static io.netjar.web.Browser.content;
import static io.netjar.web.Browser.header;
import static io.netjar.web.Browser.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpConnectionTest {
    private static final Content PAGES = path -> path.matches("/[a-z]*\\.txt")
            ? new Content.Found.File(MemoryBody.of("this is " + path))
            : new Content.Found.Missing();

    private final Browser browser = new Browser(PAGES);

    @Nested
    class Order {
        @Test
        void answersPipelinedRequestsInTheirOrder() {
            var requests = new StringBuilder();
            for (char page = 'a'; page <= 'z'; page++) {
                requests.append("GET /").append(page).append(".txt HTTP/1.1\r\nHost: www.shop.test\r\n\r\n");
            }
            String[] responses = browser.send(requests.toString()).split("(?=HTTP/1.1 200 OK)");

            assertThat(responses).hasSize(26);
            for (int i = 0; i < 26; i++) {
                assertThat(content(responses[i])).isEqualTo("this is /" + (char) ('a' + i) + ".txt");
            }
            assertThat(browser.isOpen()).isTrue();
        }

        @Test
        void answersManyRequestsInOneRead() {
            String response = browser
                    .send("GET /a.txt HTTP/1.1\r\nHost: www.shop.test\r\n\r\n".repeat(2_000));

            assertThat(response.split("this is /a.txt", -1)).hasSize(2_001);
        }

        @Test
        void takesARequestByteByByte() {
            var all = new StringBuilder();
            for (char c : "GET /a.txt HTTP/1.1\r\nHost: www.shop.test\r\n\r\n".toCharArray()) {
                all.append(browser.send(String.valueOf(c)));
            }
            assertThat(content(all.toString())).isEqualTo("this is /a.txt");
        }

        @Test
        void answersNothingAfterTheLastAnswer() {
            String response = browser
                    .send("GET /a.txt HTTP/1.1\r\nHost: www.shop.test\r\nConnection: close\r\n\r\n".concat(
                            "GET /b.txt HTTP/1.1\r\nHost: www.shop.test\r\n\r\n"));

            assertThat(content(response)).isEqualTo("this is /a.txt");
            assertThat(header(response, "connection")).isEqualTo("close");
            assertThat(browser.isOpen()).isFalse();
        }

        @Test
        void throwsAwayContentBeforeTheNextRequest() {
            String first = browser.request("POST", "/a.txt", "Content-Length: 11")
                    + browser.send("GET / HTTP/");

            assertThat(status(first)).isEqualTo("405 Method Not Allowed");
            assertThat(content(browser.get("/b.txt"))).isEqualTo("this is /b.txt");
        }
    }

    @Nested
    class Versions {
        @Test
        void closesAfterAnAnswerToHttp10() {
            String response = browser.send("GET /a.txt HTTP/1.0\r\n\r\n");

            assertThat(content(response)).isEqualTo("this is /a.txt");
            assertThat(browser.isOpen()).isFalse();
        }

        @Test
        void keepsHttp10AliveWhenAsked() {
            String response = browser.send("GET /a.txt HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

            assertThat(header(response, "connection")).isEqualTo("keep-alive");
            assertThat(browser.isOpen()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"HTTP/2.0", "HTTP/0.9", "HTTP/3.1"})
        void refusesOtherMajorVersions(String version) {
            assertThat(status(browser.send("GET / " + version + "\r\nHost: www.shop.test\r\n\r\n")))
                    .isEqualTo("505 HTTP Version Not Supported");
            assertThat(browser.isOpen()).isFalse();
        }
    }

    @Nested
    class Hosts {
        @ParameterizedTest
        @ValueSource(strings = {"", "Host: www.shop.test\r\nHost: www.shop.test\r\n", "Host: a b\r\n",
                "Host: www.shop.test/\r\n", "Host: www.shop.test:http\r\n", "Host: user@www.shop.test\r\n"})
        void refusesARequestThatNamesNoHostOrTwo(String headers) {
            assertThat(status(browser.send("GET /a.txt HTTP/1.1\r\n" + headers + "\r\n")))
                    .isEqualTo("400 Bad Request");
        }

        @ParameterizedTest
        @ValueSource(strings = {"www.shop.test", "WWW.SHOP.TEST", "www.shop.test:80", "www.shop.test.",
                "www.shop.test:"})
        void findsTheSiteHoweverItsNameIsWritten(String host) {
            assertThat(status(browser.send("GET /a.txt HTTP/1.1\r\nHost: " + host + "\r\n\r\n")))
                    .isEqualTo("200 OK");
        }

        @Test
        void saysThatAnotherSiteIsNotHere() {
            assertThat(status(browser.send("GET /a.txt HTTP/1.1\r\nHost: www.other.test\r\n\r\n")))
                    .isEqualTo("421 Misdirected Request");
            assertThat(browser.isOpen()).isTrue();
        }

        @ParameterizedTest
        @ValueSource(strings = {"127.0.0.1:9301", "localhost:9301", "198.51.96.7", "[::1]:9301"})
        void takesAnAddressForTheOnlySite(String host) {
            assertThat(status(browser.send("GET /a.txt HTTP/1.1\r\nHost: " + host + "\r\n\r\n")))
                    .isEqualTo("200 OK");
            var two = new Browser(Map.of("a.test", new Site(_ -> new Content.Found.Missing()), "b.test",
                    new Site(_ -> new Content.Found.Missing())));
            assertThat(status(two.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")))
                    .isEqualTo("421 Misdirected Request");
        }

        @Test
        void tellsSitesApart() {
            var two = new Browser(Map.of("a.test",
                    new Site(_ -> new Content.Found.File(MemoryBody.of("I am A"))), "b.test",
                    new Site(_ -> new Content.Found.File(MemoryBody.of("I am B")))));

            assertThat(content(two.send("GET / HTTP/1.1\r\nHost: b.test\r\n\r\n"))).isEqualTo("I am B");
            assertThat(content(two.send("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n"))).isEqualTo("I am A");
        }

        @Test
        void prefersTheAbsoluteTargetToTheHeader() {
            assertThat(content(
                    browser.send("GET http://www.shop.test/a.txt HTTP/1.1\r\nHost: www.other.test\r\n\r\n")))
                    .isEqualTo("this is /a.txt");
        }
    }

    @Nested
    class Refusals {
        @ParameterizedTest
        @CsvSource({"POST,405 Method Not Allowed", "PUT,405 Method Not Allowed",
                "DELETE,405 Method Not Allowed",
                "TRACE,405 Method Not Allowed", "BREW,501 Not Implemented", "get,501 Not Implemented",
                "OPTIONS,204 No Content"})
        void answersOtherMethods(String method, String expected) {
            String response = browser.request(method, "/a.txt");

            assertThat(status(response)).isEqualTo(expected);
            if (!expected.startsWith("501")) {
                assertThat(header(response, "allow")).isEqualTo("GET, HEAD, OPTIONS");
            }
            assertThat(status(browser.get("/a.txt"))).isEqualTo("200 OK");
        }

        @Test
        void answersOptionsOfTheServerAsSuch() {
            assertThat(status(browser.request("OPTIONS", "*"))).isEqualTo("204 No Content");
        }

        @Test
        void refusesALongTargetAndTakesTheLongestAllowed() {
            int around = "GET / HTTP/1.1".length();

            assertThat(status(browser.get("/" + "a".repeat(RequestDecoder.MAX_LINE_BYTES - around))))
                    .isEqualTo("404 Not Found");
            assertThat(status(browser.get("/" + "a".repeat(RequestDecoder.MAX_LINE_BYTES - around + 1))))
                    .isEqualTo("414 URI Too Long");
            assertThat(browser.isOpen()).isFalse();
        }

        @Test
        void refusesLongHeaders() {
            assertThat(status(browser.get("/a.txt", "X: " + "y".repeat(RequestDecoder.MAX_HEADERS_BYTES))))
                    .isEqualTo("431 Request Header Fields Too Large");
            assertThat(browser.isOpen()).isFalse();
        }

        @Test
        void refusesMuchContentWithoutWaitingForIt() {
            assertThat(status(browser.request("POST", "/a.txt", "Content-Length: 65537")))
                    .isEqualTo("413 Content Too Large");
            assertThat(browser.isOpen()).isFalse();
        }

        @Test
        void takesContentUpToTheLimit() {
            String head = browser.request("POST", "/a.txt", "Content-Length: 65536");

            assertThat(head).isEmpty();
            assertThat(status(browser.send(new byte[65_536]))).startsWith("405");
        }

        @Test
        void refusesMuchContentThatDidNotSayHowMuch() {
            browser.request("POST", "/a.txt", "Transfer-Encoding: chunked");

            assertThat(status(browser.send("10001\r\n" + "x".repeat(0x10001) + "\r\n0\r\n\r\n")))
                    .isEqualTo("413 Content Too Large");
        }

        @ParameterizedTest
        @ValueSource(strings = {"nonsense\r\n\r\n", "GET\r\n\r\n", "GET /a.txt\r\n\r\n",
                "GET /a.txt HTTP/x\r\nHost: www.shop.test\r\n\r\n",
                "GET /a.txt HTTP/1.1\r\nHost: www.shop.test\r\nBad Header: x\r\n\r\n",
                "GET /a.txt HTTP/1.1\r\nHost: www.shop.test\r\nContent-Length: -1\r\n\r\n",
                "GET /a.txt HTTP/1.1\r\nHost: www.shop.test\r\nContent-Length: x\r\n\r\n",
                "GET /a.txt HTTP/1.1\r\nHost: www.shop.test\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET /a.txt HTTP/1.1\r\nHost: www.shop.test\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET /a.txt HTTP/1.0\r\nHost: www.shop.test\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET /a.txt HTTP/1.1\r\nHost: www.shop.test\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"})
        void answersWhatIsNoRequestWithBadRequestAndCloses(String text) {
            assertThat(status(browser.send(text))).isEqualTo("400 Bad Request");
            assertThat(browser.isOpen()).isFalse();
        }

        @Test
        void doesNotKnowOtherTransferCodings() {
            assertThat(status(browser.request("POST", "/a.txt", "Transfer-Encoding: gzip, chunked")))
                    .isEqualTo("501 Not Implemented");
        }

        @Test
        void answersExpectationsAtOnce() {
            assertThat(status(browser.request("POST", "/a.txt", "Content-Length: 5", "Expect: 100-continue")))
                    .isEqualTo("405 Method Not Allowed");
            assertThat(browser.isOpen()).isFalse();
            assertThat(status(new Browser(PAGES).get("/a.txt", "Expect: miracles")))
                    .isEqualTo("417 Expectation Failed");
        }
    }

    @Nested
    class Deadlines {
        @Test
        void closesAnIdleConnectionWithoutAWord() {
            browser.get("/a.txt");
            passSeconds(RequestDeadline.IDLE_SECONDS - 1);
            assertThat(browser.isOpen()).isTrue();
            passSeconds(1);

            assertThat(browser.received()).isEmpty();
            assertThat(browser.isOpen()).isFalse();
        }

        @Test
        void givesARequestAMinuteFromItsFirstByte() {
            passSeconds(50);
            browser.send("GET / HT");
            passSeconds(30);
            browser.send("TP/1.1\r\n");
            passSeconds(29);
            assertThat(browser.isOpen()).isTrue();
            passSeconds(1);

            String response = browser.received();
            assertThat(status(response)).isEqualTo("408 Request Timeout");
            assertThat(header(response, "connection")).isEqualTo("close");
            assertThat(browser.isOpen()).isFalse();
        }

        @Test
        void countsAnewAfterEachAnswer() {
            for (int i = 0; i < 5; i++) {
                passSeconds(70);
                assertThat(status(browser.get("/a.txt"))).isEqualTo("200 OK");
            }
        }

        private void passSeconds(int seconds) {
            browser.channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
            browser.channel.runScheduledPendingTasks();
        }
    }

    @Nested
    class Log {
        @Test
        void tellsEveryRequestOnceInTheCommonFormat() {
            browser.engine.runUntil(61_000_000_000L);
            browser.get("/a.txt?q=\"x\"");
            browser.request("HEAD", "/nope");
            browser.send("garbage\r\n\r\n");

            String line = "embedded - - [01/Jan/2026:00:01:01 +0000] ";
            assertThat(browser.log).extracting(Access::commonLogLine).containsExactly(
                    line + "\"GET /a.txt?q=\\\"x\\\" HTTP/1.1\" 200 14",
                    line + "\"HEAD /nope HTTP/1.1\" 404 -",
                    line + "\"\" 400 143");
        }

        @Test
        void tellsBytesAndWhoAsked() {
            browser.get("/a.txt", "Referer: http://a.test/", "User-Agent: \\me\"");

            assertThat(browser.log).singleElement().satisfies(access -> {
                assertThat(access.combinedLogLine()).isEqualTo("embedded - - [01/Jan/2026:00:00:00 +0000] "
                        + "\"GET /a.txt HTTP/1.1\" 200 14 \"http://a.test/\" \"\\\\me\\\"\"");
                assertThat(access.host()).isEqualTo("www.shop.test");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverThrowsAtRandomBytes(long seed) {
        Chance chance = Chance.of(seed, "fuzz");
        for (int round = 0; round < 400; round++) {
            var victim = new Browser(PAGES);
            byte[] bytes = mutated(chance);
            String response = victim.send(bytes);
            String says = "seed " + seed + " round " + round + ": "
                    + new String(bytes, StandardCharsets.ISO_8859_1) + "\n-> " + response;

            assertThat(response).as(says).matches("(?s)(HTTP/1\\.1 [2-5][0-9][0-9] .*)?");
            assertThat(response).as(says).doesNotContain(" 500 ");
            victim.channel.finishAndReleaseAll();
            victim.channel.checkException();
        }
    }

    private static byte[] mutated(Chance chance) {
        byte[] bytes = """
                GET /a.txt HTTP/1.1\r
                Host: www.shop.test\r
                Range: bytes=0-3\r
                Content-Length: 4\r
                If-None-Match: "x"\r
                \r
                abcdPOST / HTTP/1.1\r
                Host: www.shop.test\r
                Transfer-Encoding: chunked\r
                \r
                2\r
                xy\r
                0\r
                \r
                """.getBytes(StandardCharsets.ISO_8859_1);
        if (chance.happens(0.2)) {
            chance.nextBytes(bytes);
            return bytes;
        }
        int changes = 1 + chance.nextInt(8);
        for (int i = 0; i < changes; i++) {
            bytes[chance.nextInt(bytes.length)] = (byte) chance.nextInt(256);
        }
        return bytes;
    }
}
