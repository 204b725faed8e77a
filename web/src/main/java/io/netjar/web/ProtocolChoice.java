package io.netjar.web;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.util.List;

/// Finds out which version of HTTP a client speaks, and has HTTP/2 take the place of HTTP/1.1 in the pipeline if that is it:
/// over TLS as was agreed on by ALPN (RFC 9113 §3.2), else by the client's first bytes (prior knowledge, RFC 9113 §3.3). The
/// upgrade from HTTP/1.1 that RFC 7540 had is not known here.
final class ProtocolChoice extends ByteToMessageDecoder {
    private static final ByteBuf PREFACE = Unpooled.unreleasableBuffer(Http2CodecUtil.connectionPrefaceBuf());

    private final Runnable http2;
    private final boolean secure;

    /// @param http2 puts HTTP/2 in the place of HTTP/1.1
    /// @param secure whether TLS is before this handler
    ProtocolChoice(Runnable http2, boolean secure) {
        this.http2 = http2;
        this.secure = secure;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
            String agreed = ctx.pipeline().get(SslHandler.class).engine().getApplicationProtocol();
            if (agreed.equals(ApplicationProtocolNames.HTTP_2)) {
                http2.run();
            }
            ctx.pipeline().remove(this);
        }
        super.userEventTriggered(ctx, event);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        int length = Math.min(in.readableBytes(), PREFACE.readableBytes());
        boolean same = !secure && ByteBufUtil.equals(in, in.readerIndex(), PREFACE, 0, length);
        if (same && length < PREFACE.readableBytes()) {
            return;
        }
        if (same) {
            http2.run();
        }
        ctx.pipeline().remove(this);
    }
}
