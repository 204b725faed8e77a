package io.netjar.web.client;

import io.netjar.engine.Chance;
import io.netjar.netty.EngineEventLoop;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketClientExtension;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The client's end of the handshake that makes an HTTP connection a WebSocket. RFC 6455 §4.1.
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class Joining extends SimpleChannelInboundHandler<HttpObject> {
    /// What a message may have at most, in bytes.
    private static final int MAX_MESSAGE_BYTES = 64 << 20;
    private static final int KEY_BYTES = 16;
    private static final int FIRST_FINAL_STATUS = 200;
    private static final String SUBPROTOCOL = "Sec-WebSocket-Protocol";
    /// RFC 6455 §1.3.
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final Request request;
    private final Origin origin;
    private final ClientWebSocket socket;
    private final Consumer<ClientEvent> steps;
    private final WebSocketOffer offer;
    private final OfferedDeflate deflate = new OfferedDeflate(MAX_MESSAGE_BYTES);
    private Optional<WebSocketClientExtension> extension = Optional.empty();
    private String key = "";
    private boolean agreed;

    Joining(Request request, Origin origin, WebSocketOffer offer, ClientWebSocket socket,
            Consumer<ClientEvent> steps) {
        this.request = request;
        this.origin = origin;
        this.offer = offer;
        this.socket = socket;
        this.steps = steps;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        byte[] nonce = new byte[KEY_BYTES];
        chance(ctx, "key").nextBytes(nonce);
        key = Base64.getEncoder().encodeToString(nonce);
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        fields.add(Map.entry("Host", origin.authority()));
        fields.add(Map.entry("User-Agent", HttpClient.USER_AGENT));
        fields.add(Map.entry("Upgrade", "websocket"));
        fields.add(Map.entry("Connection", "Upgrade"));
        fields.add(Map.entry("Sec-WebSocket-Key", key));
        fields.add(Map.entry("Sec-WebSocket-Version", "13"));
        if (!offer.subprotocols().isEmpty()) {
            fields.add(Map.entry(SUBPROTOCOL, String.join(", ", offer.subprotocols())));
        }
        if (offer.deflate()) {
            fields.add(Map.entry("Sec-WebSocket-Extensions", OfferedDeflate.HEADER));
        }
        fields.addAll(request.headers());
        var head = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, request.target(),
                Unpooled.EMPTY_BUFFER);
        fields.forEach(field -> head.headers().add(field.getKey(), field.getValue()));
        steps.accept(new ClientEvent.Sent(1, "http/1.1", "GET", request.target(), origin.authority(),
                fields));
        ctx.writeAndFlush(head, ctx.voidPromise());
    }

    /// A stream of chance of this connection's own.
    private static Chance chance(ChannelHandlerContext ctx, String what) {
        var engine = ((EngineEventLoop) ctx.channel().eventLoop()).engine();
        return engine.chance("websocket " + what + " " + ctx.channel().localAddress() + " "
                + ctx.channel().remoteAddress() + " " + engine.now());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (message.decoderResult().isFailure()) {
            fail(ctx, origin + " does not speak HTTP");
        } else if (message instanceof HttpResponse head) {
            int status = head.status().code();
            steps.accept(new ClientEvent.Answered("http/1.1", status, head.status().reasonPhrase(),
                    List.copyOf(head.headers().entries())));
            if (WebSocketClient.isSwitching(status)) {
                check(ctx, head.headers());
            } else if (status >= FIRST_FINAL_STATUS) {
                fail(ctx, origin + request.target() + " is no WebSocket: the server answered with " + status);
            }
        }
        if (message instanceof LastHttpContent && agreed) {
            begin(ctx);
        }
    }

    // RFC 6455 §4.1: upgrade, connection and accept must be what they are to be; an extension or a subprotocol that was not
    // asked for fails the connection.
    private void check(ChannelHandlerContext ctx, HttpHeaders headers) {
        if (!headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                || !headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)) {
            fail(ctx, origin + " does not say to what it switches");
        } else if (!headers.get(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, "").strip().equals(accept(key))) {
            fail(ctx, origin + " does not prove that it understood the handshake (Sec-WebSocket-Accept)");
        } else {
            String chosen = wrongChoice(headers);
            agreed = chosen.isEmpty();
            if (!agreed) {
                fail(ctx, origin + " chose " + chosen);
            }
        }
    }

    /// What the server chose that it may not; empty if there is nothing of that kind.
    private String wrongChoice(HttpHeaders headers) {
        List<String> asked = Stream
                .concat(offer.subprotocols().stream(),
                        request.headers().stream()
                                .filter(field -> field.getKey().equalsIgnoreCase(SUBPROTOCOL))
                                .flatMap(field -> Arrays.stream(field.getValue().split(","))))
                .map(String::strip).toList();
        String chosen = headers.get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, "").strip();
        if (!chosen.isEmpty() && !asked.contains(chosen)) {
            return "a subprotocol that it was not offered: " + chosen;
        }
        if (chosen.isEmpty() && !asked.isEmpty()) {
            return "none of the subprotocols that it was offered: " + String.join(", ", asked);
        }
        if (!offer.deflate() && headers.contains(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)) {
            return "an extension that it was not offered";
        }
        try {
            extension = deflate.agreed(headers);
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
        socket.agreed(chosen, extension.isPresent());
        return "";
    }

    /// What the server has to answer to a key. RFC 6455 §4.2.2.
    static String accept(String key) {
        try {
            return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1")
                    .digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /// Puts frames in place of HTTP.
    private void begin(ChannelHandlerContext ctx) {
        Chance masks = chance(ctx, "masks");
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.get(HttpClientCodec.class).removeOutboundHandler();
        var frames = WebSocketDecoderConfig.newBuilder().expectMaskedFrames(false).allowMaskMismatch(false)
                .allowExtensions(extension.isPresent())
                .maxFramePayloadLength(MAX_MESSAGE_BYTES).closeOnProtocolViolation(false).build();
        pipeline.addLast(new WebSocket13FrameDecoder(frames), new WebSocket13FrameEncoder(masks::nextInt));
        extension.ifPresent(compressed -> OfferedDeflate.install(pipeline, compressed));
        pipeline.addLast(new Utf8FrameValidator(false), new WebSocketFrameAggregator(MAX_MESSAGE_BYTES),
                socket);
        pipeline.remove(this);
        // What came behind the head leaves the codec when it goes, which it cannot while it decodes.
        ctx.channel().eventLoop().execute(() -> {
            if (pipeline.get(HttpClientCodec.class) != null) {
                pipeline.remove(HttpClientCodec.class);
            }
        });
        socket.begin();
    }

    private void fail(ChannelHandlerContext ctx, String message) {
        ctx.pipeline().remove(this);
        ctx.close();
        socket.fail(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx, Mishap.on(socket.remote(), cause, true).message());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(ctx, origin + " closed the connection before it was a WebSocket");
        ctx.fireChannelInactive();
    }
}
