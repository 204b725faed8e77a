package io.netjar.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 connection at the server's end: requests one after the other, answers in their order (RFC 9112
/// §9.3.2), keep-alive, and no more reading while an answer is on its way or the road is full.
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpConnection extends ChannelInboundHandlerAdapter {
    /// How long a connection that is to be closed still listens, so that unread bytes do not turn the end into a
    /// reset that destroys the last answer (RFC 9112 §9.6), in seconds.
    static final int LINGER_SECONDS = 5;

    private enum State {
        RECEIVING, ANSWERING, LINGERING
    }

    private final OriginServer origin;
    private final RequestDeadline deadline;
    private BodySender.Framing framing = new PlainFraming(false);
    private final Deque<HttpObject> waiting = new ArrayDeque<>();
    private State state = State.RECEIVING;
    private @Nullable HttpRequest incoming;
    private long incomingBytes;
    private @Nullable Exchange exchange;
    private boolean lastExchange;
    private boolean inputEnded;
    private boolean finishing;

    HttpConnection(OriginServer origin, RequestDeadline deadline) {
        this.origin = origin;
        this.deadline = deadline;
    }

    /// Content as HTTP/1.1 sends it when it has said how long it is: as it is.
    private record PlainFraming(boolean takesRegions) implements BodySender.Framing {
        @Override
        public Object frame(ByteBuf piece, boolean last) {
            return piece;
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        // A socket of the real machine takes files from the system by itself, unless they are to be encrypted.
        framing = new PlainFraming(ctx.channel() instanceof NioSocketChannel
                && ctx.pipeline().get(SslHandler.class) == null);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (state == State.LINGERING || !(message instanceof HttpObject object)) {
            ReferenceCountUtil.release(message);
            return;
        }
        waiting.add(object);
        proceed(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (state == State.ANSWERING) {
            deadline.await(RequestDeadline.Missed.SENDING);
            stream(ctx);
        }
        proceed(ctx);
    }

    private void proceed(ChannelHandlerContext ctx) {
        while (state == State.RECEIVING && ctx.channel().isWritable()) {
            HttpObject next = waiting.poll();
            if (next == null) {
                break;
            }
            try {
                take(ctx, next);
            } finally {
                ReferenceCountUtil.release(next);
            }
        }
        if (ctx.isRemoved()) {
            return;
        }
        boolean idle = state == State.RECEIVING && waiting.isEmpty() && ctx.channel().isWritable();
        if (idle && inputEnded) {
            ctx.close();
        }
        ctx.channel().config().setAutoRead(idle || state == State.LINGERING);
    }

    private void take(ChannelHandlerContext ctx, HttpObject object) {
        if (object.decoderResult().isFailure()) {
            refuse(ctx,
                    RequestRules.unreadable(object.decoderResult().cause(), object instanceof HttpRequest),
                    incoming);
            return;
        }
        if (object instanceof HttpRequest request) {
            begin(ctx, request);
        }
        if (object instanceof HttpContent content) {
            incomingBytes += content.content().readableBytes();
            HttpRequest request = incoming;
            if (request == null) {
                return;
            }
            if (incomingBytes > RequestRules.MAX_CONTENT_BYTES) {
                refuse(ctx, RequestRules.CONTENT_TOO_LARGE, request);
            } else if (content instanceof LastHttpContent) {
                incoming = null;
                serve(ctx, request, finishing || !HttpUtil.isKeepAlive(request));
            }
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        Optional<HttpResponseStatus> refusal = RequestRules.refusal(request);
        if (refusal.isPresent()) {
            refuse(ctx, refusal.get(), request);
        } else if (request.headers().contains(HttpHeaderNames.EXPECT)) {
            // RFC 9110 §10.1.1: an origin server "MUST send either a 100 (Continue) response [...] or a final
            // status code". No content is wanted here; whether it comes all the same is not known, so this is the
            // connection's last answer.
            serve(ctx, request, true);
        } else {
            incoming = request;
            incomingBytes = 0;
        }
    }

    private void refuse(ChannelHandlerContext ctx, HttpResponseStatus status, @Nullable HttpRequest request) {
        incoming = null;
        answer(ctx, request == null ? null : Request.of(request), Answer.page(status), true);
    }

    private void serve(ChannelHandlerContext ctx, HttpRequest asked, boolean last) {
        Request request = Request.of(asked);
        switch (origin.serve(request)) {
            case OriginServer.Outcome.Answered(Answer answer) -> answer(ctx, request, answer, last);
            case OriginServer.Outcome.Socket(WebSocketProgram program) -> {
                Optional<Answer> refusal = WebSocketHandshake.refusal(asked);
                if (refusal.isPresent()) {
                    answer(ctx, request, refusal.get(), last);
                } else {
                    upgrade(ctx, request, asked, program);
                }
            }
        }
    }

    private void upgrade(ChannelHandlerContext ctx, Request request, HttpRequest asked,
            WebSocketProgram program) {
        origin.log(ctx.channel().remoteAddress(), request, HttpResponseStatus.SWITCHING_PROTOCOLS.code(), 0);
        ctx.pipeline().remove(deadline);
        ctx.channel().config().setAutoRead(true);
        // Its answer is the only one that Netty's codec writes.
        ctx.pipeline().addBefore(ctx.name(), null, new HttpResponseEncoder());
        WebSocketHandshake.accept(ctx, asked, program, origin.identity());
        ctx.pipeline().remove(this);
    }

    private void answer(ChannelHandlerContext ctx, @Nullable Request request, Answer answer,
            boolean last) {
        deadline.await(RequestDeadline.Missed.SENDING);
        Exchange begun = Exchange.begin(origin, ctx, request, answer, framing);
        exchange = begun;
        lastExchange = last;
        state = State.ANSWERING;
        ctx.write(ResponseHead.of(ctx.alloc(), begun.answer(), origin, after(request, last)),
                ctx.voidPromise());
        stream(ctx);
    }

    private static ResponseHead.After after(@Nullable Request request, boolean last) {
        if (last) {
            return ResponseHead.After.CLOSE;
        }
        return request != null && request.version().equals(HttpVersion.HTTP_1_0.text())
                ? ResponseHead.After.KEEP_ALIVE_SAID
                : ResponseHead.After.KEEP_ALIVE;
    }

    private void stream(ChannelHandlerContext ctx) {
        Exchange current = exchange;
        if (current == null) {
            return;
        }
        try {
            if (!current.send()) {
                return;
            }
        } catch (IOException _) {
            // The length is promised and cannot be kept: the client must see that the answer broke off.
            ctx.close();
            return;
        }
        exchange = null;
        if (!current.hasContent()) {
            ctx.flush();
        }
        current.end();
        if (lastExchange) {
            linger(ctx);
            return;
        }
        state = State.RECEIVING;
        deadline.await(waiting.isEmpty() ? RequestDeadline.Missed.IDLE : RequestDeadline.Missed.REQUEST);
    }

    private void linger(ChannelHandlerContext ctx) {
        state = State.LINGERING;
        deadline.stop();
        releaseWaiting();
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> {
            if (ctx.channel() instanceof DuplexChannel duplex && !inputEnded && duplex.isActive()) {
                SslHandler tls = ctx.pipeline().get(SslHandler.class);
                if (tls != null) {
                    // RFC 8446 §6.1: "Each party MUST send a "close_notify" alert before closing its write side of the
                    // connection, unless it has already sent some error alert."
                    tls.closeOutbound();
                }
                duplex.shutdownOutput();
                ctx.executor().schedule(() -> ctx.close(), LINGER_SECONDS, TimeUnit.SECONDS);
            } else {
                ctx.close();
            }
        });
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == RequestDeadline.Missed.IDLE || event == RequestDeadline.Missed.SENDING) {
            ctx.close();
        } else if (event == SiteServer.Ending.FINISH) {
            finishing = true;
            if (state == State.RECEIVING && incoming == null && waiting.isEmpty()) {
                ctx.close();
            }
        } else if (event == RequestDeadline.Missed.REQUEST && state == State.RECEIVING) {
            // RFC 9110 §15.5.9: "the server did not receive a complete request message within the time that it was
            // prepared to wait"
            refuse(ctx, HttpResponseStatus.REQUEST_TIMEOUT, null);
            proceed(ctx);
        } else if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (state == State.LINGERING) {
                ctx.close();
            }
            proceed(ctx);
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        deadline.stop();
        releaseWaiting();
        Exchange broken = exchange;
        exchange = null;
        if (broken != null) {
            broken.end();
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        releaseWaiting();
    }

    private void releaseWaiting() {
        for (HttpObject left = waiting.poll(); left != null; left = waiting.poll()) {
            ReferenceCountUtil.release(left);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
