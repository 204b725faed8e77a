package io.netjar.web;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One request of an HTTP/2 connection and its answer, at the server's end. Its channel takes content as the client's windows
/// and the road allow. RFC 9113 §8.1.
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http2ServerStream extends ChannelInboundHandlerAdapter {
    private enum State {
        RECEIVING, ANSWERING, ANSWERED
    }

    private final OriginServer origin;
    private final Http2ServerConnection connection;
    private State state = State.RECEIVING;
    private @Nullable Request request;
    private @Nullable Exchange exchange;
    private @Nullable Future<?> timer;
    /// Whether the client has ended its request.
    private boolean complete;
    /// Whether the answer began before.
    private boolean early;
    private long contentBytes;

    Http2ServerStream(OriginServer origin, Http2ServerConnection connection) {
        this.origin = origin;
        this.connection = connection;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        connection.opened();
        ctx.channel().closeFuture().addListener(_ -> connection.closed());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof Http2HeadersFrame frame) {
                complete = frame.isEndStream();
                if (state == State.RECEIVING) {
                    headers(ctx, frame.headers());
                }
            } else if (message instanceof Http2DataFrame frame) {
                complete = frame.isEndStream();
                contentBytes += frame.content().readableBytes();
                if (state == State.RECEIVING) {
                    received(ctx);
                }
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void headers(ChannelHandlerContext ctx, Http2Headers fields) {
        if (request != null) {
            // RFC 9113 §8.3: "Pseudo-header fields MUST NOT appear in a trailer section." What else they say is not of interest
            // here.
            if (fields.names().stream().anyMatch(Http2Headers.PseudoHeaderName::hasPseudoHeaderFormat)) {
                reset(ctx, Http2Error.PROTOCOL_ERROR);
            } else {
                received(ctx);
            }
            return;
        }
        Optional<Request> asked = Http2Requests.read(fields);
        if (asked.isEmpty()) {
            // RFC 9113 §8.1.1: "Malformed requests or responses that are detected MUST be treated as a stream error (Section
            // 5.4.2) of type PROTOCOL_ERROR."
            reset(ctx, Http2Error.PROTOCOL_ERROR);
            return;
        }
        begin(ctx, asked.get());
    }

    private void begin(ChannelHandlerContext ctx, Request asked) {
        request = asked;
        Optional<HttpResponseStatus> refusal = RequestRules.refusal(asked);
        if (refusal.isPresent()) {
            answer(ctx, Answer.page(refusal.get()));
        } else if (complete || asked.method().equals(HttpMethod.CONNECT)
                || asked.headers().contains(HttpHeaderNames.EXPECT)) {
            serve(ctx, asked);
        } else {
            arm(ctx, () -> answer(ctx, Answer.page(HttpResponseStatus.REQUEST_TIMEOUT)),
                    RequestDeadline.REQUEST_SECONDS);
        }
    }

    private void received(ChannelHandlerContext ctx) {
        Request asked = request;
        if (asked == null) {
            return;
        }
        if (contentBytes > RequestRules.MAX_CONTENT_BYTES) {
            answer(ctx, Answer.page(RequestRules.CONTENT_TOO_LARGE));
        } else if (complete) {
            serve(ctx, asked);
        }
    }

    private void serve(ChannelHandlerContext ctx, Request asked) {
        switch (origin.serve(asked)) {
            // RFC 9113 §8.6: there is no 101 (Switching Protocols) in HTTP/2, so an upgrade, as 426 asks for, is of no use.
            case OriginServer.Outcome.Answered(Answer answer) -> answer(ctx,
                    answer.status().equals(HttpResponseStatus.UPGRADE_REQUIRED)
                            ? Answer.page(HttpResponseStatus.BAD_REQUEST)
                            : answer);
            case OriginServer.Outcome.Socket(WebSocketProgram program) -> {
                Optional<Answer> refusal = complete
                        ? Optional.of(Answer.page(HttpResponseStatus.BAD_REQUEST))
                        : WebSocketHandshake.refusal(asked);
                if (refusal.isPresent()) {
                    answer(ctx, refusal.get());
                } else {
                    open(ctx, asked, program);
                }
            }
        }
    }

    private void open(ChannelHandlerContext ctx, Request asked, WebSocketProgram program) {
        state = State.ANSWERED;
        origin.log(ctx.channel().remoteAddress(), asked, HttpResponseStatus.OK.code(), 0);
        WebSocketHandshake.accept(ctx, asked, program, origin.identity());
        ctx.pipeline().remove(this);
    }

    private void answer(ChannelHandlerContext ctx, Answer answer) {
        early = !complete;
        Exchange begun = Exchange.begin(origin, ctx, request, answer,
                (piece, last) -> new DefaultHttp2DataFrame(piece, last && !early));
        exchange = begun;
        state = State.ANSWERING;
        cancelTimer();
        HttpHeaders headers = begun.headers();
        ctx.write(new DefaultHttp2HeadersFrame(Http2Requests.head(begun.status(), headers),
                !begun.hasContent() && !early), ctx.voidPromise());
        stream(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (state == State.ANSWERING) {
            stream(ctx);
        }
    }

    private void stream(ChannelHandlerContext ctx) {
        Exchange current = exchange;
        if (current == null) {
            return;
        }
        try {
            if (!current.send()) {
                arm(ctx, () -> reset(ctx, Http2Error.CANCEL), RequestDeadline.SENDING_SECONDS);
                return;
            }
        } catch (IOException _) {
            // The length is promised and cannot be kept: the client must see that the answer broke off.
            reset(ctx, Http2Error.INTERNAL_ERROR);
            return;
        }
        cancelTimer();
        state = State.ANSWERED;
        exchange = null;
        current.end();
        if (early) {
            endEarly(ctx);
        } else {
            ctx.flush();
        }
    }

    /// RFC 9113 §8.1: "the server MAY request that the client abort transmission of a request without error by sending a RST_STREAM
    /// with an error code of NO_ERROR after sending a complete response".
    private void endEarly(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(new DefaultHttp2DataFrame(true)).addListener(sent -> {
            if (sent.isSuccess() && !complete) {
                reset(ctx, Http2Error.NO_ERROR);
            }
        });
    }

    private void reset(ChannelHandlerContext ctx, Http2Error error) {
        state = State.ANSWERED;
        ctx.writeAndFlush(new DefaultHttp2ResetFrame(error), ctx.voidPromise());
    }

    private void arm(ChannelHandlerContext ctx, Runnable what, int seconds) {
        cancelTimer();
        timer = ctx.executor().schedule(what, seconds, TimeUnit.SECONDS);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cancelTimer();
        state = State.ANSWERED;
        Exchange broken = exchange;
        exchange = null;
        if (broken != null) {
            broken.end();
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof Http2Exception) {
            // The channel resets its stream with the error that this is.
            ctx.fireExceptionCaught(cause);
        } else {
            ctx.close();
        }
    }
}
