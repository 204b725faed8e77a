package io.netjar.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.socksx.v5.DefaultSocks5CommandResponse;
import io.netty.handler.codec.socksx.v5.DefaultSocks5InitialResponse;
import io.netty.handler.codec.socksx.v5.Socks5AddressType;
import io.netty.handler.codec.socksx.v5.Socks5AuthMethod;
import io.netty.handler.codec.socksx.v5.Socks5CommandRequest;
import io.netty.handler.codec.socksx.v5.Socks5CommandRequestDecoder;
import io.netty.handler.codec.socksx.v5.Socks5CommandStatus;
import io.netty.handler.codec.socksx.v5.Socks5CommandType;
import io.netty.handler.codec.socksx.v5.Socks5InitialRequest;
import io.netty.util.ReferenceCountUtil;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// One visitor of the SOCKS door, until its connection is made.
final class SocksSession extends ChannelInboundHandlerAdapter {
    private final Inside inside;
    private final Deadline deadline;
    /// What the visitor sent behind its request without waiting for the reply.
    private final ArrayDeque<ByteBuf> early = new ArrayDeque<>();
    private boolean greeted;
    private boolean asked;

    SocksSession(Inside inside, Duration patience) {
        this.inside = inside;
        this.deadline = new Deadline(patience);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadline.start(context, context::close);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        deadline.stop();
        early.forEach(ByteBuf::release);
        early.clear();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        switch (message) {
            case Socks5InitialRequest greeting -> greet(context, greeting);
            case Socks5CommandRequest request -> command(context, request);
            case ByteBuf bytes -> early.add(bytes);
            default -> ReferenceCountUtil.release(message);
        }
    }

    private void greet(ChannelHandlerContext context, Socks5InitialRequest greeting) {
        if (greeting.decoderResult().isFailure() || greeted) {
            context.close();
            return;
        }
        // RFC 1928 §3: "If the selected METHOD is X'FF', none of the methods listed by the client are acceptable, and
        // the client MUST close the connection."
        if (!greeting.authMethods().contains(Socks5AuthMethod.NO_AUTH)) {
            context.writeAndFlush(new DefaultSocks5InitialResponse(Socks5AuthMethod.UNACCEPTED))
                    .addListener(ChannelFutureListener.CLOSE);
            return;
        }
        greeted = true;
        context.writeAndFlush(new DefaultSocks5InitialResponse(Socks5AuthMethod.NO_AUTH));
        context.pipeline().replace("greeting", "request", new Socks5CommandRequestDecoder());
    }

    private void command(ChannelHandlerContext context, Socks5CommandRequest request) {
        if (asked) {
            return;
        }
        asked = true;
        Socks5CommandStatus objection = objection(request);
        if (objection != null) {
            refuse(context, objection);
            return;
        }
        deadline.stop();
        context.channel().config().setAutoRead(false);
        inside.connect(context.channel(), new Target(request.dstAddr(), request.dstPort()), new Pending(),
                _ -> context.executor().execute(() -> refuse(context, Socks5CommandStatus.HOST_UNREACHABLE)),
                future -> context.executor().execute(() -> connected(context, future)));
    }

    private static @Nullable Socks5CommandStatus objection(Socks5CommandRequest request) {
        if (request.decoderResult().isFailure()) {
            return Socks5CommandStatus.FAILURE;
        }
        if (!request.type().equals(Socks5CommandType.CONNECT)) {
            return Socks5CommandStatus.COMMAND_UNSUPPORTED;
        }
        if (request.dstAddrType().equals(Socks5AddressType.IPv6) || request.dstAddr().indexOf(':') >= 0) {
            return Socks5CommandStatus.ADDRESS_UNSUPPORTED;
        }
        return request.dstPort() == 0 || request.dstAddr().isEmpty()
                ? Socks5CommandStatus.HOST_UNREACHABLE
                : null;
    }

    private void connected(ChannelHandlerContext context, ChannelFuture future) {
        if (!future.isSuccess()) {
            refuse(context, status(future.cause()));
        } else if (!context.channel().isActive() || !(future.channel()
                .localAddress() instanceof InetSocketAddress from)) {
            Relay.reset(future.channel());
            context.close();
        } else {
            succeed(context, future.channel(), from);
        }
    }

    /// RFC 1928 §6: the reply, then the connection is what the visitor asked for.
    private void succeed(ChannelHandlerContext context, Channel connection, InetSocketAddress from) {
        Channel visitor = context.channel();
        context.writeAndFlush(new DefaultSocks5CommandResponse(Socks5CommandStatus.SUCCESS,
                Socks5AddressType.IPv4, from.getAddress().getHostAddress(), from.getPort()));
        visitor.pipeline().remove("request");
        visitor.pipeline().remove("encoder");
        while (!early.isEmpty()) {
            connection.write(early.remove());
        }
        connection.flush();
        visitor.pipeline().remove("session");
        Relay.join(visitor, connection);
    }

    private static Socks5CommandStatus status(Throwable cause) {
        return switch (cause) {
            case NoRouteToHostException _ -> Socks5CommandStatus.NETWORK_UNREACHABLE;
            case ConnectTimeoutException _ -> Socks5CommandStatus.TTL_EXPIRED;
            case ConnectException _ -> Socks5CommandStatus.CONNECTION_REFUSED;
            default -> Socks5CommandStatus.FAILURE;
        };
    }

    private static void refuse(ChannelHandlerContext context, Socks5CommandStatus status) {
        context.writeAndFlush(new DefaultSocks5CommandResponse(status, Socks5AddressType.IPv4, "0.0.0.0", 0))
                .addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE && !asked) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
