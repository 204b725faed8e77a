package io.netjar.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;

/// Lets connections in while there is room.
final class Visitors extends ChannelInitializer<Channel> {
    private final ChannelGroup visitors;
    private final int room;
    private final ChannelInitializer<Channel> door;

    Visitors(ChannelGroup visitors, int room, ChannelInitializer<Channel> door) {
        this.visitors = visitors;
        this.room = room;
        this.door = door;
    }

    @Override
    protected void initChannel(Channel visitor) {
        if (visitors.size() >= room) {
            visitor.close();
            return;
        }
        visitors.add(visitor);
        visitor.pipeline().addLast(door);
    }
}
