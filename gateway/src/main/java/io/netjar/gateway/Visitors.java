package io.netjar.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;

/// Lets connections in while there is room.
final class Visitors extends ChannelInitializer<Channel> {
    private final ChannelGroup channels;
    private final ChannelInitializer<Channel> door;

    Visitors(ChannelGroup channels, ChannelInitializer<Channel> door) {
        this.channels = channels;
        this.door = door;
    }

    @Override
    protected void initChannel(Channel visitor) {
        if (channels.size() >= Doors.MAX_CONNECTIONS) {
            visitor.close();
            return;
        }
        channels.add(visitor);
        visitor.pipeline().addLast(door);
    }
}
