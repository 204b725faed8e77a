package io.netjar.web.client;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One request of an HTTP/2 connection and its answer, at the client's end. RFC 9113 §8.1.
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http2Stream extends SimpleChannelInboundHandler<Http2StreamFrame> {
    private static final int FIRST_FINAL_STATUS = 200;

    private final Http2Connection connection;
    private final Exchange exchange;
    private boolean answering;
    private boolean over;
    private boolean unserved;

    Http2Stream(Http2Connection connection, Exchange exchange) {
        this.connection = connection;
        this.exchange = exchange;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        Origin origin = exchange.origin();
        Http2Headers headers = new DefaultHttp2Headers().method(exchange.request().method())
                .scheme(origin.secure() ? "https" : "http").authority(origin.authority())
                .path(exchange.request().target());
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (Map.Entry<String, String> field : exchange.fields()) {
            // RFC 9113 §8.2: names are in lower case; §8.3.1: the authority stands for Host.
            String name = field.getKey().toLowerCase(Locale.ROOT);
            if (name.equals("host")) {
                headers.authority(field.getValue());
            } else {
                fields.add(Map.entry(name, field.getValue()));
                headers.add(name, field.getValue());
            }
        }
        exchange.told(fields);
        byte[] content = exchange.request().content();
        ctx.write(new DefaultHttp2HeadersFrame(headers, content.length == 0), ctx.voidPromise());
        if (content.length > 0) {
            ctx.write(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(content), true), ctx.voidPromise());
        }
        ctx.flush();
        ctx.fireChannelActive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, Http2StreamFrame frame) {
        if (over) {
            return;
        }
        if (frame instanceof Http2HeadersFrame head) {
            if (!answering) {
                begin(ctx, head.headers());
            }
            endIf(head.isEndStream());
        } else if (frame instanceof Http2DataFrame data) {
            if (!answering) {
                // RFC 9113 §8.1: DATA frames come after the HEADERS of a final answer.
                fail(ctx, new Http2Exception(Http2Error.PROTOCOL_ERROR));
                return;
            }
            if (data.content().isReadable()) {
                exchange.content(ByteBufUtil.getBytes(data.content()));
            }
            endIf(data.isEndStream());
        }
    }

    private void begin(ChannelHandlerContext ctx, Http2Headers fields) {
        int status = fields.status() == null
                ? 0
                : fields.getInt(Http2Headers.PseudoHeaderName.STATUS.value(), 0);
        if (status < 100 || status > 999) {
            fail(ctx, new Http2Exception(Http2Error.PROTOCOL_ERROR));
            return;
        }
        if (status < FIRST_FINAL_STATUS) {
            return;
        }
        answering = true;
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (Map.Entry<CharSequence, CharSequence> field : fields) {
            if (field.getKey().charAt(0) != ':') {
                headers.add(Map.entry(field.getKey().toString(), field.getValue().toString()));
            }
        }
        // RFC 9113 §8.3.2: there is no reason phrase in HTTP/2.
        exchange.head(status, "", headers);
    }

    private void endIf(boolean last) {
        if (last && !over) {
            over = true;
            exchange.complete();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof Http2ResetFrame reset) {
            // RFC 9113 §8.7: REFUSED_STREAM says that the stream was closed "prior to any processing having occurred", and so
            // does GOAWAY of the streams after the last one it names.
            unserved = reset.errorCode() == Http2Error.REFUSED_STREAM.code();
            fail(ctx, new SocketException("stream reset"));
        } else if (event instanceof Http2GoAwayFrame) {
            unserved = true;
            ReferenceCountUtil.release(event);
            fail(ctx, new PrematureChannelClosureException());
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx, cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail(ctx, new PrematureChannelClosureException());
        connection.ended();
        ctx.fireChannelInactive();
    }

    private void fail(ChannelHandlerContext ctx, Throwable cause) {
        if (!over) {
            over = true;
            ctx.close();
            connection.failed(exchange, cause, unserved);
        }
    }
}
