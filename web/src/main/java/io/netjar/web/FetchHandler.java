package io.netjar.web;

import io.netjar.web.tls.BadCertificateException;
import io.netjar.wire.Endpoint;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The connection of one request: sends it, and hands the answer to its [Fetch].
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class FetchHandler extends SimpleChannelInboundHandler<HttpObject> {
    private final Fetch fetch;
    private final Endpoint remote;
    private @Nullable HttpResponse response;
    private boolean connected;
    private boolean asked;
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
        Optional<SslHandler> security = fetch.security(ctx.channel());
        if (security.isPresent()) {
            ctx.pipeline().addFirst(security.get());
        } else {
            ask(ctx);
        }
        ctx.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                ask(ctx);
            } else {
                fail(ctx, handshake.cause());
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    private void ask(ChannelHandlerContext ctx) {
        fetch.mark();
        asked = true;
        URI url = fetch.url();
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String target = url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
        var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, target,
                Unpooled.EMPTY_BUFFER);
        // RFC 9110 §7.2: "A user agent that sends Host SHOULD send it as the first field in the header section"
        request.headers().set(HttpHeaderNames.HOST,
                url.getPort() < 0 || url.getPort() == fetch.usualPort()
                        ? url.getHost()
                        : url.getHost() + ":" + url.getPort())
                .set(HttpHeaderNames.USER_AGENT, HttpClient.USER_AGENT).set(HttpHeaderNames.ACCEPT, "*/*");
        ctx.writeAndFlush(request, ctx.voidPromise());
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

    private void fail(ChannelHandlerContext ctx, Throwable thrown) {
        if (over) {
            return;
        }
        over = true;
        ctx.close();
        Throwable cause = thrown instanceof DecoderException
                && thrown.getCause() instanceof SSLException inner
                        ? inner
                        : thrown;
        Fetched.Cause why = why(cause);
        fetch.fail(why, switch (why) {
            case BAD_CERTIFICATE -> judgement(cause).map(Throwable::getMessage).orElse("");
            case TLS_FAILED -> cause instanceof NotSslRecordException
                    ? remote + " does not speak TLS"
                    : "TLS with " + remote + " failed: " + cause.getMessage();
            case TIMED_OUT -> "no more bytes came from " + remote;
            case BROKEN_OFF -> remote + " closed the connection before the answer was complete";
            case RESET -> remote + " reset the connection";
            default -> remote + " does not speak HTTP";
        }, bytes);
    }

    private Fetched.Cause why(Throwable cause) {
        return switch (cause) {
            case ReadTimeoutException _,SslHandshakeTimeoutException _ -> Fetched.Cause.TIMED_OUT;
            case PrematureChannelClosureException _,ClosedChannelException _ -> Fetched.Cause.BROKEN_OFF;
            case SSLException _ when judgement(cause).isPresent() -> Fetched.Cause.BAD_CERTIFICATE;
            case SSLException _ -> Fetched.Cause.TLS_FAILED;
            case IOException e when String.valueOf(e.getMessage()).contains("timed out") ->
                Fetched.Cause.TIMED_OUT;
            case IOException _ -> Fetched.Cause.RESET;
            default -> asked ? Fetched.Cause.NOT_HTTP : Fetched.Cause.TLS_FAILED;
        };
    }

    /// What was found of the server's certificate, if that is what a handshake failed by.
    private static Optional<Throwable> judgement(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof BadCertificateException) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
