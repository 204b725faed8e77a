package io.netjar.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.time.Duration;
import java.util.ArrayDeque;

/// One connection of the DNS door.
final class DnsSession extends SimpleChannelInboundHandler<ByteBuf> {
    /// Questions of a connection that may be open at a time; the others wait, and it is not read meanwhile. Each is a
    /// TCP connection inside, and BIND and its like accept 10 half-open ones (tcp-listen-queue).
    private static final int MAX_WAITING = 8;
    private final Inside inside;
    /// To the end of the next question or answer. RFC 7766 §6.2.3: an idle connection is one without queries that wait for
    /// an answer.
    private final Deadline deadline;
    /// Questions not yet asked; no more than one read brought.
    private final ArrayDeque<byte[]> inbox = new ArrayDeque<>();
    private int waiting;
    private boolean inputEnded;

    DnsSession(Inside inside, Duration idle) {
        this.inside = inside;
        this.deadline = new Deadline(idle);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        awaitMore(context);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        deadline.stop();
    }

    private void awaitMore(ChannelHandlerContext context) {
        deadline.start(context, () -> {
            if (waiting == 0 || !context.channel().isWritable()) {
                context.close();
            } else {
                awaitMore(context);
            }
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
        if (!DnsDoor.isQuery(message)) {
            context.close();
            return;
        }
        awaitMore(context);
        inbox.add(ByteBufUtil.getBytes(message));
        proceed(context);
    }

    private void proceed(ChannelHandlerContext context) {
        while (waiting < MAX_WAITING && !inbox.isEmpty()) {
            waiting++;
            inside.ask(inbox.remove(), true,
                    answer -> context.executor().execute(() -> answer(context, answer)),
                    () -> context.executor().execute(context::close));
        }
        context.channel().config().setAutoRead(inbox.isEmpty() && context.channel().isWritable());
    }

    private void answer(ChannelHandlerContext context, byte[] answer) {
        context.writeAndFlush(Unpooled.wrappedBuffer(answer)).addListener(_ -> {
            waiting--;
            awaitMore(context);
            proceed(context);
            closeIfDone(context);
        });
    }

    private void closeIfDone(ChannelHandlerContext context) {
        if (inputEnded && waiting == 0 && inbox.isEmpty()) {
            context.close();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        proceed(context);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded = true;
            closeIfDone(context);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
