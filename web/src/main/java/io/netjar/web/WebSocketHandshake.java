package io.netjar.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Turns an HTTP connection into a WebSocket one. RFC 6455 §4.2.
final class WebSocketHandshake {
    private WebSocketHandshake() {}

    /// Whether a request asks for a WebSocket at all.
    static boolean isAsked(HttpRequest request) {
        HttpHeaders headers = request.headers();
        return request.method().equals(HttpMethod.GET)
                && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    /// The answer to a request that asks wrongly; empty if it may be granted.
    static Optional<Answer> refusal(HttpRequest request) {
        if (!request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "").strip().equals("13")) {
            // RFC 6455 §4.2.2: "the server MUST [...] send an appropriate HTTP error code (such as 426 Upgrade
            // Required) and a |Sec-WebSocket-Version| header field indicating the version(s) the server is capable
            // of understanding"
            return Optional.of(Answer.page(HttpResponseStatus.UPGRADE_REQUIRED)
                    .with(HttpHeaderNames.UPGRADE, "websocket").with(HttpHeaderNames.CONNECTION, "Upgrade")
                    .with(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13"));
        }
        if (request.protocolVersion().minorVersion() == 0 || !isKey(
                request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY, "").strip())) {
            return Optional.of(Answer.page(HttpResponseStatus.BAD_REQUEST));
        }
        return Optional.empty();
    }

    /// RFC 6455 §4.2.1: "a base64-encoded [...] value that, when decoded, is 16 bytes in length".
    private static boolean isKey(String key) {
        try {
            return Base64.getDecoder().decode(key).length == 16;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /// Answers 101, puts frames in place of HTTP in the pipeline, and hands the connection to the program once the
    /// answer is on its way. `ctx` is that of the handler that served HTTP, which is replaced.
    ///
    /// @param extra header fields of the answer besides those of the handshake
    static void accept(ChannelHandlerContext ctx, HttpRequest request, WebSocketProgram program,
            HttpHeaders extra) {
        WebSocketPolicy policy = program.policy();
        Optional<WebSocketServerExtension> deflate = deflate(policy, request.headers(), extra);
        var handshaker = new WebSocketServerHandshaker13("",
                policy.subprotocols().isEmpty() ? null : String.join(",", policy.subprotocols()),
                frames(policy, deflate));
        var full = new DefaultFullHttpRequest(request.protocolVersion(), request.method(), request.uri(),
                Unpooled.EMPTY_BUFFER, request.headers(), EmptyHttpHeaders.INSTANCE);
        ChannelFuture answered = handshaker.handshake(ctx.channel(), full, extra, ctx.newPromise());
        open(ctx.pipeline(), program, deflate, Optional.ofNullable(handshaker.selectedSubprotocol()),
                answered);
    }

    /// The answer to a request of HTTP/2 that asks wrongly; empty if it may be granted. RFC 8441 §5: the key and its answer
    /// have no place there.
    static Optional<Answer> refusal(Request request) {
        return request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "").strip().equals("13")
                ? Optional.empty()
                : Optional.of(Answer.page(HttpResponseStatus.BAD_REQUEST)
                        .with(HttpHeaderNames.SEC_WEBSOCKET_VERSION, "13"));
    }

    /// Answers 200 on the stream of an HTTP/2 connection, and goes on as on a connection of its own. RFC 8441 §5.
    static void accept(ChannelHandlerContext ctx, Request request, WebSocketProgram program,
            HttpHeaders extra) {
        WebSocketPolicy policy = program.policy();
        Optional<WebSocketServerExtension> deflate = deflate(policy, request.headers(), extra);
        Optional<String> subprotocol = Arrays
                .stream(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, "").split(","))
                .map(String::strip).filter(policy.subprotocols()::contains).findFirst();
        subprotocol.ifPresent(agreed -> extra.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, agreed));
        ChannelFuture answered = ctx.writeAndFlush(
                new DefaultHttp2HeadersFrame(Http2Requests.head(HttpResponseStatus.OK, extra)));
        ctx.pipeline().addLast(new Http2Tunnel(), new WebSocket13FrameDecoder(frames(policy, deflate)),
                new WebSocket13FrameEncoder(false));
        open(ctx.pipeline(), program, deflate, subprotocol, answered);
    }

    private static Optional<WebSocketServerExtension> deflate(WebSocketPolicy policy, HttpHeaders request,
            HttpHeaders answer) {
        Optional<WebSocketServerExtension> deflate = policy.deflate()
                ? MessageDeflate.accept(request, policy.maxMessageBytes())
                : Optional.empty();
        deflate.ifPresent(agreed -> answer.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS,
                MessageDeflate.answer(agreed)));
        return deflate;
    }

    private static WebSocketDecoderConfig frames(WebSocketPolicy policy,
            Optional<WebSocketServerExtension> deflate) {
        return WebSocketDecoderConfig.newBuilder().allowExtensions(deflate.isPresent())
                .maxFramePayloadLength(policy.maxMessageBytes()).closeOnProtocolViolation(false).build();
    }

    private static void open(ChannelPipeline pipeline, WebSocketProgram program,
            Optional<WebSocketServerExtension> deflate, Optional<String> subprotocol,
            ChannelFuture answered) {
        var gate = new FrameGate(deflate.isPresent());
        pipeline.addLast(gate);
        deflate.ifPresent(
                agreed -> pipeline.addLast(agreed.newExtensionDecoder(), agreed.newExtensionEncoder()));
        pipeline.addLast(new Utf8FrameValidator(false),
                new WebSocketFrameAggregator(program.policy().maxMessageBytes()));
        answered.addListener(future -> {
            if (future.isSuccess() && pipeline.channel().isActive()) {
                pipeline.addLast(new WebSocketConnection(pipeline.channel(), program, gate, subprotocol));
            }
        });
    }
}
