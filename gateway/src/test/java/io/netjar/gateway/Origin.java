package io.netjar.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.nio.charset.StandardCharsets;

/// A server inside that does what a test says. Scripts run on the engine's thread.
final class Origin extends ChannelInboundHandlerAdapter {
    /// What it does; text is one octet for a character.
    interface Script {
        /// `all` is everything that came so far on the connection.
        void received(Channel channel, String all);

        default void opened(Channel channel) {}

        default void inputEnded(Channel channel) {
            channel.close();
        }

        default void writable(Channel channel) {}

        /// The connection ended: `how` is `reset` or `closed`.
        default void ended(String how) {}
    }

    private final Script script;
    private final StringBuilder all = new StringBuilder();
    private String how = "closed";

    private Origin(Script script) {
        this.script = script;
    }

    static ChannelInitializer<Channel> of(Script script) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new Origin(script));
            }
        };
    }

    static void send(Channel channel, String text) {
        channel.writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    static void sendAndClose(Channel channel, String text) {
        channel.writeAndFlush(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1))
                .addListener(ChannelFutureListener.CLOSE);
    }

    /// Answers `answer` to each request head and closes, if `closes`.
    static Script answering(String answer, boolean closes) {
        return (channel, all) -> {
            if (!all.endsWith("\r\n\r\n")) {
                return;
            }
            if (closes) {
                sendAndClose(channel, answer);
            } else {
                send(channel, answer);
            }
        };
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        script.opened(context.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        all.append(bytes.toString(StandardCharsets.ISO_8859_1));
        bytes.release();
        script.received(context.channel(), all.toString());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            script.inputEnded(context.channel());
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            script.writable(context.channel());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        script.ended(how);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        how = "reset";
        context.close();
    }
}
