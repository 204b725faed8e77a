package io.netjar.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One visitor of the HTTP proxy. Messages are taken one by one, so that one request is answered before the next is
/// looked at, and a body flows no faster than the origin takes it. All state belongs to the visitor's event loop.
final class ProxySession extends ChannelInboundHandlerAdapter {
    private final Inside inside;
    /// To the end of the next request's head.
    private final Deadline deadline;
    /// What was decoded and not yet looked at; no more than one read brought.
    private final ArrayDeque<Object> inbox = new ArrayDeque<>();
    /// The next message is waited for.
    private boolean wanted;
    private boolean inputEnded;
    /// The last response was written: nothing matters any more.
    private boolean over;
    private @Nullable Channel origin;
    private @Nullable Target originTarget;
    private @Nullable Exchange exchange;

    ProxySession(Inside inside, Duration idle) {
        this.inside = inside;
        this.deadline = new Deadline(idle);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        next(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!wanted) {
            inbox.add(message);
            return;
        }
        wanted = false;
        take(context, message);
    }

    private void next(ChannelHandlerContext context) {
        Object message = inbox.poll();
        if (message != null) {
            take(context, message);
        } else if (inputEnded) {
            leave(context);
        } else {
            wanted = true;
            awaitRequest(context);
            context.read();
        }
    }

    /// However slowly a request comes, its head must be there in time. A body may take as long as the origin likes to
    /// wait, if it does not stand still.
    private void awaitRequest(ChannelHandlerContext context) {
        if (exchange == null && !deadline.isRunning()) {
            deadline.start(context, () -> {
                if (context.pipeline().get(RequestDecoder.class).isAmid()) {
                    fail(context, HttpResponseStatus.REQUEST_TIMEOUT,
                            "the request's head did not come in time");
                } else {
                    context.close();
                }
            });
        }
    }

    private void take(ChannelHandlerContext context, Object message) {
        switch (message) {
            case HttpRequest request -> begin(context, request);
            case HttpContent content -> body(context, content);
            default -> ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        deadline.stop();
        exchange = new Exchange(request);
        switch (ProxyRequest.of(request)) {
            case ProxyRequest.Wrong wrong -> fail(context, wrong.status(), wrong.text());
            case ProxyRequest.Tunnel tunnel -> connect(context, tunnel.target(), new Pending(),
                    connection -> startTunnel(context, connection));
            case ProxyRequest.Forward forward -> {
                ProxyRequest.toOrigin(request, forward);
                forward(context, request, forward.target());
            }
        }
    }

    private void forward(ChannelHandlerContext context, HttpRequest request, Target target) {
        Channel open = origin;
        if (open != null && open.isActive() && target.equals(originTarget)) {
            send(context, open, request);
            return;
        }
        leaveOrigin();
        connect(context, target, new OriginPipeline(context, this), connection -> {
            origin = connection;
            originTarget = target;
            send(context, connection, request);
        });
    }

    private void connect(ChannelHandlerContext context, Target target, ChannelHandler handler,
            Consumer<Channel> connected) {
        inside.connect(context.channel(), target, handler,
                why -> context.executor().execute(() -> fail(context, HttpResponseStatus.BAD_GATEWAY, why)),
                future -> context.executor().execute(() -> {
                    if (over || !context.channel().isActive()) {
                        Relay.reset(future.channel());
                    } else if (future.isSuccess()) {
                        connected.accept(future.channel());
                    } else {
                        refuse(context, target, future);
                    }
                }));
    }

    private void refuse(ChannelHandlerContext context, Target target, ChannelFuture future) {
        HttpResponseStatus status = future.cause() instanceof ConnectTimeoutException
                ? HttpResponseStatus.GATEWAY_TIMEOUT
                : HttpResponseStatus.BAD_GATEWAY;
        fail(context, status,
                "no connection to " + target.host() + ":" + target.port() + ": "
                        + future.cause().getMessage());
    }

    /// Hands one message to the origin and takes the next when it is on its way.
    private void send(ChannelHandlerContext context, Channel connection, Object message) {
        boolean last = message instanceof LastHttpContent;
        connection.writeAndFlush(message).addListener(sent -> context.executor().execute(() -> {
            Exchange current = exchange;
            if (!over && current != null && (sent.isSuccess() || current.responseDone())) {
                proceed(context, current, last);
            }
        }));
    }

    /// A message of the request was seen to.
    private void proceed(ChannelHandlerContext context, Exchange current, boolean last) {
        if (last) {
            current.requestIsDone();
            finishIfDone(context, current);
        } else {
            next(context);
        }
    }

    private void body(ChannelHandlerContext context, HttpContent content) {
        Channel open = origin;
        Exchange current = exchange;
        if (over || current == null) {
            content.release();
        } else if (content.decoderResult().isFailure()) {
            content.release();
            fail(context, HttpResponseStatus.BAD_REQUEST, "the request's body cannot be read");
        } else if (open == null) {
            // The origin answered and closed without waiting for the rest of the request.
            content.release();
            proceed(context, current, content instanceof LastHttpContent);
        } else {
            send(context, open, content);
        }
    }

    private void startTunnel(ChannelHandlerContext context, Channel connection) {
        // RFC 9110 §9.3.6: "Any 2xx (Successful) response indicates that the sender (and all inbound proxies) will
        // switch to tunnel mode immediately after the response header section".
        Channel visitor = context.channel();
        over = true;
        context.writeAndFlush(new DefaultHttpResponse(HttpVersion.HTTP_1_1,
                new HttpResponseStatus(200, "Connection established")));
        visitor.pipeline().remove("idle");
        visitor.pipeline().remove("encoder");
        Relay.join(visitor, connection);
        visitor.pipeline().remove("session");
        visitor.pipeline().remove("decoder");
    }

    /// The head of a response came from the origin. On the visitor's loop.
    void begin(ChannelHandlerContext context, HttpResponse response) {
        Exchange current = exchange;
        if (over || current == null) {
            return;
        }
        if (response.status().codeClass() != HttpStatusClass.INFORMATIONAL) {
            current.begin(response);
            context.writeAndFlush(response);
            return;
        }
        HttpResponse interim = current.interim(response);
        if (interim != null) {
            context.writeAndFlush(interim);
        }
    }

    /// The origin answered in full. On the visitor's loop.
    void answered(ChannelHandlerContext context) {
        Exchange current = exchange;
        if (over || current == null) {
            return;
        }
        current.responseIsDone();
        if (current.visitorStays()) {
            finishIfDone(context, current);
        } else {
            close(context);
        }
    }

    private void finishIfDone(ChannelHandlerContext context, Exchange current) {
        if (!current.isDone()) {
            return;
        }
        exchange = null;
        if (!current.originStays()) {
            leaveOrigin();
        }
        next(context);
    }

    /// The origin's connection ended. On the visitor's loop.
    void originClosed(ChannelHandlerContext context, Channel connection) {
        if (!connection.equals(origin)) {
            return;
        }
        origin = null;
        Exchange current = exchange;
        if (over || current == null || current.responseDone()) {
            return;
        }
        if (current.responseBegun()) {
            Relay.reset(context.channel());
        } else {
            fail(context, HttpResponseStatus.BAD_GATEWAY, "the server gave no answer that can be read");
        }
    }

    private void fail(ChannelHandlerContext context, HttpResponseStatus status, String text) {
        if (over) {
            return;
        }
        Exchange current = exchange;
        context.writeAndFlush(ProxyRequest.failure(status, text, current != null && current.isHead()));
        close(context);
    }

    /// Ends the connection after what was written.
    private void close(ChannelHandlerContext context) {
        over = true;
        leaveOrigin();
        StagedClose.begin(context.channel());
    }

    /// The visitor sends no more.
    private void leave(ChannelHandlerContext context) {
        if (exchange != null) {
            Relay.reset(context.channel());
        }
        context.close();
    }

    private void leaveOrigin() {
        Channel open = origin;
        origin = null;
        if (open == null) {
            return;
        }
        if (exchange != null && !exchange.isDone()) {
            Relay.reset(open);
        }
        open.close();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Channel open = origin;
        if (open != null && context.channel().isWritable()) {
            open.config().setAutoRead(true);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        over = true;
        leaveOrigin();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        deadline.stop();
        inbox.forEach(ReferenceCountUtil::release);
        inbox.clear();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        Exchange current = exchange;
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded = true;
            if (wanted) {
                leave(context);
            }
        } else if (event instanceof IdleStateEvent && current != null) {
            if (!current.responseBegun()) {
                fail(context, HttpResponseStatus.GATEWAY_TIMEOUT, "no answer in time");
            } else {
                context.close();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
