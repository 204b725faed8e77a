package io.netjar.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;

/// Reads requests up to a CONNECT. What follows that is no HTTP: it stays undecoded, and comes out when the decoder is
/// taken from the pipeline.
final class RequestDecoder extends HttpRequestDecoder {
    /// RFC 9112 §3: "It is RECOMMENDED that all HTTP senders and recipients support, at a minimum, request-line lengths of
    /// 8000 octets." nginx and Apache take about as many.
    static final int MAX_LINE_BYTES = 8192;
    /// All header fields together: four times nginx's buffer for one, since browsers send large cookies.
    static final int MAX_HEADER_BYTES = 32_768;

    private boolean tunnel;
    /// Bytes came since the last message came out.
    private boolean amid;

    RequestDecoder() {
        super(new HttpDecoderConfig().setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES));
    }

    /// Whether something was begun and not ended: a head, where a request is awaited.
    boolean isAmid() {
        return amid;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (tunnel) {
            return;
        }
        int before = out.size();
        amid |= in.isReadable();
        super.decode(context, in, out);
        amid &= out.size() == before;
        for (int i = before; i < out.size(); i++) {
            tunnel |= out.get(i) instanceof HttpRequest request
                    && request.method().equals(HttpMethod.CONNECT);
        }
    }
}
