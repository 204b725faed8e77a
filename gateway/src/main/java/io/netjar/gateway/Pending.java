package io.netjar.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;

/// A connection inside that waits to be joined to its visitor: nothing is read from it yet.
final class Pending extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel connection) {
        connection.config().setAutoRead(false);
    }
}
