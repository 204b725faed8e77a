package io.netjar.web;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.DecoderException;
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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The server's end of one WebSocket connection, after the handshake: control frames, the closing handshake, signs
/// of life. RFC 6455.
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class WebSocketConnection extends SimpleChannelInboundHandler<WebSocketFrame>
        implements
            WebSocketSession {
    /// Pings without a sign of life after which the client counts as gone.
    static final int UNANSWERED_PINGS = 2;
    /// How long a client may take to answer a close frame, in seconds.
    static final int CLOSE_SECONDS = 10;

    private static final int GOING_AWAY = 1001;
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
    private final WebSocketPolicy policy;
    private final FrameGate gate;
    private final Optional<String> subprotocol;
    private WebSocketEvents events = NOBODY;
    private State state = State.OPEN;
    private int unanswered;
    private int code = BROKEN_OFF;
    private long lastMessageNanos;
    private @Nullable Future<?> timer;
    private @Nullable Future<?> idleTimer;

    /// @param gate what lets frames in
    WebSocketConnection(Channel channel, WebSocketProgram program, FrameGate gate,
            Optional<String> subprotocol) {
        this.channel = channel;
        this.program = program;
        this.policy = program.policy();
        this.gate = gate;
        this.subprotocol = subprotocol;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        schedulePing();
        messagePassed();
        awaitMessage();
        events = program.opened(this);
        gate.begin();
    }

    @Override
    public String remote() {
        return Peers.address(channel.remoteAddress());
    }

    @Override
    public Optional<String> subprotocol() {
        return subprotocol;
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

    @Override
    public void send(SharedText message) {
        if (maySend()) {
            // Without extensions a frame is the same for all, so that it needs no encoder.
            channel.writeAndFlush(gate.isDeflating()
                    ? new TextWebSocketFrame(message.payload())
                    : message.frame(), channel.voidPromise());
        }
    }

    private void send(WebSocketFrame frame) {
        if (maySend()) {
            channel.writeAndFlush(frame, channel.voidPromise());
        } else {
            frame.release();
        }
    }

    /// Whether a message may go out now; if the client is too slow for it, this is the end.
    private boolean maySend() {
        if (!isOpen()) {
            return false;
        }
        if (!channel.isWritable()) {
            close(TRY_AGAIN_LATER, "too slow");
            return false;
        }
        messagePassed();
        return true;
    }

    @Override
    public void close(int code, String reason) {
        if (!isOpen()) {
            return;
        }
        this.code = code;
        state = State.CLOSE_SENT;
        channel.writeAndFlush(new CloseWebSocketFrame(code, reason), channel.voidPromise());
        gate.open();
        schedule(channel::close, Duration.ofSeconds(CLOSE_SECONDS));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            closeReceived(close);
        } else if (state == State.OPEN) {
            received(frame);
        }
    }

    /// Bytes came: the client lives, though a long frame may take minutes to be complete.
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        unanswered = 0;
        ctx.fireChannelReadComplete();
    }

    private void received(WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> {
                messagePassed();
                events.text(text.text());
            }
            case BinaryWebSocketFrame binary -> {
                messagePassed();
                events.binary(ByteBufUtil.getBytes(binary.content()));
            }
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
            gate.open();
            schedule(channel::close, Duration.ofSeconds(CLOSE_SECONDS));
        }
        // RFC 6455 §7.1.1: "the server [...] MUST close the underlying TCP connection immediately"
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> channel.close());
    }

    private void schedulePing() {
        if (policy.ping().isZero()) {
            return;
        }
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
        }, policy.ping());
    }

    private void schedule(Runnable what, Duration delay) {
        cancel(timer);
        timer = channel.eventLoop().schedule(what, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void cancel(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void messagePassed() {
        lastMessageNanos = channel.eventLoop().ticker().nanoTime();
    }

    private void awaitMessage() {
        if (policy.idle().isZero()) {
            return;
        }
        long silence = channel.eventLoop().ticker().nanoTime() - lastMessageNanos;
        long left = policy.idle().toNanos() - silence;
        if (left <= 0) {
            close(GOING_AWAY, "idle");
        } else {
            idleTimer = channel.eventLoop().schedule(this::awaitMessage, left, TimeUnit.NANOSECONDS);
        }
    }

    /// The client sends no more, and said so by TCP alone or with its close frame: there is nothing to wait for.
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> channel.close());
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (state != State.CLOSED) {
            state = State.CLOSED;
            cancel(timer);
            cancel(idleTimer);
            events.closed(code);
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (cause) {
            case CorruptedWebSocketFrameException corrupted -> fail(corrupted.closeStatus());
            case TooLongFrameException _ -> fail(WebSocketCloseStatus.MESSAGE_TOO_BIG);
            // What inflates to more than there is room for breaks by itself, what is not DEFLATE by another exception.
            case DecoderException inflated when inflated.getCause() == null ->
                fail(WebSocketCloseStatus.MESSAGE_TOO_BIG);
            case CodecException _ -> fail(WebSocketCloseStatus.INVALID_PAYLOAD_DATA);
            default -> ctx.close();
        }
    }

    /// RFC 6455 §7.1.7: says why, and closes without waiting for an answer.
    private void fail(WebSocketCloseStatus status) {
        close(status.code(), "");
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> channel.close());
    }
}
