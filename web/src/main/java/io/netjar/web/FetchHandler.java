package io.netjar.web;

import io.netjar.wire.Endpoint;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The connection of one request: sends it, and hands the answer to its [Fetch].
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class FetchHandler extends SimpleChannelInboundHandler<HttpObject> {
    private final Fetch fetch;
    private final Endpoint remote;
    private @Nullable HttpResponse response;
    private boolean connected;
    private boolean over;
    private boolean following;
    private long bytes;

    FetchHandler(Fetch fetch, Endpoint remote) {
        this.fetch = fetch;
        this.remote = remote;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        connected = true;
        fetch.mark();
        URI url = fetch.url();
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
        var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target,
                Unpooled.EMPTY_BUFFER);
        // RFC 9110 §7.2: "A user agent that sends Host SHOULD send it as the first field in the header section"
        request.headers().set(HttpHeaderNames.HOST,
                url.getPort() < 0 || url.getPort() == 80
                        ? url.getHost()
                        : url.getHost() + ":" + url.getPort())
                .set(HttpHeaderNames.USER_AGENT, HttpClient.USER_AGENT).set(HttpHeaderNames.ACCEPT, "*/*");
        ctx.writeAndFlush(request, ctx.voidPromise());
        ctx.fireChannelActive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject message) {
        if (over) {
            return;
        }
        if (message.decoderResult().isFailure()) {
            fail(ctx, message.decoderResult().cause());
            return;
        }
        if (message instanceof HttpResponse head && head.status().code() >= 200) {
            begin(head);
        }
        HttpResponse current = response;
        if (message instanceof HttpContent content && current != null) {
            receive(ctx, current, content);
        }
    }

    private void begin(HttpResponse head) {
        response = head;
        fetch.mark();
        following = fetch.follows(head.status().code(), head.headers().get(HttpHeaderNames.LOCATION, ""));
        if (!following) {
            fetch.head(head.status().code(), headers(head));
        }
    }

    private void receive(ChannelHandlerContext ctx, HttpResponse current, HttpContent content) {
        byte[] piece = ByteBufUtil.getBytes(content.content());
        bytes += piece.length;
        if (piece.length > 0 && !following) {
            fetch.content(piece);
        }
        if (!(content instanceof LastHttpContent)) {
            return;
        }
        over = true;
        ctx.close();
        if (following) {
            fetch.redirect(current.headers().get(HttpHeaderNames.LOCATION, ""));
        } else {
            fetch.complete(remote, current.status().code(), current.status().reasonPhrase(),
                    headers(current), bytes);
        }
    }

    private static List<Map.Entry<String, String>> headers(HttpResponse response) {
        return List.copyOf(response.headers().entries());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(ctx, cause);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (connected) {
            fail(ctx, new PrematureChannelClosureException());
        }
        ctx.fireChannelInactive();
    }

    private void fail(ChannelHandlerContext ctx, Throwable cause) {
        if (over) {
            return;
        }
        over = true;
        ctx.close();
        Fetched.Cause why = switch (cause) {
            case ReadTimeoutException _ -> Fetched.Cause.TIMED_OUT;
            case PrematureChannelClosureException _ -> Fetched.Cause.BROKEN_OFF;
            case java.io.IOException e when String.valueOf(e.getMessage()).contains("timed out") ->
                Fetched.Cause.TIMED_OUT;
            case java.io.IOException _ -> Fetched.Cause.RESET;
            default -> Fetched.Cause.NOT_HTTP;
        };
        fetch.fail(why, switch (why) {
            case TIMED_OUT -> "no more bytes came from " + remote;
            case BROKEN_OFF -> remote + " closed the connection before the answer was complete";
            case RESET -> remote + " reset the connection";
            default -> remote + " does not speak HTTP";
        }, bytes);
    }
}
