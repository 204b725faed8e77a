package io.netjar.web;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One HTTP/2 connection at the server's end, as a whole: how long it may be idle, and no more reading while the road is full
/// of what was not sent yet. Its requests are each an [Http2ServerStream]'s. RFC 9113 §9.1.
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http2ServerConnection extends ChannelInboundHandlerAdapter {
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> timer;
    private int streams;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        await(ctx);
    }

    /// A stream was opened.
    void opened() {
        streams++;
        stop();
    }

    /// A stream is over.
    void closed() {
        streams--;
        if (streams == 0 && context != null && context.channel().isActive()) {
            await(context);
        }
    }

    /// From now on a request is awaited. What comes meanwhile and is none, and be it the beginning of one, does not prolong it.
    private void await(ChannelHandlerContext ctx) {
        stop();
        timer = ctx.executor().schedule(() -> end(ctx), RequestDeadline.IDLE_SECONDS, TimeUnit.SECONDS);
    }

    private void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /// RFC 9113 §9.1: "When either endpoint chooses to close the transport-layer TCP connection, the terminating endpoint SHOULD
    /// first send a GOAWAY (Section 6.8) frame". The codec does, and waits for open streams.
    private static void end(ChannelHandlerContext ctx) {
        ctx.channel().close();
    }

    /// SETTINGS, PING and GOAWAY frames: the codec has done what they ask for.
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(ctx.channel().isWritable());
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent || event == SiteServer.Ending.FINISH) {
            end(ctx);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        stop();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // The codec sends GOAWAY by itself for what is wrong with frames; everything else is the connection's end.
        if (!(cause instanceof Http2Exception)) {
            ctx.close();
        }
    }
}
