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
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;

/// The device's resolver on a port of the real machine. RFC 1035 §4.2.
final class DnsDoor {
    /// RFC 1035 §4.2.1: what fits a UDP answer to a question without EDNS.
    private static final int PLAIN_UDP_BYTES = 512;
    private static final int MAX_MESSAGE_BYTES = 65_535;
    private static final int HEADER_BYTES = 12;
    /// RFC 7766 §6.2.3: an idle connection is closed after some seconds.
    private static final int IDLE_SECONDS = 10;

    private DnsDoor() {}

    /// Asks the device's resolver the question in `wire`. What is no question is answered FORMERR if it has as
    /// much as a header, else not at all.
    private static void ask(Inside inside, byte[] wire, Consumer<Exchange> done) {
        if (wire.length < HEADER_BYTES || isResponse(wire)) {
            return;
        }
        Optional<Message> query = parse(wire);
        if (query.isEmpty() || query.get().getQuestion() == null) {
            done.accept(new Exchange(error(wire, Rcode.FORMERR), PLAIN_UDP_BYTES));
            return;
        }
        Message question = query.get();
        if (question.getHeader().getOpcode() != Opcode.QUERY) {
            done.accept(new Exchange(error(wire, Rcode.NOTIMP), PLAIN_UDP_BYTES));
            return;
        }
        OPTRecord opt = question.getOPT();
        int room = opt == null ? PLAIN_UDP_BYTES : Math.max(PLAIN_UDP_BYTES, opt.getPayloadSize());
        int id = question.getHeader().getID();
        inside.device().engine().mailbox().post(() -> inside.device().stub().query(question, answer -> {
            Message reply = answer.map(Message::clone).orElseGet(() -> error(wire, Rcode.SERVFAIL));
            reply.getHeader().setID(id);
            done.accept(new Exchange(reply, room));
        }));
    }

    /// An answer and how many bytes of it a UDP asker takes.
    private record Exchange(Message answer, int udpBytes) {
    }

    private static boolean isResponse(byte[] wire) {
        return (wire[2] & 0x80) != 0;
    }

    private static Optional<Message> parse(byte[] wire) {
        try {
            return Optional.of(new Message(wire));
        } catch (IOException | RuntimeException _) {
            // dnsjava answers some malformed names and lengths with unchecked exceptions.
            return Optional.empty();
        }
    }

    private static Message error(byte[] wire, int rcode) {
        var reply = new Message();
        Header header = reply.getHeader();
        header.setID((wire[0] & 0xff) << 8 | wire[1] & 0xff);
        header.setOpcode(wire[2] >>> 3 & 0xf);
        header.setFlag(Flags.QR);
        header.setRcode(rcode);
        parse(wire).map(Message::getQuestion).ifPresent(question -> reply.addRecord(question, Section.QUESTION));
        return reply;
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
            ask(inside, ByteBufUtil.getBytes(packet.content()), exchange -> {
                byte[] answer = exchange.answer().toWire(Math.min(exchange.udpBytes(), MAX_MESSAGE_BYTES));
                context.writeAndFlush(new DatagramPacket(Unpooled.wrappedBuffer(answer), asker));
            });
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
            ask(inside, ByteBufUtil.getBytes(message), exchange -> context
                    .writeAndFlush(Unpooled.wrappedBuffer(exchange.answer().toWire(MAX_MESSAGE_BYTES))));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
