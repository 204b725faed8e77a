package io.netjar.web;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtension;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Where a client's frames come in, as they were on the wire: no more of them than the client takes answers. While it
/// takes none, nothing is read, and the frames of the last read wait here, before anything is inflated, so that what
/// a client makes a server hold stays small.
final class FrameGate extends ChannelInboundHandlerAdapter {
    private final ArrayDeque<Object> waiting = new ArrayDeque<>();
    private final boolean deflate;
    private @Nullable ChannelHandlerContext context;
    private boolean begun;
    private boolean passing;
    private boolean open;
    private boolean inputEnded;

    /// @param deflate whether messages may be compressed
    FrameGate(boolean deflate) {
        this.deflate = deflate;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    /// Whether messages may be compressed.
    boolean isDeflating() {
        return deflate;
    }

    /// Lets frames in: there is somebody now who takes them.
    void begin() {
        begun = true;
        proceed();
    }

    /// Lets everything in from now on, whether the client reads or not: its close frame is awaited.
    void open() {
        open = true;
        proceed();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        waiting.add(message);
        proceed();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        proceed();
        ctx.fireChannelWritabilityChanged();
    }

    private void proceed() {
        ChannelHandlerContext ctx = context;
        if (passing || ctx == null) {
            return;
        }
        passing = true;
        while (!waiting.isEmpty() && mayPass(ctx)) {
            pass(ctx, waiting.remove());
        }
        passing = false;
        ctx.channel().config().setAutoRead(mayPass(ctx));
        if (inputEnded && waiting.isEmpty()) {
            inputEnded = false;
            ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        }
    }

    private boolean mayPass(ChannelHandlerContext ctx) {
        return begun && (open || ctx.channel().isWritable());
    }

    private void pass(ChannelHandlerContext ctx, Object message) {
        if (message instanceof WebSocketFrame frame && !isRsvAllowed(frame)) {
            frame.release();
            ctx.fireExceptionCaught(new CorruptedWebSocketFrameException(
                    WebSocketCloseStatus.PROTOCOL_ERROR, "a reserved bit without a meaning"));
            return;
        }
        ctx.fireChannelRead(message);
    }

    private boolean isRsvAllowed(WebSocketFrame frame) {
        // RFC 6455 §5.2: "If a nonzero value is received and none of the negotiated extensions defines the meaning of such a
        // nonzero value, the receiving endpoint MUST _Fail the WebSocket Connection_." RFC 7692 §6 gives one to RSV1 of the
        // first frame of a message.
        boolean first = frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame;
        return frame.rsv() == 0 || deflate && first && frame.rsv() == WebSocketExtension.RSV1;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE) {
            inputEnded = true;
            proceed();
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        context = null;
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
    }
}
