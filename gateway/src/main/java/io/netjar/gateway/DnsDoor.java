package io.netjar.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/// The device's resolver on a port of the real machine: questions pass through as they are. RFC 1035 §4.2.
final class DnsDoor {
    private static final int MAX_MESSAGE_BYTES = 65_535;
    /// RFC 7766 §6.2.3: an idle connection is closed after some seconds.
    private static final int IDLE_SECONDS = 10;

    private DnsDoor() {}

    private static void ask(Inside inside, ByteBuf query, boolean tcp, Consumer<ByteBuf> done) {
        byte[] wire = ByteBufUtil.getBytes(query);
        inside.device().host().engine().mailbox().post(() -> inside.device().stub().relay(wire, tcp,
                answer -> done.accept(Unpooled.wrappedBuffer(answer))));
    }

    /// One datagram, one question.
    static final class OverUdp extends SimpleChannelInboundHandler<DatagramPacket> {
        private final Inside inside;

        OverUdp(Inside inside) {
            this.inside = inside;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            InetSocketAddress asker = packet.sender();
            ask(inside, packet.content(), false,
                    answer -> context.writeAndFlush(new DatagramPacket(answer, asker)));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            // One bad datagram must not close the door for the others: what could not be sent is lost, as UDP is.
        }
    }

    /// Many questions on a connection, each with two bytes of length before it (RFC 1035 §4.2.2); answers come
    /// as they are ready (RFC 7766 §7).
    static final class OverTcp extends ChannelInitializer<Channel> {
        private final Inside inside;

        OverTcp(Inside inside) {
            this.inside = inside;
        }

        @Override
        protected void initChannel(Channel visitor) {
            visitor.pipeline().addLast(new ReadTimeoutHandler(IDLE_SECONDS), new LengthFieldPrepender(2),
                    new LengthFieldBasedFrameDecoder(MAX_MESSAGE_BYTES + 2, 0, 2, 0, 2), new Session(inside));
        }
    }

    private static final class Session extends SimpleChannelInboundHandler<ByteBuf> {
        private final Inside inside;

        Session(Inside inside) {
            this.inside = inside;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
            ask(inside, message, true, context::writeAndFlush);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
