package io.netjar.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;

/// Carries what comes in on its channel to another one, on the same or another event loop: bytes, the end of the
/// stream, and resets. When the other cannot take more, reading pauses, so that the sender feels it.
///
/// A connection is closed when both its directions came to their end; whatever else ends it resets the other.
final class Relay extends ChannelInboundHandlerAdapter {
    private final Channel other;
    /// Both directions of this channel came to their end.
    private boolean finished;

    private Relay(Channel other) {
        this.other = other;
    }

    /// Joins two channels: what comes in on one goes out on the other. Call it on the event loop of `first`, with
    /// reading paused on both.
    static void join(Channel first, Channel second) {
        first.pipeline().addLast(new Relay(second));
        second.eventLoop().execute(() -> {
            if (!second.isActive()) {
                reset(first);
                return;
            }
            second.pipeline().addLast(new Relay(first));
            second.config().setAutoRead(true);
        });
        first.config().setAutoRead(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!other.isActive()) {
            ReferenceCountUtil.release(message);
            reset(context.channel());
            return;
        }
        other.write(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        other.flush();
        pauseIfFull(context.channel(), other);
    }

    /// Stops reading from `source` while `sink` has enough to send. The sink may drain on its own thread meanwhile,
    /// so the question is asked again after the pause.
    static void pauseIfFull(Channel source, Channel sink) {
        if (sink.isActive() && !sink.isWritable()) {
            source.config().setAutoRead(false);
            if (sink.isWritable()) {
                source.config().setAutoRead(true);
            }
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            other.config().setAutoRead(true);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE && other instanceof DuplexChannel sink) {
            sink.writeAndFlush(Unpooled.EMPTY_BUFFER)
                    .addListener(_ -> sink.shutdownOutput().addListener(_ -> closeIfFinished(sink)));
            closeIfFinished(context.channel());
        }
    }

    /// On the channel's event loop.
    private static void closeIfFinished(Channel channel) {
        var relay = channel.pipeline().get(Relay.class);
        if (relay != null && channel.isActive() && ((DuplexChannel) channel).isShutdown()) {
            relay.finished = true;
            channel.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!finished) {
            reset(other);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }

    /// Ends a connection the hard way (RFC 9293 §3.10.5: RST).
    static void reset(Channel channel) {
        if (channel.isActive()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
        channel.close();
    }
}
