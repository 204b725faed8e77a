package io.netjar.web.client;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketClientExtension;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtension;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateClientExtensionHandshaker;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.util.List;
import java.util.Optional;

/// The client's side of permessage-deflate. RFC 7692 §7.
///
/// Browsers also say that the server may choose the size of the client's window (client_max_window_bits); the JDK's zlib has
/// windows of 32 KiB only, so this does not.
final class OfferedDeflate {
    /// What is offered.
    static final String HEADER = "permessage-deflate";
    /// zlib's usual balance of speed and size.
    private static final int LEVEL = 6;

    private final PerMessageDeflateClientExtensionHandshaker handshaker;

    /// @param maxMessageBytes longest message, inflated
    OfferedDeflate(int maxMessageBytes) {
        // One more than allowed, so that it is the message's length that is too big, and not the buffer that is full.
        handshaker = new PerMessageDeflateClientExtensionHandshaker(LEVEL, false,
                PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE, true, false, maxMessageBytes + 1);
    }

    /// What the server answered; empty if it did not agree.
    ///
    /// @throws IllegalArgumentException if it agreed to what was not offered, or to more
    Optional<WebSocketClientExtension> agreed(HttpHeaders answer) {
        List<WebSocketExtensionData> chosen = answer.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS).stream()
                .flatMap(header -> WebSocketExtensionUtil.extractExtensions(header).stream()).toList();
        if (chosen.isEmpty()) {
            return Optional.empty();
        }
        WebSocketClientExtension extension = chosen.size() == 1
                ? handshaker.handshakeExtension(chosen.getFirst())
                : null;
        if (extension == null) {
            throw new IllegalArgumentException("an extension that it was not offered");
        }
        return Optional.of(extension);
    }

    /// Puts it behind the frames' codec.
    static void install(ChannelPipeline pipeline, WebSocketClientExtension agreed) {
        pipeline.addLast(new ReservedBits(), agreed.newExtensionDecoder(), agreed.newExtensionEncoder());
    }

    /// Lets frames pass whose reserved bits mean something. RFC 6455 §5.2: "If a nonzero value is received and none of the
    /// negotiated extensions defines the meaning of such a nonzero value, the receiving endpoint MUST _Fail the WebSocket
    /// Connection_." RFC 7692 §6 gives one to RSV1 of the first frame of a message.
    private static final class ReservedBits extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            boolean isFirst = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
            if (frame.rsv() != 0 && !(isFirst && frame.rsv() == WebSocketExtension.RSV1)) {
                throw new CorruptedWebSocketFrameException(WebSocketCloseStatus.PROTOCOL_ERROR,
                        "a reserved bit without a meaning");
            }
            ctx.fireChannelRead(frame.retain());
        }
    }
}
