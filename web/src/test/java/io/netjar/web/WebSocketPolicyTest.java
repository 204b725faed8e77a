package io.netjar.web;

import static io.netjar.web.ClientFrames.CLOSE;
import static io.netjar.web.ClientFrames.PING;
import static io.netjar.web.ClientFrames.PONG;
import static io.netjar.web.ClientFrames.TEXT;
import static io.netjar.web.ClientFrames.answer;
import static io.netjar.web.ClientFrames.closing;
import static io.netjar.web.ClientFrames.frame;
import static io.netjar.web.ClientFrames.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketPolicyTest {
    private final List<WebSocketSession> sessions = new ArrayList<>();
    private final List<Integer> ends = new ArrayList<>();
    private WebSocketPolicy policy = WebSocketPolicy.USUAL;
    private final WebSocketProgram echo = new WebSocketProgram() {
        @Override
        public WebSocketEvents opened(WebSocketSession session) {
            sessions.add(session);
            return new WebSocketEvents() {
                @Override
                public void text(String message) {
                    session.send(message);
                }

                @Override
                public void closed(int code) {
                    ends.add(code);
                }
            };
        }

        @Override
        public WebSocketPolicy policy() {
            return policy;
        }
    };
    private final Browser browser = new Browser(
            Map.of("www.shop.test", new Site(_ -> new Content.Found.Missing()).with("/echo", echo)));

    private String open(String... headers) {
        List<String> all = new ArrayList<>(List.of("Connection: Upgrade", "Upgrade: websocket",
                "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="));
        all.addAll(List.of(headers));
        String response = browser.get("/echo", all.toArray(String[]::new));
        assertThat(Browser.status(response)).isEqualTo("101 Switching Protocols");
        return response;
    }

    private byte[] exchange(int first, String payload) {
        browser.channel.writeInbound(Unpooled.wrappedBuffer(frame(first, utf8(payload))));
        return browser.receivedBytes();
    }

    private void passSeconds(int seconds) {
        for (int i = 0; i < seconds; i++) {
            browser.channel.advanceTimeBy(1, TimeUnit.SECONDS);
            browser.channel.runScheduledPendingTasks();
        }
    }

    /// As if the client took nothing, or something again.
    private void clientReads(boolean reads) {
        browser.channel.unsafe().outboundBuffer().setUserDefinedWritability(1, reads);
        browser.channel.runPendingTasks();
    }

    @Nested
    class Subprotocols {
        @ParameterizedTest
        @CsvSource({"'ticks.v2', ticks.v2", "'unknown, ticks.v1, ticks.v2', ticks.v1",
                "'ticks.v2 , ticks.v1', ticks.v2"})
        void areChosenAsTheClientLikesThem(String asked, String chosen) {
            policy = policy.withSubprotocols("ticks.v1", "ticks.v2");
            assertThat(Browser.header(open("Sec-WebSocket-Protocol: " + asked), "sec-websocket-protocol"))
                    .isEqualTo(chosen);
            assertThat(sessions.getFirst().subprotocol()).contains(chosen);
        }

        @ParameterizedTest
        @ValueSource(strings = {"unknown", "TICKS.V1", ""})
        void areLeftOutIfNoneIsKnown(String asked) {
            policy = policy.withSubprotocols("ticks.v1");
            assertThat(open("Sec-WebSocket-Protocol: " + asked).toLowerCase(Locale.ROOT))
                    .doesNotContain("sec-websocket-protocol");
            assertThat(sessions.getFirst().subprotocol()).isEmpty();
        }

        @Test
        void areTokens() {
            assertThatThrownBy(() -> policy.withSubprotocols("a, b"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> policy.withSubprotocols(""))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Silence {
        @Test
        void endsWithACodeAfterTheLimit() {
            policy = policy.withIdle(Duration.ofSeconds(20)).withPing(Duration.ZERO);
            open();
            passSeconds(19);
            assertThat(browser.receivedBytes()).isEmpty();
            passSeconds(1);
            assertThat(browser.receivedBytes()).startsWith(CLOSE, 6, 1001 >> 8, 1001 & 0xff);
            browser.channel.writeInbound(Unpooled.wrappedBuffer(frame(CLOSE, closing(1001))));
            assertThat(ends).containsExactly(1001);
        }

        @Test
        void isBrokenByMessagesEitherWayButNotByPings() {
            policy = policy.withIdle(Duration.ofSeconds(20)).withPing(Duration.ZERO);
            open();
            passSeconds(15);
            exchange(TEXT, "here");
            passSeconds(15);
            sessions.getFirst().send("there");
            passSeconds(15);
            assertThat(browser.isOpen()).isTrue();
            browser.receivedBytes();
            assertThat(exchange(PING, "")).isEqualTo(answer(PONG, new byte[0]));
            passSeconds(5);
            assertThat(browser.receivedBytes()).startsWith(CLOSE, 6, 1001 >> 8, 1001 & 0xff);
        }

        @Test
        void lastsForeverIfThePolicySaysNothing() {
            policy = policy.withPing(Duration.ZERO);
            open();
            passSeconds(86_400);
            assertThat(browser.receivedBytes()).isEmpty();
            assertThat(browser.isOpen()).isTrue();
        }

        @Test
        void isAskedAboutByPingsAsOftenAsThePolicySays() {
            policy = policy.withPing(Duration.ofSeconds(5));
            open();
            passSeconds(10);
            assertThat(browser.receivedBytes()).isEqualTo(new byte[]{(byte) PING, 0, (byte) PING, 0});
            passSeconds(5);
            assertThat(browser.isOpen()).isFalse();
            assertThat(ends).containsExactly(1006);
        }

        @Test
        void isNotWhatALongFramesBytesAre() {
            open();
            byte[] bytes = frame(TEXT, new byte[1000]);
            for (int i = 0; i < 10; i++) {
                browser.channel.writeInbound(
                        Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, i * 10, i * 10 + 10)));
                passSeconds(50);
            }
            assertThat(browser.isOpen()).isTrue();
        }

        @Test
        void ofAClientThatSaysGoodbyeByTcpAloneIsTheEnd() {
            open();
            browser.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            assertThat(browser.isOpen()).isFalse();
            assertThat(ends).containsExactly(1006);
        }
    }

    @Nested
    class SlowClients {
        @Test
        void areToldToComeAgainAndCutOff() {
            open();
            clientReads(false);
            sessions.getFirst().send("too much");
            sessions.getFirst().send("and more");

            assertThat(browser.receivedBytes()).startsWith(CLOSE, 10, 1013 >> 8, 1013 & 0xff).hasSize(12);
            assertThat(sessions.getFirst().isOpen()).isFalse();
            passSeconds(WebSocketConnection.CLOSE_SECONDS);
            assertThat(browser.isOpen()).isFalse();
            assertThat(ends).containsExactly(1013);
        }

        @Test
        void areNotReadFromWhileTheyDoNotRead() {
            open();
            clientReads(false);
            assertThat(browser.channel.config().isAutoRead()).isFalse();
            ByteBuf burst = Unpooled.buffer();
            for (int i = 0; i < 100; i++) {
                burst.writeBytes(frame(TEXT, utf8(String.valueOf(i % 10))));
            }
            browser.channel.writeInbound(burst);
            browser.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
            assertThat(browser.receivedBytes()).isEmpty();
            assertThat(browser.isOpen()).isTrue();

            clientReads(true);
            byte[] answers = browser.receivedBytes();
            assertThat(answers).hasSize(300).startsWith(answer(TEXT, utf8("0")))
                    .endsWith(answer(TEXT, utf8("9")));
            assertThat(browser.isOpen()).isFalse();
        }

        @Test
        void areHeardWhenTheyAnswerTheClose() {
            open();
            clientReads(false);
            sessions.getFirst().close(1000, "");
            assertThat(browser.channel.config().isAutoRead()).isTrue();
            exchange(CLOSE, "");
            assertThat(browser.isOpen()).isFalse();
            assertThat(ends).containsExactly(1000);
        }
    }
}
