package io.netjar.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;

/// A port forward: every connection is carried, byte for byte, to one place inside, whose name is looked up for each.
///
/// The visitor's handshake is over before anybody inside is asked, so a target that refuses, does not answer or has no
/// such name cannot refuse the visitor's SYN any more. It gets a RST, which is what a refused program sees, and not the
/// FIN of a server that had nothing to say.
final class ForwardDoor extends ChannelInitializer<Channel> {
    private final Inside inside;
    private final Target target;

    ForwardDoor(Inside inside, Target target) {
        this.inside = inside;
        this.target = target;
    }

    @Override
    protected void initChannel(Channel visitor) {
        // What the visitor sends before it is connected waits in its own kernel.
        visitor.config().setAutoRead(false);
        inside.connect(visitor, target, new Pending(),
                _ -> visitor.eventLoop().execute(() -> Relay.reset(visitor)),
                future -> visitor.eventLoop().execute(() -> connected(visitor, future)));
    }

    private static void connected(Channel visitor, ChannelFuture future) {
        if (!future.isSuccess()) {
            Relay.reset(visitor);
        } else if (!visitor.isActive()) {
            Relay.reset(future.channel());
        } else {
            Relay.join(visitor, future.channel());
        }
    }
}
