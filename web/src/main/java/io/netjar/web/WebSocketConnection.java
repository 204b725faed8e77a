package io.netjar.web;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The server's end of one WebSocket connection, after the handshake: control frames, the closing handshake, signs
/// of life. RFC 6455.
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class WebSocketConnection extends SimpleChannelInboundHandler<WebSocketFrame>
        implements
            WebSocketSession {
    /// Between two pings, in seconds: below the idle timeouts of most middleboxes (60 s and more).
    static final int PING_SECONDS = 30;
    /// Pings without a sign of life after which the client counts as gone.
    static final int UNANSWERED_PINGS = 2;
    /// How long a client may take to answer a close frame, in seconds.
    static final int CLOSE_SECONDS = 10;

    private static final int NO_CODE = 1005;
    private static final int BROKEN_OFF = 1006;
    private static final int TRY_AGAIN_LATER = 1013;

    private enum State {
        OPEN, CLOSE_SENT, CLOSED
    }

    private static final WebSocketEvents NOBODY = _ -> {
        // Nobody is told before the program has the session.
    };

    private final Channel channel;
    private final WebSocketProgram program;
    private WebSocketEvents events = NOBODY;
    private State state = State.OPEN;
    private int unanswered;
    private int code = BROKEN_OFF;
    private @Nullable Future<?> timer;

    WebSocketConnection(Channel channel, WebSocketProgram program) {
        this.channel = channel;
        this.program = program;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        schedulePing();
        events = program.opened(this);
    }

    @Override
    public String remote() {
        return Peers.address(channel.remoteAddress());
    }

    @Override
    public boolean isOpen() {
        return state == State.OPEN && channel.isActive();
    }

    @Override
    public void send(String message) {
        send(new TextWebSocketFrame(message));
    }

    @Override
    public void send(byte[] message) {
        send(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message)));
    }

    private void send(WebSocketFrame frame) {
        if (!isOpen()) {
            frame.release();
            return;
        }
        if (!channel.isWritable()) {
            frame.release();
            close(TRY_AGAIN_LATER, "too slow");
            return;
        }
        channel.writeAndFlush(frame, channel.voidPromise());
    }

    @Override
    public void close(int code, String reason) {
        if (!isOpen()) {
            return;
        }
        this.code = code;
        state = State.CLOSE_SENT;
        channel.writeAndFlush(new CloseWebSocketFrame(code, reason), channel.voidPromise());
        // A client that does not read keeps writability, and with it reading, off; its close frame must be heard.
        channel.config().setAutoRead(true);
        schedule(channel::close, CLOSE_SECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        unanswered = 0;
        if (frame instanceof CloseWebSocketFrame close) {
            closeReceived(close);
        } else if (state == State.OPEN) {
            received(frame);
        }
    }

    private void received(WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> events.text(text.text());
            case BinaryWebSocketFrame binary -> events.binary(ByteBufUtil.getBytes(binary.content()));
            // RFC 6455 §5.5.2: "Upon receipt of a Ping frame, an endpoint MUST send a Pong frame in response"
            case PingWebSocketFrame ping when channel.isWritable() -> channel.writeAndFlush(
                    new PongWebSocketFrame(ping.content().retain()), channel.voidPromise());
            default -> {
                // A pong, or a ping of a client that does not read: a sign of life, no more.
            }
        }
    }

    private void closeReceived(CloseWebSocketFrame close) {
        if (state == State.OPEN) {
            code = close.statusCode() < 0 ? NO_CODE : close.statusCode();
            state = State.CLOSE_SENT;
            // RFC 6455 §5.5.1: "If an endpoint receives a Close frame and did not previously send a Close frame,
            // the endpoint MUST send a Close frame in response. (When sending a Close frame in response, the
            // endpoint typically echos the status code it received.)"
            channel.writeAndFlush(close.statusCode() < 0
                    ? new CloseWebSocketFrame()
                    : new CloseWebSocketFrame(close.statusCode(), ""), channel.voidPromise());
            schedule(channel::close, CLOSE_SECONDS);
        }
        // RFC 6455 §7.1.1: "the server [...] MUST close the underlying TCP connection immediately"
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> channel.close());
    }

    private void schedulePing() {
        schedule(() -> {
            if (unanswered >= UNANSWERED_PINGS) {
                channel.close();
                return;
            }
            unanswered++;
            if (channel.isWritable()) {
                channel.writeAndFlush(new PingWebSocketFrame(Unpooled.EMPTY_BUFFER), channel.voidPromise());
            }
            schedulePing();
        }, PING_SECONDS);
    }

    private void schedule(Runnable what, int seconds) {
        if (timer != null) {
            timer.cancel(false);
        }
        timer = channel.eventLoop().schedule(what, seconds, TimeUnit.SECONDS);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (state == State.OPEN) {
            ctx.channel().config().setAutoRead(ctx.channel().isWritable());
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            if (timer != null) {
                timer.cancel(false);
            }
            events.closed(code);
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (cause) {
            case CorruptedWebSocketFrameException corrupted -> fail(corrupted.closeStatus());
            case TooLongFrameException _ -> fail(WebSocketCloseStatus.MESSAGE_TOO_BIG);
            default -> ctx.close();
        }
    }

    /// RFC 6455 §7.1.7: says why, and closes without waiting for an answer.
    private void fail(WebSocketCloseStatus status) {
        close(status.code(), "");
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> channel.close());
    }
}
