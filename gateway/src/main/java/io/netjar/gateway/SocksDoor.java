package io.netjar.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.socksx.v5.Socks5InitialRequestDecoder;
import io.netty.handler.codec.socksx.v5.Socks5ServerEncoder;
import java.time.Duration;

/// A SOCKS5 proxy (RFC 1928): CONNECT without authentication, to names and IPv4 addresses.
final class SocksDoor extends ChannelInitializer<Channel> {
    private final Inside inside;
    private final Duration greeting;

    SocksDoor(Inside inside, Duration greeting) {
        this.inside = inside;
        this.greeting = greeting;
    }

    @Override
    protected void initChannel(Channel visitor) {
        visitor.pipeline().addLast("encoder", Socks5ServerEncoder.DEFAULT)
                .addLast("greeting", new Socks5InitialRequestDecoder())
                .addLast("session", new SocksSession(inside, greeting));
    }
}
