package io.netjar.web.client;

import io.netjar.wire.Endpoint;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A connection that carries one request after the other. RFC 9112 §9.3.
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http1Connection extends SimpleChannelInboundHandler<HttpObject> implements ClientConnection {
    private final OriginPool pool;
    private final int id;
    private final Endpoint remote;
    private final Steps steps;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Exchange current;
    private boolean answering;
    private boolean lasting;
    private boolean closing;
    private int sent;

    Http1Connection(OriginPool pool, int id, Endpoint remote, Steps steps) {
        this.pool = pool;
        this.id = id;
        this.remote = remote;
        this.steps = steps;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public Endpoint remote() {
        return remote;
    }

    @Override
    public String protocol() {
        return "http/1.1";
    }

    @Override
    public Steps steps() {
        return steps;
    }

    @Override
    public boolean hasRoom() {
        return current == null && !closing;
    }

    @Override
    public boolean isBusy() {
        return current != null;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void send(Exchange exchange) {
        ChannelHandlerContext out = context;
        if (!hasRoom() || out == null) {
            throw new IllegalStateException("a request is under way");
        }
        current = exchange;
        answering = false;
        exchange.sent(this, sent++ > 0);
        var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(exchange.request().method()), exchange.request().target(),
                Unpooled.wrappedBuffer(exchange.request().content()));
        HttpHeaders headers = request.headers();
        List<Map.Entry<String, String>> fields = exchange.fields();
        // RFC 9110 §7.2: "A user agent that sends Host SHOULD send it as the first field in the header section"
        if (fields.stream().noneMatch(field -> field.getKey().equalsIgnoreCase("Host"))) {
            fields.addFirst(Map.entry("Host", exchange.origin().authority()));
        }
        fields.forEach(field -> headers.add(field.getKey(), field.getValue()));
        exchange.told(fields);
        out.writeAndFlush(request, out.voidPromise());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        Exchange exchange = current;
        if (exchange == null) {
            // RFC 9112 §9.5 lets a server close at any time; bytes that answer no request mean the same.
            end(ctx, new PrematureChannelClosureException());
            return;
        }
        if (message.decoderResult().isFailure()) {
            end(ctx, message.decoderResult().cause());
            return;
        }
        if (message instanceof HttpResponse head && head.status().code() >= 200) {
            answering = true;
            lasting = HttpUtil.isKeepAlive(head)
                    && (HttpUtil.isContentLengthSet(head) || HttpUtil.isTransferEncodingChunked(head)
                            || head.status().code() == 204 || head.status().code() == 304);
            exchange.head(head.status().code(), head.status().reasonPhrase(),
                    List.copyOf(head.headers().entries()));
        }
        if (message instanceof HttpContent content && answering) {
            receive(ctx, exchange, content);
        }
    }

    private void receive(ChannelHandlerContext ctx, Exchange exchange, HttpContent content) {
        if (content.content().isReadable()) {
            exchange.content(ByteBufUtil.getBytes(content.content()));
        }
        if (!(content instanceof LastHttpContent)) {
            return;
        }
        current = null;
        if (!lasting && !closing) {
            closing = true;
            ctx.close();
        }
        exchange.complete();
        pool.freed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        end(ctx, cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(ctx, new PrematureChannelClosureException());
        ctx.fireChannelInactive();
    }

    private void end(ChannelHandlerContext ctx, Throwable thrown) {
        closing = true;
        ctx.close();
        Exchange exchange = current;
        current = null;
        pool.closed(this);
        if (exchange == null) {
            return;
        }
        Mishap why = Mishap.on(remote, thrown, true);
        boolean cut = why.cause() == Fetched.Cause.BROKEN_OFF || why.cause() == Fetched.Cause.RESET;
        if (cut && exchange.mayBeRetried()) {
            pool.retry(exchange);
        } else {
            exchange.fail(why);
        }
    }

    @Override
    public void close() {
        ChannelHandlerContext out = context;
        if (out != null) {
            closing = true;
            out.close();
        }
    }
}
