package io.netjar.web;

import static io.netjar.web.ClientFrames.BINARY;
import static io.netjar.web.ClientFrames.CLOSE;
import static io.netjar.web.ClientFrames.PING;
import static io.netjar.web.ClientFrames.PONG;
import static io.netjar.web.ClientFrames.TEXT;
import static io.netjar.web.ClientFrames.answer;
import static io.netjar.web.ClientFrames.closing;
import static io.netjar.web.ClientFrames.frame;
import static io.netjar.web.ClientFrames.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketTest {
    private final List<Integer> ends = new ArrayList<>();
    private final List<WebSocketSession> sessions = new ArrayList<>();
    private final WebSocketProgram echo = session -> {
        sessions.add(session);
        WebSocketEvents events = new Echo().opened(session);
        return new WebSocketEvents() {
            @Override
            public void text(String message) {
                events.text(message);
            }

            @Override
            public void binary(byte[] message) {
                events.binary(message);
            }

            @Override
            public void closed(int code) {
                ends.add(code);
            }
        };
    };
    private final Browser browser = new Browser(
            Map.of("www.shop.test", new Site(_ -> new Content.Found.Missing()).with("/echo", echo)));

    private String upgrade(String... headers) {
        return browser.get("/echo", headers);
    }

    private void open() {
        String response = upgrade("Connection: keep-alive, Upgrade", "Upgrade: websocket",
                "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
        assertThat(Browser.status(response)).isEqualTo("101 Switching Protocols");
    }

    private byte[] exchange(int first, byte[] payload) {
        browser.channel.writeInbound(Unpooled.wrappedBuffer(frame(first, payload)));
        return browser.receivedBytes();
    }

    @Test
    void acceptsTheKeyOfTheStandardsExample() {
        String response = upgrade("Connection: Upgrade", "Upgrade: WebSocket", "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

        assertThat(Browser.header(response, "sec-websocket-accept"))
                .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(response.toLowerCase(java.util.Locale.ROOT)).doesNotContain("sec-websocket-extensions");
        assertThat(browser.log).singleElement()
                .satisfies(access -> assertThat(access.status()).isEqualTo(101));
    }

    @Test
    void asksAPlainGetToUpgrade() {
        String response = upgrade();

        assertThat(Browser.status(response)).isEqualTo("426 Upgrade Required");
        assertThat(Browser.header(response, "upgrade")).isEqualTo("websocket");
    }

    @Test
    void saysWhichVersionItSpeaks() {
        String response = upgrade("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 8",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

        assertThat(Browser.status(response)).isEqualTo("426 Upgrade Required");
        assertThat(Browser.header(response, "sec-websocket-version")).isEqualTo("13");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dGhl", "not base64!", "dGhlIHNhbXBsZSBub25jZTEyMzQ="})
    void refusesAKeyThatIsNone(String key) {
        assertThat(Browser
                .status(upgrade("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: " + key)))
                .isEqualTo("400 Bad Request");
    }

    @Test
    void echoesTextAndBytesAndFragments() {
        open();

        assertThat(exchange(TEXT, utf8("안녕"))).isEqualTo(answer(TEXT, utf8("안녕")));
        assertThat(exchange(BINARY, new byte[]{1, 2})).isEqualTo(answer(BINARY, new byte[]{1, 2}));
        assertThat(exchange(0x01, utf8("one "))).isEmpty();
        assertThat(exchange(PING, utf8("?"))).isEqualTo(answer(PONG, utf8("?")));
        assertThat(exchange(0x80, utf8("two"))).isEqualTo(answer(TEXT, utf8("one two")));
    }

    @Test
    void answersACloseAndEndsTheConnection() {
        open();

        assertThat(exchange(CLOSE, closing(1001))).isEqualTo(answer(CLOSE, closing(1001)));
        assertThat(browser.isOpen()).isFalse();
        assertThat(ends).containsExactly(1001);
    }

    @Test
    void answersACloseWithoutCode() {
        open();

        assertThat(exchange(CLOSE, new byte[0])).isEqualTo(answer(CLOSE, new byte[0]));
        assertThat(ends).containsExactly(1005);
    }

    @Test
    void closesByItselfAndWaitsForTheAnswer() {
        open();
        sessions.getFirst().close(1000, "");
        sessions.getFirst().send("too late");

        assertThat(browser.receivedBytes()).isEqualTo(answer(CLOSE, closing(1000)));
        assertThat(browser.isOpen()).isTrue();
        assertThat(exchange(CLOSE, closing(1000))).isEmpty();
        assertThat(browser.isOpen()).isFalse();
        assertThat(ends).containsExactly(1000);
    }

    @Test
    void cutsOffAClientThatDoesNotAnswerAClose() {
        open();
        sessions.getFirst().close(1000, "");
        passSeconds(WebSocketConnection.CLOSE_SECONDS - 1);
        assertThat(browser.isOpen()).isTrue();
        passSeconds(1);

        assertThat(browser.isOpen()).isFalse();
    }

    @Test
    void tellsProtocolErrorsByTheirCode() {
        open();
        assertThat(exchange(TEXT, new byte[]{(byte) 0xc3, 0x28})).startsWith(CLOSE, 2, 1007 >> 8,
                1007 & 0xff);
        assertThat(browser.isOpen()).isFalse();
    }

    @Test
    void refusesUnmaskedFrames() {
        open();
        browser.channel.writeInbound(Unpooled.wrappedBuffer(new byte[]{(byte) TEXT, 1, 'x'}));

        assertThat(browser.receivedBytes()).startsWith(CLOSE, 2, 1002 >> 8, 1002 & 0xff);
        assertThat(ends).containsExactly(1002);
    }

    @Test
    void refusesMessagesThatAreTooLong() {
        open();
        byte[] half = new byte[WebSocketPolicy.USUAL.maxMessageBytes() / 2];
        exchange(0x02, half);
        assertThat(exchange(0x80, half)).hasSizeGreaterThan(2 * half.length);
        exchange(0x02, half);
        exchange(0x00, half);

        assertThat(exchange(0x80, new byte[1])).startsWith(CLOSE, 2, 1009 >> 8, 1009 & 0xff);
        assertThat(browser.isOpen()).isFalse();
    }

    @Test
    void pingsEvery30SecondsAndGivesUpAfterTwoUnanswered() {
        open();
        passSeconds(30);
        assertThat(browser.receivedBytes()).isEqualTo(answer(PING, new byte[0]));
        exchange(PONG, new byte[0]);
        passSeconds(60);
        assertThat(browser.isOpen()).isTrue();
        passSeconds(30);

        assertThat(browser.isOpen()).isFalse();
        assertThat(ends).containsExactly(1006);
    }

    @Test
    void tellsOfAConnectionThatBrokeOff() {
        open();
        assertThat(browser.channel.close().isDone()).isTrue();

        assertThat(ends).containsExactly(1006);
        assertThat(sessions.getFirst().isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void neverThrowsAtRandomFrames(long seed) {
        Chance chance = Chance.of(seed, "frames");
        for (int round = 0; round < 300; round++) {
            var victim = new WebSocketTest();
            victim.open();
            byte[] bytes = new byte[1 + chance.nextInt(200)];
            chance.nextBytes(bytes);
            victim.browser.channel.writeInbound(Unpooled.wrappedBuffer(bytes));
            victim.browser.channel.finishAndReleaseAll();
            victim.browser.channel.checkException();

            assertThat(victim.ends).as("seed %d round %d", seed, round).hasSize(1);
        }
    }

    private void passSeconds(int seconds) {
        for (int i = 0; i < seconds; i++) {
            browser.channel.advanceTimeBy(1, TimeUnit.SECONDS);
            browser.channel.runScheduledPendingTasks();
        }
    }
}
