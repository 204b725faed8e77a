package io.netjar.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;

/// A connection inside that waits to be joined to its visitor: nothing is read from it yet, and its two directions
/// will end one by one.
final class Pending extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel connection) {
        connection.config().setAutoRead(false);
        connection.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // It broke before it was joined; whoever joins it sees that it is closed.
        context.close();
    }
}
