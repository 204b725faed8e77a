package io.netjar.web.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.engine.Timer;
import io.netjar.net.link.Capture;
import io.netjar.web.Content;
import io.netjar.web.Echo;
import io.netjar.web.Site;
import io.netjar.web.SiteServer;
import io.netjar.web.WebSocketEvents;
import io.netjar.web.WebSocketPolicy;
import io.netjar.web.WebSocketProgram;
import io.netjar.web.WebSocketSession;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebSocketClientTest {
    private final Road road = new Road();
    /// What the listener was told, in order.
    private final List<String> told = new ArrayList<>();

    private void open(String url, WebSocketActs acts) {
        open(url, WebSocketOffer.usual(), acts);
    }

    private void open(String url, WebSocketOffer offer, WebSocketActs acts) {
        new WebSocketClient(road.client, road::lookup, Optional.empty(), _ -> {
            // Told elsewhere.
        }).open(URI.create(url), offer, new Told(acts));
    }

    @FunctionalInterface
    private interface WebSocketActs {
        void act(ClientWebSocket socket);
    }

    private final class Told implements WebSocketListener {
        private final WebSocketActs acts;

        Told(WebSocketActs acts) {
            this.acts = acts;
        }

        @Override
        public void opened(ClientWebSocket socket) {
            told.add("opened");
            acts.act(socket);
        }

        @Override
        public void text(String message) {
            told.add("text " + message);
        }

        @Override
        public void binary(byte[] message) {
            told.add("binary " + message.length);
        }

        @Override
        public void pong(byte[] payload) {
            told.add("pong " + new String(payload, StandardCharsets.UTF_8));
        }

        @Override
        public void closed(int code, String reason) {
            told.add("closed " + code + reason);
        }

        @Override
        public void failed(String message) {
            told.add("failed: " + message);
        }
    }

    private void serve(WebSocketProgram program) {
        var site = new Site(_ -> new Content.Found.Missing()).with("/socket", program);
        SiteServer.open(road.server, 80, Map.of("shop.test", site), _ -> {
            // No log.
        });
    }

    private void pass() {
        road.engine.runUntil(road.engine.now() + 100 * Road.SECOND);
        assertThat(road.network.packets().lent()).isZero();
    }

    private void after(int seconds, Runnable what) {
        new Timer(road.engine, _ -> what.run()).armIn(seconds * Road.SECOND);
    }

    @Test
    void exchangesMessagesPingsAndACloseWithAServer() {
        serve(new Echo());
        open("ws://shop.test/socket", socket -> {
            socket.send("한 줄");
            socket.send(new byte[60_000]);
            socket.ping("p".getBytes(StandardCharsets.UTF_8));
            after(5, () -> socket.close(1000, "bye"));
        });
        pass();
        assertThat(told).containsExactlyInAnyOrder("opened", "text 한 줄", "binary 60000", "pong p",
                "closed 1000bye").startsWith("opened").endsWith("closed 1000bye");
    }

    @Test
    void compressesMessagesIfBothWantIt() {
        serve(new Echo());
        String long60 = "so much of the same ".repeat(3_000);
        for (boolean offers : new boolean[]{true, false}) {
            told.clear();
            long before = road.cable.aToBStatistics().sentBytes() + road.cable.bToAStatistics().sentBytes();
            open("ws://shop.test/socket", WebSocketOffer.usual().withDeflate(offers), socket -> {
                assertThat(socket.isDeflating()).isEqualTo(offers);
                socket.send(long60);
                socket.send("");
                socket.send(long60);
                after(5, () -> socket.close(1000, ""));
            });
            pass();
            assertThat(told).containsExactly("opened", "text " + long60, "text ", "text " + long60,
                    "closed 1000");
            long bytes = road.cable.aToBStatistics().sentBytes() + road.cable.bToAStatistics().sentBytes()
                    - before;
            assertThat(bytes < 10_000).as(bytes + " bytes").isEqualTo(offers);
        }
    }

    /// A program that speaks one subprotocol.
    private record Chat() implements WebSocketProgram {
        @Override
        public WebSocketEvents opened(WebSocketSession session) {
            return new Echo().opened(session);
        }

        @Override
        public WebSocketPolicy policy() {
            return WebSocketPolicy.USUAL.withSubprotocols("chat.v2");
        }
    }

    @Test
    void asksForSubprotocolsAndInsistsOnOne() {
        serve(new Chat());
        open("ws://shop.test/socket", WebSocketOffer.usual().withSubprotocols(List.of("chat.v3", "chat.v2")),
                socket -> {
                    assertThat(socket.subprotocol()).contains("chat.v2");
                    socket.close(1000, "");
                });
        open("ws://shop.test/socket", WebSocketOffer.usual().withSubprotocols(List.of("chat.v3")), _ -> {
            // It does not come to that.
        });
        open("ws://shop.test/socket",
                WebSocketOffer.usual()
                        .withHeaders(List.of(Map.entry("sec-websocket-protocol", "a, chat.v2"))),
                socket -> assertThat(socket.subprotocol()).contains("chat.v2"));
        pass();
        assertThat(told).containsExactlyInAnyOrder("opened", "opened", "closed 1000",
                "failed: http://shop.test chose none of the subprotocols that it was offered: chat.v3");
    }

    @Test
    void agreesToTheCompressionThatItOfferedAndToNoOther() {
        var deflate = new OfferedDeflate(1000);
        assertThat(deflate.agreed(new DefaultHttpHeaders())).isEmpty();
        for (String right : List.of("permessage-deflate",
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
                "permessage-deflate; server_max_window_bits=10")) {
            assertThat(deflate.agreed(answered(right))).as(right).isPresent();
        }
        for (String wrong : List.of("permessage-deflate; client_max_window_bits=10", "x-webkit-deflate-frame",
                "permessage-deflate, permessage-deflate", "permessage-deflate; mystery",
                "permessage-deflate; server_max_window_bits=99")) {
            assertThatIllegalArgumentException().as(wrong)
                    .isThrownBy(() -> deflate.agreed(answered(wrong)));
        }
    }

    private static HttpHeaders answered(String extensions) {
        return new DefaultHttpHeaders().add("Sec-WebSocket-Extensions", extensions);
    }

    @Test
    void refusesReservedBitsWithoutAMeaning() {
        for (WebSocketFrame frame : List.of(new TextWebSocketFrame(true, 2, "x"),
                new BinaryWebSocketFrame(true, 5, Unpooled.buffer(1)),
                new PingWebSocketFrame(true, 4, Unpooled.buffer(1)))) {
            var channel = new EmbeddedChannel();
            OfferedDeflate.install(channel.pipeline(),
                    new OfferedDeflate(1000).agreed(answered("permessage-deflate")).orElseThrow());
            assertThatThrownBy(() -> channel.writeInbound(frame))
                    .isInstanceOf(CorruptedWebSocketFrameException.class);
            assertThat(frame.refCnt()).isZero();
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void hearsWhyTheServerCloses() {
        serve(session -> {
            session.close(4001, "enough");
            return _ -> {
                // It is over.
            };
        });
        open("ws://shop.test/socket", _ -> {
            // The server speaks first.
        });
        pass();
        assertThat(told).containsExactly("opened", "closed 4001enough");
    }

    @Test
    void tellsOfAConnectionThatBreaksOff() {
        serve(new Echo());
        open("ws://shop.test/socket", socket -> after(3, () -> {
            road.cable.up(false);
            socket.send("into the void");
        }));
        road.engine.runUntil(road.engine.now() + 3_000 * Road.SECOND);
        assertThat(told).containsExactly("opened", "closed 1006");
    }

    @Test
    void isSilentForAsLongAsItLikes() {
        serve(new WebSocketProgram() {
            @Override
            public WebSocketEvents opened(WebSocketSession session) {
                after(3600, () -> session.send("still here"));
                return new Echo().opened(session);
            }

            @Override
            public WebSocketPolicy policy() {
                return new WebSocketPolicy(65_536, List.of(), true, Duration.ZERO, Duration.ZERO);
            }
        });
        open("ws://shop.test/socket", _ -> {
            // It only listens.
        });
        road.engine.runUntil(road.engine.now() + 3_700 * Road.SECOND);
        assertThat(told).containsExactly("opened", "text still here");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "HTTP/1.1 404 Not Found;;| answered with 404",
            "HTTP/1.1 101 Switching Protocols;Upgrade: websocket;;| does not say to what it switches",
            "HTTP/1.1 101 Switching Protocols;Upgrade: websocket;Connection: Upgrade;;| does not prove that it understood",
            "GARBAGE;;| does not speak HTTP"})
    void refusesAHandshakeThatIsNone(String answer, String words) {
        road.serving(80).answers.put("/", answer.replace(";", "\r\n"));
        open("ws://shop.test", _ -> {
            // It does not come to that.
        });
        pass();
        assertThat(told).singleElement().asString().startsWith("failed: ").contains(words);
    }

    @Test
    void saysWhatIsNoAddressOfItsKind() {
        for (String url : List.of("http://shop.test/", "wss://shop.test/", "ws:shop")) {
            open(url, _ -> {
                // It does not come to that.
            });
        }
        open("ws://nowhere.test/", _ -> {
            // It does not come to that.
        });
        assertThat(told).hasSize(4).allMatch(each -> each.startsWith("failed: "));
        assertThat(told.getLast()).contains("could not resolve nowhere.test");
    }

    @Test
    void answersTheExampleOfTheRfc() {
        // RFC 6455 §1.3.
        assertThat(Joining.accept("dGhlIHNhbXBsZSBub25jZQ==")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Test
    void sendsTheSameBytesEachTime() throws IOException {
        assertThat(captured()).isEqualTo(captured());
    }

    private static byte[] captured() throws IOException {
        var test = new WebSocketClientTest();
        var frames = new ByteArrayOutputStream();
        try (Capture _ = Capture.of(test.road.network, frames)) {
            test.serve(new Echo());
            test.open("ws://shop.test/socket", socket -> socket.send("masked"));
            test.pass();
        }
        assertThat(test.told).contains("text masked");
        return frames.toByteArray();
    }
}
