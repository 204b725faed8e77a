package io.netjar.web;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One HTTP/1.1 connection at the server's end: requests one after the other, answers in their order (RFC 9112
/// §9.3.2), keep-alive, and no more reading while an answer is on its way or the road is full.
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class HttpConnection extends ChannelInboundHandlerAdapter {
    /// How long a connection that is to be closed still listens, so that unread bytes do not turn the end into a
    /// reset that destroys the last answer (RFC 9112 §9.6), in seconds.
    static final int LINGER_SECONDS = 5;

    private enum State {
        RECEIVING, ANSWERING, LINGERING
    }

    private final VirtualHosts hosts;
    private final WebClock clock;
    private final Access.Listener listener;
    private final RequestDeadline deadline;
    private final Deque<HttpObject> waiting = new ArrayDeque<>();
    private State state = State.RECEIVING;
    private @Nullable HttpRequest incoming;
    private long incomingBytes;
    private @Nullable Exchange exchange;
    private boolean inputEnded;

    /// An answer on its way.
    private record Exchange(@Nullable HttpRequest request, Answer answer, @Nullable BodySender sender,
            boolean last) {}

    HttpConnection(VirtualHosts hosts, WebClock clock, Access.Listener listener, RequestDeadline deadline) {
        this.hosts = hosts;
        this.clock = clock;
        this.listener = listener;
        this.deadline = deadline;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (state == State.LINGERING || !(message instanceof HttpObject object)) {
            ReferenceCountUtil.release(message);
            return;
        }
        waiting.add(object);
        proceed(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (state == State.ANSWERING) {
            stream(ctx);
        }
        proceed(ctx);
    }

    private void proceed(ChannelHandlerContext ctx) {
        while (state == State.RECEIVING && ctx.channel().isWritable()) {
            HttpObject next = waiting.poll();
            if (next == null) {
                break;
            }
            try {
                take(ctx, next);
            } finally {
                ReferenceCountUtil.release(next);
            }
        }
        if (ctx.isRemoved()) {
            return;
        }
        boolean idle = state == State.RECEIVING && waiting.isEmpty() && ctx.channel().isWritable();
        if (idle && inputEnded) {
            ctx.close();
        }
        ctx.channel().config().setAutoRead(idle || state == State.LINGERING);
    }

    private void take(ChannelHandlerContext ctx, HttpObject object) {
        if (object.decoderResult().isFailure()) {
            refuse(ctx, RequestRules.unreadable(object.decoderResult().cause()), null);
            return;
        }
        if (object instanceof HttpRequest request) {
            begin(ctx, request);
        }
        if (object instanceof HttpContent content) {
            incomingBytes += content.content().readableBytes();
            HttpRequest request = incoming;
            if (request == null) {
                return;
            }
            if (incomingBytes > RequestRules.MAX_CONTENT_BYTES) {
                refuse(ctx, RequestRules.CONTENT_TOO_LARGE, request);
            } else if (content instanceof LastHttpContent) {
                incoming = null;
                serve(ctx, request, !HttpUtil.isKeepAlive(request));
            }
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest request) {
        Optional<HttpResponseStatus> refusal = RequestRules.refusal(request);
        if (refusal.isPresent()) {
            refuse(ctx, refusal.get(), request);
        } else if (request.headers().contains(HttpHeaderNames.EXPECT)) {
            // RFC 9110 §10.1.1: an origin server "MUST send either a 100 (Continue) response [...] or a final
            // status code". No content is wanted here; whether it comes all the same is not known, so this is the
            // connection's last answer.
            serve(ctx, request, true);
        } else {
            incoming = request;
            incomingBytes = 0;
        }
    }

    private void refuse(ChannelHandlerContext ctx, HttpResponseStatus status, @Nullable HttpRequest request) {
        incoming = null;
        answer(ctx, request, Answer.page(status), true);
    }

    private void serve(ChannelHandlerContext ctx, HttpRequest request, boolean last) {
        boolean aboutServer = request.method().equals(HttpMethod.OPTIONS) && request.uri().equals("*");
        Optional<RequestTarget> target = RequestTarget.parse(aboutServer ? "/" : request.uri());
        if (!RequestRules.isKnown(request.method())) {
            answer(ctx, request, Answer.page(HttpResponseStatus.NOT_IMPLEMENTED), last);
            return;
        }
        Optional<String> authority = target.flatMap(t -> VirtualHosts.authority(request, t));
        if (target.isEmpty() || authority.isEmpty()) {
            answer(ctx, request, Answer.page(HttpResponseStatus.BAD_REQUEST), last);
            return;
        }
        Optional<Site> site = hosts.site(authority.get());
        if (site.isEmpty()) {
            // RFC 9110 §15.5.20: "the request was directed at a server that is unable or unwilling to produce an
            // authoritative response for the target URI"
            answer(ctx, request, Answer.page(HttpResponseStatus.MISDIRECTED_REQUEST), last);
            return;
        }
        Optional<WebSocketProgram> program = site.get().program(target.get().path());
        if (program.isPresent() && WebSocketHandshake.isAsked(request)) {
            upgrade(ctx, request, program.get(), last);
            return;
        }
        answer(ctx, request, site.get().answer(request.method(), target.get(), request.headers()), last);
    }

    private void upgrade(ChannelHandlerContext ctx, HttpRequest request, WebSocketProgram program,
            boolean last) {
        Optional<Answer> refusal = WebSocketHandshake.refusal(request);
        if (refusal.isPresent()) {
            answer(ctx, request, refusal.get(), last);
            return;
        }
        log(ctx, request, HttpResponseStatus.SWITCHING_PROTOCOLS.code(), 0);
        ctx.pipeline().remove(deadline);
        ctx.channel().config().setAutoRead(true);
        WebSocketHandshake.accept(ctx, request, program, clock.httpDate());
        ctx.pipeline().remove(this);
    }

    private void answer(ChannelHandlerContext ctx, @Nullable HttpRequest request, Answer answer,
            boolean last) {
        deadline.arrived();
        boolean silent = request != null && request.method().equals(HttpMethod.HEAD) || !answer.hasLength();
        BodySender sender = null;
        Answer said = answer;
        if (!silent) {
            try {
                sender = new BodySender(ctx, answer);
            } catch (IOException _) {
                // The file went away between looking and reading.
                said = Answer.bare(HttpResponseStatus.INTERNAL_SERVER_ERROR);
            }
        }
        exchange = new Exchange(request, said, sender, last);
        state = State.ANSWERING;
        ctx.write(new DefaultHttpResponse(HttpVersion.HTTP_1_1, said.status(), headers(request, said, last)),
                ctx.voidPromise());
        stream(ctx);
    }

    private HttpHeaders headers(@Nullable HttpRequest request, Answer answer, boolean last) {
        // RFC 9110 §6.6.1: "An origin server with a clock [...] MUST generate a Date header field in all 2xx
        // (Successful), 3xx (Redirection), and 4xx (Client Error) responses"
        HttpHeaders headers = new DefaultHttpHeaders().set(HttpHeaderNames.DATE, clock.httpDate())
                .set(HttpHeaderNames.SERVER, SiteServer.NAME).add(answer.headers());
        if (answer.hasLength()) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, answer.range().length());
        }
        if (last) {
            headers.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (request != null && request.protocolVersion().minorVersion() == 0) {
            headers.add(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        return headers;
    }

    private void stream(ChannelHandlerContext ctx) {
        Exchange current = exchange;
        if (current == null) {
            return;
        }
        BodySender sender = current.sender;
        try {
            if (sender == null) {
                ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT, ctx.voidPromise());
            } else if (!sender.send()) {
                return;
            }
            finish(ctx, current);
        } catch (IOException _) {
            // The length is promised and cannot be kept: the client must see that the answer broke off.
            ctx.close();
        }
    }

    private void finish(ChannelHandlerContext ctx, Exchange done) throws IOException {
        exchange = null;
        long sent = done.sender == null ? 0 : done.sender.sent();
        if (done.sender != null) {
            done.sender.close();
        }
        log(ctx, done.request, done.answer.status().code(), sent);
        if (done.last) {
            linger(ctx);
            return;
        }
        state = State.RECEIVING;
        if (waiting.isEmpty()) {
            deadline.await();
        }
    }

    private void linger(ChannelHandlerContext ctx) {
        state = State.LINGERING;
        releaseWaiting();
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(_ -> {
            if (ctx.channel() instanceof DuplexChannel duplex && !inputEnded && duplex.isActive()) {
                SslHandler tls = ctx.pipeline().get(SslHandler.class);
                if (tls != null) {
                    // RFC 8446 §6.1: "Each party MUST send a "close_notify" alert before closing its write side of the
                    // connection, unless it has already sent some error alert."
                    tls.closeOutbound();
                }
                duplex.shutdownOutput();
                ctx.executor().schedule(() -> ctx.close(), LINGER_SECONDS, TimeUnit.SECONDS);
            } else {
                ctx.close();
            }
        });
    }

    private void log(ChannelHandlerContext ctx, @Nullable HttpRequest request, int status, long bytes) {
        String remote = Peers.address(ctx.channel().remoteAddress());
        if (request == null) {
            listener.accessed(new Access(clock.nanos(), remote, "", "", status, bytes, "", ""));
            return;
        }
        HttpHeaders headers = request.headers();
        String line = request.method() + " " + request.uri() + " " + request.protocolVersion().text();
        listener.accessed(new Access(clock.nanos(), remote,
                VirtualHosts.canonical(headers.get(HttpHeaderNames.HOST, "")), line, status, bytes,
                headers.get(HttpHeaderNames.REFERER, ""), headers.get(HttpHeaderNames.USER_AGENT, "")));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == RequestDeadline.Missed.IDLE) {
            ctx.close();
        } else if (event == RequestDeadline.Missed.REQUEST && state == State.RECEIVING) {
            // RFC 9110 §15.5.9: "the server did not receive a complete request message within the time that it was
            // prepared to wait"
            refuse(ctx, HttpResponseStatus.REQUEST_TIMEOUT, null);
            proceed(ctx);
        } else if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (state == State.LINGERING) {
                ctx.close();
            }
            proceed(ctx);
        } else {
            ctx.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws IOException {
        deadline.arrived();
        releaseWaiting();
        Exchange broken = exchange;
        exchange = null;
        if (broken != null && broken.sender != null) {
            broken.sender.close();
            log(ctx, broken.request, broken.answer.status().code(), broken.sender.sent());
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        releaseWaiting();
    }

    private void releaseWaiting() {
        for (HttpObject left = waiting.poll(); left != null; left = waiting.poll()) {
            ReferenceCountUtil.release(left);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
