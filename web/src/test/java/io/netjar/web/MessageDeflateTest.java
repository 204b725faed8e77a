package io.netjar.web;

import static io.netjar.web.ClientFrames.BINARY;
import static io.netjar.web.ClientFrames.CLOSE;
import static io.netjar.web.ClientFrames.PING;
import static io.netjar.web.ClientFrames.RSV1;
import static io.netjar.web.ClientFrames.TEXT;
import static io.netjar.web.ClientFrames.answer;
import static io.netjar.web.ClientFrames.deflated;
import static io.netjar.web.ClientFrames.frame;
import static io.netjar.web.ClientFrames.inflated;
import static io.netjar.web.ClientFrames.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// permessage-deflate as a client on the wire sees it. RFC 7692.
class MessageDeflateTest {
    private static final int LIMIT = WebSocketPolicy.USUAL.maxMessageBytes();
    /// "Hello", RFC 7692 §7.2.3.1.
    private static final byte[] HELLO = HexFormat.of().parseHex("f248cdc9c90700");
    /// "Hello" again, by what was said before, RFC 7692 §7.2.3.2.
    private static final byte[] HELLO_AGAIN = HexFormat.of().parseHex("f200110000");

    private Browser browser = browser(WebSocketPolicy.USUAL);

    private static Browser browser(WebSocketPolicy policy) {
        var echo = new Echo();
        WebSocketProgram limited = new WebSocketProgram() {
            @Override
            public WebSocketEvents opened(WebSocketSession session) {
                return echo.opened(session);
            }

            @Override
            public WebSocketPolicy policy() {
                return policy;
            }
        };
        return new Browser(
                Map.of("www.shop.test", new Site(_ -> new Content.Found.Missing()).with("/echo", limited)));
    }

    @AfterEach
    void leaveNothingBehind() {
        browser.channel.finishAndReleaseAll();
        browser.channel.checkException();
    }

    /// Opens a connection that offers `extensions`; returns the extensions that were agreed on.
    private String open(String extensions) {
        String response = browser.get("/echo", "Connection: Upgrade", "Upgrade: websocket",
                "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Extensions: " + extensions);
        assertThat(Browser.status(response)).isEqualTo("101 Switching Protocols");
        return response.toLowerCase(Locale.ROOT).contains("sec-websocket-extensions")
                ? Browser.header(response, "sec-websocket-extensions")
                : "";
    }

    private byte[] exchange(int first, byte[] payload) {
        browser.channel.writeInbound(Unpooled.wrappedBuffer(frame(first, payload)));
        return browser.receivedBytes();
    }

    private void assertClosed(byte[] answer, int code) {
        assertThat(answer).startsWith(CLOSE, 2, code >> 8, code & 0xff);
        assertThat(browser.isOpen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"permessage-deflate|permessage-deflate",
            "permessage-deflate; client_max_window_bits|permessage-deflate",
            "permessage-deflate; client_no_context_takeover|permessage-deflate",
            "permessage-deflate; server_no_context_takeover|permessage-deflate; server_no_context_takeover",
            "x-unknown, permessage-deflate|permessage-deflate",
            "permessage-deflate; server_max_window_bits=10, permessage-deflate|permessage-deflate",
            "permessage-deflate; server_max_window_bits=10|''", "permessage-deflate; unknown|''",
            "permessage-deflate; client_max_window_bits=16|''", "x-unknown|''", "''|''"})
    void isAgreedOnByTheFirstOfferThatCanBeTaken(String offer, String agreed) {
        assertThat(open(offer)).isEqualTo(agreed);
    }

    @Test
    void isNotAgreedOnIfTheProgramWantsNone() {
        browser = browser(WebSocketPolicy.USUAL.withDeflate(false));
        assertThat(open("permessage-deflate")).isEmpty();
    }

    @Test
    void carriesTheExamplesOfTheStandard() {
        open("permessage-deflate");
        assertThat(exchange(TEXT | RSV1, HELLO)).isEqualTo(answer(TEXT | RSV1, HELLO));
        assertThat(exchange(TEXT | RSV1, HELLO_AGAIN)).isEqualTo(answer(TEXT | RSV1, HELLO_AGAIN));
    }

    @Test
    void takesWhatIsNotCompressedAndWhatComesInParts() {
        open("permessage-deflate; server_no_context_takeover");
        assertThat(exchange(TEXT, utf8("Hello"))).isEqualTo(answer(TEXT | RSV1, HELLO));
        assertThat(exchange(0x01 | RSV1, Arrays.copyOf(HELLO, 3))).isEmpty();
        assertThat(exchange(PING, utf8("?"))).isEqualTo(answer(ClientFrames.PONG, utf8("?")));
        assertThat(exchange(0x80, Arrays.copyOfRange(HELLO, 3, HELLO.length)))
                .isEqualTo(answer(TEXT | RSV1, HELLO));
    }

    @Test
    void forgetsWhatWasSaidBeforeIfTheClientWishes() {
        open("permessage-deflate; server_no_context_takeover");
        assertThat(exchange(TEXT | RSV1, HELLO)).isEqualTo(answer(TEXT | RSV1, HELLO));
        assertThat(exchange(TEXT | RSV1, HELLO_AGAIN)).isEqualTo(answer(TEXT | RSV1, HELLO));
    }

    @Test
    void makesLongMessagesShort() {
        open("permessage-deflate");
        byte[] zeros = new byte[LIMIT];
        byte[] answer = exchange(BINARY | RSV1, deflated(zeros));
        assertThat(answer).startsWith(BINARY | RSV1).hasSizeLessThan(200);
        assertThat(inflated(Arrays.copyOfRange(answer, answer[1] == 126 ? 4 : 2, answer.length)))
                .isEqualTo(zeros);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000, 16 << 20})
    void refusesWhatInflatesToMoreThanThereIsRoomFor(int beyond) {
        open("permessage-deflate");
        assertClosed(exchange(BINARY | RSV1, deflated(new byte[LIMIT + beyond])), 1009);
    }

    @Test
    void refusesPartsThatInflateToTooMuchTogether() {
        open("permessage-deflate");
        byte[] half = new byte[LIMIT / 2 + 1];
        Chance.of(1, "halves").nextBytes(half);
        byte[] whole = deflated(concat(half, half));
        assertThat(exchange(0x02 | RSV1, Arrays.copyOf(whole, whole.length / 2))).isEmpty();
        assertClosed(exchange(0x80, Arrays.copyOfRange(whole, whole.length / 2, whole.length)), 1009);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Test
    void refusesWhatIsNotCompressedThoughItSaysSo() {
        open("permessage-deflate");
        assertClosed(exchange(TEXT | RSV1, HexFormat.of().parseHex("ffffffff")), 1007);
    }

    @Test
    void looksAtTheTextAfterInflating() {
        open("permessage-deflate");
        assertClosed(exchange(TEXT | RSV1, deflated(new byte[]{(byte) 0xc3, 0x28})), 1007);
    }

    @ParameterizedTest
    @ValueSource(ints = {TEXT | 0x20, TEXT | 0x10, TEXT | 0x60, PING | RSV1, 0x80 | RSV1})
    void refusesReservedBitsWithoutAMeaning(int first) {
        open("permessage-deflate");
        exchange(0x01 | RSV1, new byte[0]);
        assertClosed(exchange(first, HELLO), 1002);
    }

    @Test
    void isRefusedWhereItWasNotAgreedOn() {
        open("x-unknown");
        assertClosed(exchange(TEXT | RSV1, HELLO), 1002);
    }
}
