package io.netjar.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
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
    static void accept(ChannelHandlerContext ctx, HttpRequest request, WebSocketProgram program,
            String date) {
        WebSocketPolicy policy = program.policy();
        Optional<WebSocketServerExtension> deflate = policy.deflate()
                ? MessageDeflate.accept(request.headers(), policy.maxMessageBytes())
                : Optional.empty();
        var handshaker = new WebSocketServerHandshaker13("",
                policy.subprotocols().isEmpty() ? null : String.join(",", policy.subprotocols()),
                WebSocketDecoderConfig.newBuilder().allowExtensions(deflate.isPresent())
                        .maxFramePayloadLength(policy.maxMessageBytes()).closeOnProtocolViolation(false)
                        .build());
        var full = new DefaultFullHttpRequest(request.protocolVersion(), request.method(), request.uri(),
                Unpooled.EMPTY_BUFFER, request.headers(), EmptyHttpHeaders.INSTANCE);
        var extra = new DefaultHttpHeaders().set(HttpHeaderNames.DATE, date).set(HttpHeaderNames.SERVER,
                SiteServer.NAME);
        deflate.ifPresent(agreed -> extra.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS,
                MessageDeflate.answer(agreed)));
        ChannelFuture answered = handshaker.handshake(ctx.channel(), full, extra, ctx.newPromise());
        ChannelPipeline pipeline = ctx.pipeline();
        var gate = new FrameGate(deflate.isPresent());
        pipeline.addLast(gate);
        deflate.ifPresent(
                agreed -> pipeline.addLast(agreed.newExtensionDecoder(), agreed.newExtensionEncoder()));
        pipeline.addLast(new Utf8FrameValidator(false),
                new WebSocketFrameAggregator(policy.maxMessageBytes()));
        Optional<String> subprotocol = Optional.ofNullable(handshaker.selectedSubprotocol());
        answered.addListener(future -> {
            if (future.isSuccess() && ctx.channel().isActive()) {
                pipeline.addLast(new WebSocketConnection(ctx.channel(), program, gate, subprotocol));
            }
        });
    }
}
