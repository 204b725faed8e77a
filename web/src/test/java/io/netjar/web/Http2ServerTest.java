package io.netjar.web;

import static io.netjar.web.ClientFrames.frame;
import static io.netjar.web.ClientFrames.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Http2ServerTest {
    private static final int BIG = 1_000_000;
    private static final Content PAGES = path -> path.matches("/[a-z]*\\.txt")
            ? new Content.Found.File(MemoryBody.of("this is " + path))
            : new Content.Found.Missing();
    private static final Map<String, Site> SITES = Map.of("www.shop.test",
            new Site(PAGES.or(Content.generated("/big", BIG, 1))).with("/echo", new Echo()));

    private final Http2Browser browser = new Http2Browser(SITES);

    private static Http2Headers get(String path) {
        return Http2Browser.get(path);
    }

    @Nested
    class Requests {
        @Test
        void areAnsweredAsOverHttp11AndLogged() {
            browser.headers(1, get("/a.txt"), true).send();

            assertThat(browser.frames).contains("HEADERS 1 200", "DATA 1 14 end");
            assertThat(browser.content(1)).isEqualTo("this is /a.txt");
            assertThat(browser.header(1, "server")).isEqualTo(SiteServer.NAME);
            assertThat(browser.log).extracting(Access::commonLogLine).containsExactly(
                    "embedded - - [01/Jan/2026:00:00:00 +0000] \"GET /a.txt HTTP/2.0\" 200 14");
        }

        @Test
        void areAnsweredAsTheyCome() {
            for (int stream = 1; stream < 200; stream += 2) {
                browser.headers(stream, get("/a.txt"), true);
            }
            browser.send();

            assertThat(browser.heads).hasSize(100);
            assertThat(browser.contents.values()).allSatisfy(
                    content -> assertThat(content.size()).isEqualTo(14));
        }

        @Test
        void ofHeadHaveNoContent() {
            browser.headers(1, get("/a.txt").method("HEAD"), true).send();

            assertThat(browser.frames).contains("HEADERS 1 200 end");
            assertThat(browser.header(1, "content-length")).isEqualTo("14");
        }

        @Test
        void mayHaveContentAndTrailers() {
            browser.headers(1, get("/a.txt").method("POST"), false).data(1, new byte[65_536], false)
                    .headers(1, new DefaultHttp2Headers().set("checksum", "1"), true).send();

            assertThat(browser.status(1)).isEqualTo("405");
            assertThat(browser.frames).doesNotContain("RST 1 NO_ERROR");
        }

        @Test
        void withTooMuchContentAreRefusedAndItsRestIsNotWanted() {
            browser.headers(1, get("/a.txt").method("POST"), false);
            for (int i = 0; i < 5; i++) {
                browser.data(1, new byte[16_384], false);
            }
            browser.send();

            assertThat(browser.status(1)).isEqualTo("413");
            assertThat(browser.frames).endsWith("RST 1 NO_ERROR");
            browser.headers(3, get("/a.txt"), true).send();
            assertThat(browser.status(3)).isEqualTo("200");
        }

        @ParameterizedTest
        @CsvSource({"www.other.test, 421", "a b, 400"})
        void nameASite(String authority, String status) {
            browser.headers(1, get("/a.txt").authority(authority), true).send();

            assertThat(browser.status(1)).isEqualTo(status);
        }

        @Test
        void nameOneSiteOnly() {
            browser.headers(1, get("/a.txt").set("host", "www.other.test"), true).send();

            assertThat(browser.status(1)).isEqualTo("400");
        }

        @Test
        void withAPathThatIsTooLongAreRefused() {
            browser.headers(1, get("/" + "a".repeat(RequestDecoder.MAX_LINE_BYTES)), true).send();

            assertThat(browser.status(1)).isEqualTo("414");
        }

        @Test
        void withTooManyHeadersAreRefused() {
            browser.headers(1, get("/a.txt").set("x", "y".repeat(RequestDecoder.MAX_HEADERS_BYTES)), true)
                    .send();

            assertThat(browser.status(1)).isEqualTo("431");
        }

        @ParameterizedTest
        @ValueSource(strings = {"connection", "upgrade", "transfer-encoding", "te"})
        void thatSpeakOfTheConnectionAreMalformed(String name) {
            browser.headers(1, get("/a.txt").set(name, "x"), true).send();

            assertThat(browser.frames).contains("RST 1 PROTOCOL_ERROR");
        }

        @Test
        void toConnectElsewhereAreRefused() {
            browser.headers(1, new DefaultHttp2Headers().method("CONNECT").authority("www.shop.test:25"),
                    false).send();

            assertThat(browser.status(1)).isEqualTo("400");
        }
    }

    @Nested
    class Flow {
        @Test
        void sendsNoMoreThanTheClientsWindowsAllow() {
            var narrow = new Http2Browser(SITES, new Http2Settings().initialWindowSize(1_000));
            narrow.headers(1, get("/big"), true).send();
            assertThat(narrow.content(1)).hasSize(1_000);
            narrow.window(1, 5_000).send();
            assertThat(narrow.content(1)).hasSize(6_000);
            narrow.window(1, BIG).send();
            assertThat(narrow.content(1)).as("the connection's own window").hasSize(65_535);
            narrow.window(0, BIG).send();
            assertThat(narrow.content(1)).hasSize(BIG);
            assertThat(narrow.frames.getLast()).endsWith(" end");
        }

        @Test
        void resetsAStreamOfWhichNothingIsTaken() {
            browser.headers(1, get("/big"), true).send();
            browser.passSeconds(RequestDeadline.SENDING_SECONDS - 1);
            assertThat(browser.frames).doesNotContain("RST 1 CANCEL");
            browser.passSeconds(1);

            assertThat(browser.frames).contains("RST 1 CANCEL");
            assertThat(browser.log).singleElement().satisfies(
                    access -> assertThat(access.bytes()).isBetween(65_535L, 200_000L));
        }

        @Test
        void answersARequestThatIsNotCompleteInTimeWith408() {
            browser.headers(1, get("/a.txt").method("POST"), false).send();
            browser.passSeconds(RequestDeadline.REQUEST_SECONDS);

            assertThat(browser.status(1)).isEqualTo("408");
            assertThat(browser.frames).endsWith("RST 1 NO_ERROR");
        }

        @Test
        void saysGoodbyeToAnIdleConnection() {
            browser.headers(1, get("/a.txt"), true).send();
            browser.passSeconds(RequestDeadline.IDLE_SECONDS - 1);
            assertThat(browser.channel.isOpen()).isTrue();
            browser.ping(1).send().passSeconds(1);

            assertThat(browser.frames).endsWith("GOAWAY NO_ERROR");
            assertThat(browser.channel.isOpen()).isFalse();
        }
    }

    @Nested
    class Floods {
        @Test
        void ofResetStreamsEndTheConnection() {
            flood(FrameBudget.RESETS, i -> browser.headers(2 * i + 1, get("/a.txt"), false).reset(2 * i + 1));
        }

        @Test
        void ofErrorsThatClientsProvokeEndTheConnection() {
            flood(FrameBudget.RESETS, i -> browser.headers(2 * i + 1, get("/a.txt").set("te", "x"), false));
        }

        @Test
        void ofPingsEndTheConnection() {
            flood(FrameBudget.IDLE_FRAMES - 1, i -> browser.ping(i));
        }

        @Test
        void ofSettingsEndTheConnection() {
            flood(FrameBudget.IDLE_FRAMES - 1, i -> browser.settings());
        }

        @Test
        void ofEmptyDataEndTheConnection() {
            browser.headers(1, get("/a.txt").method("POST"), false);
            flood(FrameBudget.IDLE_FRAMES - 1, i -> browser.raw(new byte[]{0, 0, 0, 0, 0, 0, 0, 0, 1}));
        }

        @Test
        void ofContinuationsEndTheConnection() {
            browser.raw(new byte[]{0, 0, 0, 1, 0, 0, 0, 0, 1});
            for (int i = 0; i < 20; i++) {
                browser.raw(new byte[]{0, 0, 0, 9, 0, 0, 0, 0, 1});
            }
            browser.send();

            assertThat(browser.frames).endsWith("GOAWAY ENHANCE_YOUR_CALM");
        }

        @Test
        void thatAreSlowAreNone() {
            for (int second = 0; second < 300; second++) {
                for (int i = 0; i < FrameBudget.IDLE_FRAMES_PER_SECOND; i++) {
                    browser.ping(i);
                }
                browser.send().headers(2 * second + 1, get("/a.txt"), true).send().passSeconds(1);
            }
            assertThat(browser.channel.isOpen()).isTrue();
        }

        /// As many as allowed are borne, one more is not.
        private void flood(int allowed, IntFunction<Http2Browser> frame) {
            for (int i = 0; i < allowed; i++) {
                frame.apply(i).send();
            }
            assertThat(browser.channel.isOpen()).isTrue();
            frame.apply(allowed).send();

            assertThat(browser.frames).contains("GOAWAY ENHANCE_YOUR_CALM");
            assertThat(browser.channel.isOpen()).isFalse();
        }
    }

    @Nested
    class WebSockets {
        private Http2Headers connect() {
            return get("/echo").method("CONNECT").set(":protocol", "websocket")
                    .set("sec-websocket-version", "13");
        }

        @Test
        void areOffered() {
            browser.send();

            assertThat(browser.settings.connectProtocolEnabled()).isTrue();
        }

        @Test
        void liveOnAStreamBesidesRequests() {
            browser.headers(1, connect(), false).send();
            assertThat(browser.frames).contains("HEADERS 1 200");
            browser.data(1, frame(ClientFrames.TEXT, utf8("hello")), false).headers(3, get("/a.txt"), true)
                    .send();

            assertThat(browser.bytes(1))
                    .isEqualTo(ClientFrames.answer(ClientFrames.TEXT, utf8("hello")));
            assertThat(browser.content(3)).isEqualTo("this is /a.txt");
        }

        @Test
        void endTheirStreamAndNotTheConnection() {
            browser.headers(1, connect(), false).send();
            browser.data(1, frame(ClientFrames.CLOSE, ClientFrames.closing(1000)), true).send();

            assertThat(browser.frames).endsWith("DATA 1 4 end");
            assertThat(browser.channel.isOpen()).isTrue();
        }

        @Test
        void areResetIfTheClientDoesNotEndThem() {
            browser.headers(1, connect(), false).send();
            browser.data(1, frame(ClientFrames.CLOSE, ClientFrames.closing(1000)), false).send();
            assertThat(browser.frames).endsWith("DATA 1 4 end");
            browser.passSeconds(WebSocketConnection.CLOSE_SECONDS);

            assertThat(browser.frames).endsWith("RST 1 CANCEL");
        }

        @Test
        void cutOffAClientThatTakesNothing() {
            browser.headers(1, connect(), false).send();
            byte[] message = new byte[16_000];
            for (int i = 0; i < 20; i++) {
                browser.data(1, frame(ClientFrames.BINARY, message), false).send();
            }
            // What it does not take is not read either: no more than its window, and the message at hand, wait.
            assertThat(browser.bytes(1)).hasSize(65_535);
            assertThat(browser.channel.isOpen()).isTrue();
        }

        @Test
        void dropASlowConsumerWithoutKeepingWhatItDoesNotTake() {
            var watched = new Watched();
            var slow = new Http2Browser(
                    Map.of("www.shop.test", new Site(PAGES).with("/echo", watched)));
            slow.headers(1, connect(), false).send();
            String price = "1".repeat(1_000);
            int sent = 0;
            while (watched.session().isOpen()) {
                watched.session().send(price);
                sent++;
            }
            // Its window of 64 KiB, and as much again that waits for it.
            assertThat(sent).isBetween(64, 140);
            long held = UnpooledByteBufAllocator.DEFAULT.metric().usedHeapMemory();
            for (int i = 0; i < 10_000; i++) {
                watched.session().send(price);
            }
            assertThat(UnpooledByteBufAllocator.DEFAULT.metric().usedHeapMemory()).isEqualTo(held);

            slow.receive().window(1, BIG).window(0, BIG).send();
            byte[] heard = slow.bytes(1);
            assertThat(Arrays.copyOfRange(heard, heard.length - 12, heard.length))
                    .startsWith(ClientFrames.CLOSE, 10, 1013 >> 8, 1013 & 0xff);
            slow.passSeconds(WebSocketConnection.CLOSE_SECONDS);
            slow.passSeconds(WebSocketConnection.CLOSE_SECONDS);
            assertThat(watched.ends).containsExactly(1013);
            assertThat(slow.frames).endsWith("RST 1 CANCEL");
            assertThat(slow.channel.isOpen()).as("the connection, for other streams").isTrue();
        }

        @Test
        void ofAnotherVersionAreRefused() {
            browser.headers(1, connect().set("sec-websocket-version", "8"), false).send();

            assertThat(browser.status(1)).isEqualTo("400");
            assertThat(browser.header(1, "sec-websocket-version")).isEqualTo("13");
        }

        @Test
        void areNotWhereThereIsNoProgram() {
            browser.headers(1, connect().path("/a.txt"), false).send();

            assertThat(browser.status(1)).isEqualTo("405");
        }
    }

    /// A program that leaves talking to the test.
    private static final class Watched implements WebSocketProgram {
        private final List<WebSocketSession> sessions = new ArrayList<>();
        private final List<Integer> ends = new ArrayList<>();

        @Override
        public WebSocketEvents opened(WebSocketSession session) {
            sessions.add(session);
            return ends::add;
        }

        private WebSocketSession session() {
            return sessions.getFirst();
        }
    }

    @Nested
    class Streams {
        @Test
        void areRememberedWhenTheyAreOver() {
            var history = new StreamHistory();
            for (int stream = 1; stream < 2_000; stream += 4) {
                assertThat(history.headers(stream, true)).isEqualTo(StreamHistory.Verdict.WELCOME);
            }
            assertThat(List.of(history.headers(1_997, true), history.headers(1_993, false),
                    history.headers(1_995, true), history.headers(1, true)))
                    .containsExactly(StreamHistory.Verdict.AFTER_THE_END,
                            StreamHistory.Verdict.AFTER_THE_END, StreamHistory.Verdict.PASSED_OVER,
                            StreamHistory.Verdict.AFTER_THE_END);
        }

        @Test
        void haveTrailersOnce() {
            var history = new StreamHistory();
            history.headers(1, false);
            assertThat(history.headers(1, true)).isEqualTo(StreamHistory.Verdict.WELCOME);
            assertThat(history.headers(1, true)).isEqualTo(StreamHistory.Verdict.AFTER_THE_END);
        }
    }
}
