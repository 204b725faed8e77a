package io.netjar.web.client;

import io.netjar.wire.Endpoint;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The client's end of one WebSocket, after the handshake. On the engine's thread only. RFC 6455.
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
public final class ClientWebSocket extends SimpleChannelInboundHandler<WebSocketFrame> {
    /// How long a server may take to close the connection when both close frames were sent, as Chromium waits.
    private static final int CLOSE_SECONDS = 10;
    private static final int NO_CODE = 1005;
    private static final int BROKEN_OFF = 1006;

    private enum State {
        JOINING, OPEN, CLOSE_SENT, OVER
    }

    private final Channel channel;
    private final Endpoint remote;
    private final WebSocketListener listener;
    private State state = State.JOINING;
    private int code = BROKEN_OFF;
    private String reason = "";
    private String subprotocol = "";
    private boolean isDeflating;

    ClientWebSocket(Channel channel, Endpoint remote, WebSocketListener listener) {
        this.channel = channel;
        this.remote = remote;
        this.listener = listener;
    }

    /// What the handshake came to.
    void agreed(String chosenSubprotocol, boolean deflate) {
        subprotocol = chosenSubprotocol;
        isDeflating = deflate;
    }

    void begin() {
        state = State.OPEN;
        listener.opened(this);
    }

    void fail(String message) {
        if (state == State.JOINING) {
            state = State.OVER;
            listener.failed(message);
        }
    }

    /// The server's address and port.
    public Endpoint remote() {
        return remote;
    }

    /// The subprotocol that the server chose of those it was offered.
    public Optional<String> subprotocol() {
        return Optional.of(subprotocol).filter(name -> !name.isEmpty());
    }

    /// Whether messages are compressed. RFC 7692.
    public boolean isDeflating() {
        return isDeflating;
    }

    /// Whether messages may be sent: no close frame was sent or received.
    public boolean isOpen() {
        return state == State.OPEN && channel.isActive();
    }

    /// Sends a text message; does nothing when it is not open. What the server does not take waits in memory.
    public void send(String message) {
        write(new TextWebSocketFrame(message));
    }

    /// Sends a binary message, as [#send(String)] does.
    public void send(byte[] message) {
        write(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(message)));
    }

    /// Asks for a pong with the same bytes, at most 125. RFC 6455 §5.5.2.
    public void ping(byte[] payload) {
        write(new PingWebSocketFrame(Unpooled.wrappedBuffer(payload)));
    }

    private void write(WebSocketFrame frame) {
        if (isOpen()) {
            channel.writeAndFlush(frame, channel.voidPromise());
        } else {
            frame.release();
        }
    }

    /// Begins the closing handshake (RFC 6455 §7.1.2); a server that does not answer in 10 s is cut off.
    ///
    /// @param status 1000, or 3000 to 4999
    /// @param why at most 123 bytes of UTF-8, may be empty
    public void close(int status, String why) {
        if (isOpen()) {
            closing(status, why);
            channel.writeAndFlush(new CloseWebSocketFrame(status, why), channel.voidPromise());
        }
    }

    private void closing(int status, String why) {
        state = State.CLOSE_SENT;
        code = status;
        reason = why;
        channel.eventLoop().schedule(() -> channel.close(), CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            closed(close);
        } else if (state == State.OPEN || state == State.CLOSE_SENT) {
            received(frame);
        }
    }

    private void received(WebSocketFrame frame) {
        switch (frame) {
            case TextWebSocketFrame text -> listener.text(text.text());
            case BinaryWebSocketFrame binary -> listener.binary(ByteBufUtil.getBytes(binary.content()));
            // RFC 6455 §5.5.2: "Upon receipt of a Ping frame, an endpoint MUST send a Pong frame in response, unless it
            // already received a Close frame."
            case PingWebSocketFrame ping -> channel.writeAndFlush(
                    new PongWebSocketFrame(ping.content().retain()), channel.voidPromise());
            case PongWebSocketFrame pong -> listener.pong(ByteBufUtil.getBytes(pong.content()));
            default -> {
                // Pieces of messages are put together before they come here.
            }
        }
    }

    // RFC 6455 §7.1.1: the server closes the connection first; the client waits for it.
    private void closed(CloseWebSocketFrame close) {
        if (state != State.OPEN) {
            return;
        }
        closing(close.statusCode() < 0 ? NO_CODE : close.statusCode(), close.reasonText());
        channel.writeAndFlush(close.statusCode() < 0
                ? new CloseWebSocketFrame()
                : new CloseWebSocketFrame(close.statusCode(), ""), channel.voidPromise());
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (state == State.OPEN || state == State.CLOSE_SENT) {
            state = State.OVER;
            listener.closed(code, reason);
        }
        ctx.fireChannelInactive();
    }

    /// RFC 6455 §7.1.7: says why, and closes without waiting for an answer.
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        WebSocketCloseStatus status = switch (cause) {
            case CorruptedWebSocketFrameException corrupted -> corrupted.closeStatus();
            case TooLongFrameException _ -> WebSocketCloseStatus.MESSAGE_TOO_BIG;
            case CodecException _ -> WebSocketCloseStatus.INVALID_PAYLOAD_DATA;
            default -> null;
        };
        if (status != null && isOpen()) {
            closing(status.code(), status.reasonText());
            channel.writeAndFlush(new CloseWebSocketFrame(status.code(), ""))
                    .addListener(_ -> channel.close());
        } else {
            ctx.close();
        }
    }
}
