package io.netjar.gateway;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/// One visitor of the HTTP proxy. Messages are taken one by one (a FlowControlHandler stands before this), so that
/// one request is answered before the next is looked at, and a body flows no faster than the origin takes it.
/// All state belongs to the visitor's event loop.
final class ProxySession extends ChannelInboundHandlerAdapter {
    private final Inside inside;
    private @Nullable Channel origin;
    private @Nullable Target originTarget;
    private boolean keepAlive;
    /// A request was forwarded whose response is not complete.
    private boolean answering;

    ProxySession(Inside inside) {
        this.inside = inside;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.read();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        switch (message) {
            case HttpRequest request -> begin(context, request);
            case HttpContent content -> body(context, content);
            default -> ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        keepAlive = HttpUtil.isKeepAlive(request);
        switch (ProxyRequest.of(request)) {
            case ProxyRequest.Wrong wrong -> fail(context, wrong.status(), wrong.text());
            case ProxyRequest.Tunnel tunnel -> connect(context, tunnel.target(), new Pending(),
                    future -> startTunnel(context, future.channel()));
            case ProxyRequest.Forward forward -> {
                ProxyRequest.toOrigin(request, forward);
                forward(context, request, forward.target());
            }
        }
    }

    private void forward(ChannelHandlerContext context, HttpRequest request, Target target) {
        answering = true;
        Channel open = origin;
        if (open != null && open.isActive() && target.equals(originTarget)) {
            send(context, open, request);
            return;
        }
        if (open != null) {
            origin = null;
            open.close();
        }
        connect(context, target, new OriginPipeline(context.channel(), this), future -> {
            origin = future.channel();
            originTarget = target;
            send(context, future.channel(), request);
        });
    }

    private interface Connected {
        void to(ChannelFuture future);
    }

    private void connect(ChannelHandlerContext context, Target target, ChannelHandler handler,
            Connected connected) {
        inside.connect(target, handler,
                why -> context.executor().execute(() -> fail(context, HttpResponseStatus.BAD_GATEWAY, why)),
                future -> context.executor().execute(() -> {
                    if (!future.isSuccess()) {
                        refuse(context, target, future.cause());
                    } else if (!context.channel().isActive()) {
                        future.channel().close();
                    } else {
                        connected.to(future);
                    }
                }));
    }

    private static void refuse(ChannelHandlerContext context, Target target, Throwable cause) {
        HttpResponseStatus status = cause instanceof ConnectTimeoutException
                ? HttpResponseStatus.GATEWAY_TIMEOUT
                : HttpResponseStatus.BAD_GATEWAY;
        fail(context, status,
                "no connection to " + target.host() + ":" + target.port() + ": " + cause.getMessage());
    }

    /// Hands one message to the origin and asks the visitor for the next when it is on its way.
    private static void send(ChannelHandlerContext context, Channel origin, Object message) {
        boolean last = message instanceof LastHttpContent;
        origin.writeAndFlush(message).addListener(sent -> {
            if (sent.isSuccess() && !last) {
                context.executor().execute(context::read);
            }
        });
    }

    private void body(ChannelHandlerContext context, HttpContent content) {
        Channel open = origin;
        if (open == null || !answering) {
            // The end of a CONNECT or of a request that was refused.
            content.release();
            return;
        }
        send(context, open, content);
    }

    private static void startTunnel(ChannelHandlerContext context, Channel connection) {
        // RFC 9110 §9.3.6: "Any 2xx (Successful) response indicates that the sender (and all inbound proxies) will
        // switch to tunnel mode immediately after the response header section".
        var established = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1,
                new HttpResponseStatus(200, "Connection established"));
        context.writeAndFlush(established).addListener(_ -> {
            Channel visitor = context.channel();
            visitor.pipeline().remove("idle");
            visitor.pipeline().remove("session");
            visitor.pipeline().remove("flow");
            visitor.pipeline().addLast(new Relay(connection));
            visitor.pipeline().remove("codec");
            connection.pipeline().addLast(new Relay(visitor));
            visitor.config().setAutoRead(true);
            connection.config().setAutoRead(true);
        });
    }

    /// The origin answered in full; `framed` if the visitor can tell where the answer ends without the connection's
    /// end. On the visitor's loop.
    void answered(Channel visitor, boolean framed) {
        answering = false;
        if (!keepAlive || !framed) {
            visitor.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        visitor.read();
    }

    /// The origin's connection ended. On the visitor's loop.
    void originClosed(Channel connection, Channel visitor) {
        if (connection.equals(origin)) {
            origin = null;
            if (answering) {
                Relay.reset(visitor);
            }
        }
    }

    private static void fail(ChannelHandlerContext context, HttpResponseStatus status, String text) {
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status,
                ByteBufUtil.writeUtf8(context.alloc(), "netjar: " + text + "\n"));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
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
        Channel open = origin;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
