package io.netjar.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A stream of an HTTP/2 connection as what TCP is to HTTP/1.1: bytes in both directions, each of which can end by itself.
/// RFC 8441 §5.
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http2Tunnel extends ChannelDuplexHandler {
    private boolean inputEnded;
    private boolean closing;
    private @Nullable Future<?> timer;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        boolean last = message instanceof Http2HeadersFrame;
        if (message instanceof Http2DataFrame frame) {
            last = frame.isEndStream();
            ctx.fireChannelRead(frame.content());
        } else {
            ReferenceCountUtil.release(message);
        }
        if (last && !inputEnded) {
            inputEnded = true;
            // RFC 8441 §5: "Orderly TCP-level closures are represented as END_STREAM flags"
            ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf bytes && bytes.isReadable()) {
            ctx.write(new DefaultHttp2DataFrame(bytes), promise);
        } else if (message instanceof ByteBuf) {
            ReferenceCountUtil.release(message);
            promise.trySuccess();
        } else {
            ctx.write(message, promise);
        }
    }

    /// Ends the stream in this direction after what was written, and waits for the client to end the other. RFC 8441 §5: "RST
    /// exceptions are represented with the RST_STREAM frame [...] with the CANCEL (0x8) error code": that is for a client who
    /// takes too long.
    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (closing || !ctx.channel().isActive()) {
            ctx.close(promise);
            return;
        }
        closing = true;
        ctx.channel().closeFuture().addListener(_ -> promise.trySuccess());
        timer = ctx.executor().schedule(() -> ctx.close(), WebSocketConnection.CLOSE_SECONDS,
                TimeUnit.SECONDS);
        ctx.writeAndFlush(new DefaultHttp2DataFrame(true), ctx.voidPromise());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.cancel(false);
        }
        ctx.fireChannelInactive();
    }
}
