package io.netjar.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// How long a connection may keep its server waiting. Stands before the codec, where bytes are seen that are no
/// request yet, and tells `HttpConnection` by a user event.
final class RequestDeadline extends ChannelInboundHandlerAdapter {
    /// How long a connection may be open without a request, in seconds (as nginx: keepalive_timeout 75).
    static final int IDLE_SECONDS = 75;
    /// How long one request may take from its first byte to its last, in seconds (as nginx: client_header_timeout
    /// 60). Counted from the first byte, so that a trickle does not prolong it.
    static final int REQUEST_SECONDS = 60;

    enum Missed {
        /// Nothing was under way.
        IDLE,
        /// A request had begun.
        REQUEST
    }

    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> timer;
    private boolean begun;

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        if (ctx.channel().isActive()) {
            await();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        await();
        ctx.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (timer != null && !begun && message instanceof ByteBuf bytes && bytes.isReadable()) {
            begun = true;
            arm(REQUEST_SECONDS, Missed.REQUEST);
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        arrived();
    }

    /// The connection has nothing to do: a request is awaited from now on.
    void await() {
        begun = false;
        arm(IDLE_SECONDS, Missed.IDLE);
    }

    /// A request is complete; the client is waiting for us now.
    void arrived() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void arm(int seconds, Missed what) {
        arrived();
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            timer = ctx.executor().schedule(() -> {
                timer = null;
                ctx.fireUserEventTriggered(what);
            }, seconds, TimeUnit.SECONDS);
        }
    }
}
