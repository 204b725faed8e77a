package io.netjar.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.timeout.IdleStateHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// An HTTP proxy (RFC 9110 §3.7): requests in absolute form are forwarded, CONNECT makes a tunnel.
final class HttpDoor extends ChannelInitializer<Channel> {
    private final Inside inside;
    private final Duration idle;

    HttpDoor(Inside inside, Duration idle) {
        this.inside = inside;
        this.idle = idle;
    }

    @Override
    protected void initChannel(Channel visitor) {
        visitor.config().setAutoRead(false);
        visitor.pipeline()
                .addLast("idle", new IdleStateHandler(true, 0, 0, idle.toNanos(), TimeUnit.NANOSECONDS))
                .addLast("decoder", new RequestDecoder()).addLast("encoder", new HttpResponseEncoder())
                .addLast("session", new ProxySession(inside, idle));
    }
}
