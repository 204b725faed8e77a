package io.netjar.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ConnectTimeoutException;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.socksx.v5.DefaultSocks5CommandResponse;
import io.netty.handler.codec.socksx.v5.DefaultSocks5InitialResponse;
import io.netty.handler.codec.socksx.v5.Socks5AddressType;
import io.netty.handler.codec.socksx.v5.Socks5AuthMethod;
import io.netty.handler.codec.socksx.v5.Socks5CommandRequest;
import io.netty.handler.codec.socksx.v5.Socks5CommandRequestDecoder;
import io.netty.handler.codec.socksx.v5.Socks5CommandStatus;
import io.netty.handler.codec.socksx.v5.Socks5CommandType;
import io.netty.handler.codec.socksx.v5.Socks5InitialRequest;
import io.netty.handler.codec.socksx.v5.Socks5InitialRequestDecoder;
import io.netty.handler.codec.socksx.v5.Socks5Message;
import io.netty.handler.codec.socksx.v5.Socks5ServerEncoder;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;

/// A SOCKS5 proxy (RFC 1928): CONNECT without authentication, to names and IPv4 addresses.
final class SocksDoor extends ChannelInitializer<Channel> {
    /// How long a visitor may take for the greeting and the request.
    private static final int GREETING_SECONDS = 10;
    private final Inside inside;

    SocksDoor(Inside inside) {
        this.inside = inside;
    }

    @Override
    protected void initChannel(Channel visitor) {
        visitor.pipeline().addLast("timeout", new ReadTimeoutHandler(GREETING_SECONDS))
                .addLast("encoder", Socks5ServerEncoder.DEFAULT)
                .addLast("greeting", new Socks5InitialRequestDecoder())
                .addLast("session", new Session(inside));
    }

    private static final class Session extends SimpleChannelInboundHandler<Socks5Message> {
        private final Inside inside;

        Session(Inside inside) {
            this.inside = inside;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Socks5Message message) {
            if (message.decoderResult().isFailure()) {
                context.close();
                return;
            }
            switch (message) {
                case Socks5InitialRequest greeting -> greet(context, greeting);
                case Socks5CommandRequest request -> command(context, request);
                default -> context.close();
            }
        }

        private static void greet(ChannelHandlerContext context, Socks5InitialRequest greeting) {
            // RFC 1928 §3: "If the selected METHOD is X'FF', none of the methods listed by the client are
            // acceptable, and the client MUST close the connection."
            if (!greeting.authMethods().contains(Socks5AuthMethod.NO_AUTH)) {
                context.writeAndFlush(new DefaultSocks5InitialResponse(Socks5AuthMethod.UNACCEPTED))
                        .addListener(ChannelFutureListener.CLOSE);
                return;
            }
            context.pipeline().replace("greeting", "request", new Socks5CommandRequestDecoder());
            context.writeAndFlush(new DefaultSocks5InitialResponse(Socks5AuthMethod.NO_AUTH));
        }

        private void command(ChannelHandlerContext context, Socks5CommandRequest request) {
            if (!request.type().equals(Socks5CommandType.CONNECT)) {
                refuse(context, Socks5CommandStatus.COMMAND_UNSUPPORTED);
                return;
            }
            if (request.dstAddrType().equals(Socks5AddressType.IPv6)) {
                refuse(context, Socks5CommandStatus.ADDRESS_UNSUPPORTED);
                return;
            }
            if (request.dstPort() == 0 || request.dstAddr().isEmpty()) {
                refuse(context, Socks5CommandStatus.HOST_UNREACHABLE);
                return;
            }
            context.pipeline().remove("timeout");
            context.channel().config().setAutoRead(false);
            var target = new Target(request.dstAddr(), request.dstPort());
            inside.connect(target, new Pending(),
                    _ -> context.executor()
                            .execute(() -> refuse(context, Socks5CommandStatus.HOST_UNREACHABLE)),
                    future -> context.executor().execute(() -> {
                        if (future.isSuccess()) {
                            succeed(context, future.channel());
                        } else {
                            refuse(context, status(future.cause()));
                        }
                    }));
        }

        /// RFC 1928 §6: the reply, then the connection is what the visitor asked for.
        private static void succeed(ChannelHandlerContext context, Channel connection) {
            Channel visitor = context.channel();
            if (!visitor.isActive()) {
                connection.close();
                return;
            }
            var from = (InetSocketAddress) connection.localAddress();
            context.writeAndFlush(new DefaultSocks5CommandResponse(Socks5CommandStatus.SUCCESS,
                    Socks5AddressType.IPv4, from.getAddress().getHostAddress(), from.getPort()));
            visitor.pipeline().remove("request");
            visitor.pipeline().remove("encoder");
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
            context.writeAndFlush(
                    new DefaultSocks5CommandResponse(status, Socks5AddressType.IPv4, "0.0.0.0", 0))
                    .addListener(ChannelFutureListener.CLOSE);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
