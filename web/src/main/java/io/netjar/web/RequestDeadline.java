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
    /// How long a client may take nothing of an answer, in seconds (as nginx: send_timeout 60).
    static final int SENDING_SECONDS = 60;

    enum Missed {
        /// Nothing was under way.
        IDLE(IDLE_SECONDS),
        /// A request had begun.
        REQUEST(REQUEST_SECONDS),
        /// An answer was on its way.
        SENDING(SENDING_SECONDS);

        private final long nanos;

        Missed(int seconds) {
            this.nanos = TimeUnit.SECONDS.toNanos(seconds);
        }
    }

    private @Nullable ChannelHandlerContext context;
    /// Armed for the shortest of these times at most, and looks only then what has become of the deadline: a busy
    /// connection moves it with every request.
    private @Nullable Future<?> timer;
    private Missed awaited = Missed.IDLE;
    private long sinceNanos;
    private boolean over;

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
        if (awaited == Missed.IDLE && message instanceof ByteBuf bytes && bytes.isReadable()) {
            await(Missed.REQUEST);
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        stop();
    }

    /// The connection has nothing to do: a request is awaited from now on.
    void await() {
        await(Missed.IDLE);
    }

    /// From now on so long for what is awaited.
    void await(Missed what) {
        ChannelHandlerContext ctx = context;
        if (ctx == null || over) {
            return;
        }
        awaited = what;
        sinceNanos = ctx.executor().ticker().nanoTime();
        if (timer == null) {
            arm(ctx, what.nanos);
        }
    }

    /// Nobody is waited for any more.
    void stop() {
        over = true;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void arm(ChannelHandlerContext ctx, long nanos) {
        timer = ctx.executor().schedule(() -> fire(ctx), Math.min(nanos, Missed.REQUEST.nanos),
                TimeUnit.NANOSECONDS);
    }

    private void fire(ChannelHandlerContext ctx) {
        timer = null;
        long left = sinceNanos + awaited.nanos - ctx.executor().ticker().nanoTime();
        if (left > 0) {
            arm(ctx, left);
        } else {
            ctx.fireUserEventTriggered(awaited);
        }
    }
}
