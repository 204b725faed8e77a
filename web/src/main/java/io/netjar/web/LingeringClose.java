package io.netjar.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/// Closes a connection in two steps: nothing more is sent, but what still comes is taken and thrown away, so that unread bytes
/// do not turn the end into a reset that destroys what was said last, like why the connection ends.
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class LingeringClose extends ChannelDuplexHandler {
    private boolean closing;
    private boolean inputEnded;

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        if (inputEnded || !(ctx.channel() instanceof DuplexChannel duplex) || !duplex.isActive()) {
            ctx.close(promise);
            return;
        }
        if (closing) {
            // The codec closes once for each thing that is wrong.
            ctx.channel().closeFuture().addListener(_ -> promise.trySuccess());
            return;
        }
        closing = true;
        duplex.config().setAutoRead(true);
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> end(ctx, duplex));
        ctx.executor().schedule(() -> ctx.close(promise), HttpConnection.LINGER_SECONDS, TimeUnit.SECONDS);
    }

    private static void end(ChannelHandlerContext ctx, DuplexChannel duplex) {
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        if (tls != null) {
            // RFC 8446 §6.1: "Each party MUST send a "close_notify" alert before closing its write side of the connection,
            // unless it has already sent some error alert."
            tls.closeOutbound();
        }
        if (duplex.isActive()) {
            duplex.shutdownOutput();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
        } else {
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded = true;
            if (closing) {
                ctx.close();
            }
        }
        ctx.fireUserEventTriggered(event);
    }
}
