package io.netjar.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import io.netty.handler.timeout.IdleStateHandler;

/// An HTTP proxy (RFC 9110 §3.7): requests in absolute form are forwarded, CONNECT makes a tunnel.
final class HttpDoor extends ChannelInitializer<Channel> {
    /// A connection on which nothing moves for so long is closed: what nginx and Apache wait for an answer.
    private static final int IDLE_SECONDS = 60;
    private final Inside inside;

    HttpDoor(Inside inside) {
        this.inside = inside;
    }

    @Override
    protected void initChannel(Channel visitor) {
        visitor.config().setAutoRead(false);
        visitor.pipeline().addLast("idle", new IdleStateHandler(0, 0, IDLE_SECONDS))
                .addLast("codec", new HttpServerCodec()).addLast("flow", new FlowControlHandler())
                .addLast("session", new ProxySession(inside));
    }
}
