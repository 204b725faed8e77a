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
import java.net.InetSocketAddress;
import java.time.Duration;

/// The device's resolver on a port of the real machine: questions pass through as they are. RFC 1035 §4.2.
final class DnsDoor {
    /// Questions by UDP that may wait for their answers at a time; more are lost. Each has a UDP port of the device, which
    /// has 28,000. dnsmasq's limit is 150, Unbound's 1,024 for each thread.
    static final int MAX_WAITING = 1024;
    private static final int MAX_MESSAGE_BYTES = 65_535;
    private static final int HEADER_BYTES = 12;

    private DnsDoor() {}

    /// Whether there is something to answer: a header, and not that of a response.
    static boolean isQuery(ByteBuf message) {
        return message.readableBytes() >= HEADER_BYTES && message.getByte(message.readerIndex() + 2) >= 0;
    }

    /// One datagram, one question.
    static final class OverUdp extends SimpleChannelInboundHandler<DatagramPacket> {
        private final Inside inside;
        private int waiting;

        OverUdp(Inside inside) {
            this.inside = inside;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            if (!isQuery(packet.content()) || waiting == MAX_WAITING) {
                return;
            }
            waiting++;
            InetSocketAddress asker = packet.sender();
            inside.ask(ByteBufUtil.getBytes(packet.content()), false, answer -> {
                context.executor().execute(() -> waiting--);
                context.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(answer), asker));
            }, () -> context.executor().execute(() -> waiting--));
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
        private final Duration idle;

        OverTcp(Inside inside, Duration idle) {
            this.inside = inside;
            this.idle = idle;
        }

        @Override
        protected void initChannel(Channel visitor) {
            visitor.pipeline().addLast(
                    new LengthFieldPrepender(2),
                    new LengthFieldBasedFrameDecoder(MAX_MESSAGE_BYTES + 2, 0, 2, 0, 2),
                    new DnsSession(inside, idle));
        }
    }
}
