package io.netjar.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;

/// Lets connections in while there is room; who finds none is reset, so that its program knows at once.
final class Visitors extends ChannelInitializer<Channel> {
    private final ChannelGroup visitors;
    private final Room room;
    private final ChannelInitializer<Channel> door;

    Visitors(ChannelGroup visitors, Room room, ChannelInitializer<Channel> door) {
        this.visitors = visitors;
        this.room = room;
        this.door = door;
    }

    @Override
    protected void initChannel(Channel visitor) {
        if (!room.enter(visitor)) {
            Relay.reset(visitor);
            return;
        }
        visitors.add(visitor);
        visitor.pipeline().addLast(door);
    }

    /// Stands at the end of a listening socket's pipeline. When a connection could not be accepted, since this process or
    /// the machine has no file left for it, Netty waits for a second and tries again; there is nothing to add.
    static final class Unaccepted extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // The visitor waits in the kernel's queue, or is gone.
        }
    }
}
