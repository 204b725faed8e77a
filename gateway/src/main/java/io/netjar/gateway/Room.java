package io.netjar.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import java.util.LinkedHashSet;

/// Who is in by the doors of one device, whoever has rested longest first. All of it belongs to the doors' event loop.
///
/// Connections that do nothing cannot keep others out: when all places are taken, the one on which nothing has moved
/// for longest is reset, if that was long enough. Web servers do so with connections that are kept for a next request.
final class Room {
    private final int places;
    private final long restNanos;
    private final LinkedHashSet<Guest> guests = new LinkedHashSet<>();

    Room(int places, Duration rest) {
        this.places = places;
        this.restNanos = rest.toNanos();
    }

    /// Lets `visitor` in, if there is a place or one can be made, and watches over its place until it goes.
    boolean enter(Channel visitor) {
        var guest = new Guest(visitor);
        if (guests.size() >= places && !makePlace(guest.moved)) {
            return false;
        }
        guests.add(guest);
        visitor.closeFuture().addListener(_ -> guests.remove(guest));
        visitor.pipeline().addLast(guest);
        return true;
    }

    private boolean makePlace(long now) {
        Guest first = guests.getFirst();
        if (now - first.moved < restNanos) {
            return false;
        }
        guests.remove(first);
        Relay.reset(first.channel);
        return true;
    }

    /// A connection, seen at the socket: what comes in and what goes out.
    private final class Guest extends ChannelDuplexHandler {
        private final Channel channel;
        private long moved;

        Guest(Channel channel) {
            this.channel = channel;
            moved = now();
        }

        private long now() {
            return channel.eventLoop().ticker().nanoTime();
        }

        private void move() {
            moved = now();
            if (guests.remove(this)) {
                guests.addLast(this);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            move();
            context.fireChannelReadComplete();
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            move();
            context.write(message, promise);
        }
    }
}
