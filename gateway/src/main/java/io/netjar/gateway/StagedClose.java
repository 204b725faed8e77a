package io.netjar.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/// Ends a connection so that the visitor gets the last response even while it still sends.
///
/// RFC 9112 §9.6: "To avoid the TCP reset problem, servers typically close a connection in stages. First, the server
/// performs a half-close by closing only the write side of the read/write connection. The server then continues to read
/// from the connection until it receives a corresponding close by the client".
final class StagedClose extends ChannelInboundHandlerAdapter {
    /// How long to wait for the visitor's close: much more than a round trip on loopback.
    private static final int PATIENCE_SECONDS = 2;

    private StagedClose() {}

    /// Begins after what was written to `visitor`; on its event loop. `session` and `decoder` leave its pipeline.
    static void begin(Channel visitor) {
        visitor.pipeline().addLast(new StagedClose());
        visitor.pipeline().remove("session");
        visitor.pipeline().remove("decoder");
        visitor.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> {
            ((DuplexChannel) visitor).shutdownOutput();
            visitor.config().setAutoRead(true);
            visitor.eventLoop().schedule(() -> {
                visitor.close();
            }, PATIENCE_SECONDS, TimeUnit.SECONDS);
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> context.close());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
