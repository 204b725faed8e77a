package io.netjar.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;

/// Looks at a client's frames before anything is done about them: counts them, breaks off with those who send too many that
/// bring nothing, and knows the streams that are no more.
final class FrameGuard extends Http2FrameListenerDecorator {
    private final FrameBudget budget;
    private final StreamHistory history;

    FrameGuard(Http2FrameListener next, FrameBudget budget, StreamHistory history) {
        super(next);
        this.budget = budget;
        this.history = history;
    }

    private void idleFrame(ChannelHandlerContext ctx) throws Http2Exception {
        if (!budget.idleFrame(ctx.channel().eventLoop().ticker().nanoTime())) {
            throw tooMuch("frames that bring nothing");
        }
    }

    /// RFC 9113 §7: ENHANCE_YOUR_CALM says that the other end behaves in a way that could be too much to bear.
    static Http2Exception tooMuch(String what) {
        return new Http2Exception(Http2Error.ENHANCE_YOUR_CALM, "too many " + what,
                Http2Exception.ShutdownHint.HARD_SHUTDOWN);
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int stream, ByteBuf data, int padding, boolean last)
            throws Http2Exception {
        if (!data.isReadable() && !last) {
            idleFrame(ctx);
        }
        if (last) {
            history.ended(stream);
        }
        return super.onDataRead(ctx, stream, data, padding, last);
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext ctx, int stream, Http2Headers headers, int padding,
            boolean last) throws Http2Exception {
        headersRead(stream, last);
        super.onHeadersRead(ctx, stream, headers, padding, last);
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext ctx, int stream, Http2Headers headers, int parent,
            short weight, boolean exclusive, int padding, boolean last) throws Http2Exception {
        headersRead(stream, last);
        super.onHeadersRead(ctx, stream, headers, parent, weight, exclusive, padding, last);
    }

    private void headersRead(int stream, boolean last) throws Http2Exception {
        switch (history.headers(stream, last)) {
            case WELCOME -> {
                // The codec sees to it.
            }
            // RFC 9113 §5.1: "An endpoint that receives any frames after receiving a frame with the END_STREAM flag set MUST
            // treat that as a connection error (Section 5.4.1) of type STREAM_CLOSED"
            case AFTER_THE_END -> throw new Http2Exception(Http2Error.STREAM_CLOSED,
                    "HEADERS on stream " + stream + ", which the client has ended");
            // RFC 9113 §5.1.1: "An endpoint that receives an unexpected stream identifier MUST respond with a connection error
            // (Section 5.4.1) of type PROTOCOL_ERROR."
            case PASSED_OVER -> throw new Http2Exception(Http2Error.PROTOCOL_ERROR,
                    "stream " + stream + " was passed over");
        }
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext ctx, int stream, long error) throws Http2Exception {
        if (!budget.reset(ctx.channel().eventLoop().ticker().nanoTime())) {
            throw tooMuch("streams reset");
        }
        super.onRstStreamRead(ctx, stream, error);
    }

    @Override
    public void onPriorityRead(ChannelHandlerContext ctx, int stream, int parent, short weight,
            boolean exclusive) throws Http2Exception {
        idleFrame(ctx);
        super.onPriorityRead(ctx, stream, parent, weight, exclusive);
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext ctx) throws Http2Exception {
        idleFrame(ctx);
        super.onSettingsAckRead(ctx);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings) throws Http2Exception {
        idleFrame(ctx);
        super.onSettingsRead(ctx, settings);
    }

    @Override
    public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
        idleFrame(ctx);
        super.onPingRead(ctx, data);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
        idleFrame(ctx);
        super.onPingAckRead(ctx, data);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext ctx, int stream, int increment)
            throws Http2Exception {
        idleFrame(ctx);
        super.onWindowUpdateRead(ctx, stream, increment);
    }

    @Override
    public void onUnknownFrame(ChannelHandlerContext ctx, byte type, int stream, Http2Flags flags,
            ByteBuf payload) throws Http2Exception {
        idleFrame(ctx);
        super.onUnknownFrame(ctx, type, stream, flags, payload);
    }
}
