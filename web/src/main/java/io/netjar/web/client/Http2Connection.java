package io.netjar.web.client;

import io.netjar.wire.Endpoint;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

/// A connection that carries many requests at a time, each on a stream of its own. RFC 9113.
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class Http2Connection extends ChannelInboundHandlerAdapter implements ClientConnection {
    /// Requests sent at once before the server has said how many it takes. RFC 9113 §6.5.2 recommends no fewer.
    private static final int USUAL_STREAMS = 100;
    /// Content that the server may send ahead on one stream, and on all together, in bytes: as Chromium, whose windows are
    /// 6 MiB and 15 MiB.
    private static final int STREAM_WINDOW_BYTES = 6 << 20;
    private static final int CONNECTION_WINDOW_BYTES = 15 << 20;
    private static final int MAX_HEADERS_BYTES = 256 << 10;

    private final OriginPool pool;
    private final int id;
    private final Endpoint remote;
    private final Steps steps;
    private final Http2FrameCodec codec;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Throwable fault;
    private long streams = USUAL_STREAMS;
    private int active;
    private int sent;
    private boolean closing;

    Http2Connection(OriginPool pool, int id, Endpoint remote, Steps steps) {
        this.pool = pool;
        this.id = id;
        this.remote = remote;
        this.steps = steps;
        // RFC 9113 §8.4: "A client cannot push." It need not take pushes either, and says so.
        Http2Settings settings = new Http2Settings().pushEnabled(false).maxHeaderListSize(MAX_HEADERS_BYTES)
                .initialWindowSize(STREAM_WINDOW_BYTES);
        codec = Http2FrameCodecBuilder.forClient().initialSettings(settings).gracefulShutdownTimeoutMillis(0)
                .build();
    }

    /// Puts itself at the end of the pipeline of `channel`, which is connected, and opens the connection's window.
    void begin(Channel channel) {
        channel.pipeline().addLast(codec, new Http2MultiplexHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel pushed) {
                // Pushes are switched off: the codec takes one for an error.
                pushed.close();
            }
        }), this);
        try {
            codec.connection().local().flowController().incrementWindowSize(
                    codec.connection().connectionStream(),
                    CONNECTION_WINDOW_BYTES - Http2CodecUtil.DEFAULT_WINDOW_SIZE);
        } catch (Http2Exception e) {
            throw new IllegalStateException("the window of a new connection can grow", e);
        }
        channel.flush();
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
        return ApplicationProtocolNames.HTTP_2;
    }

    @Override
    public Steps steps() {
        return steps;
    }

    @Override
    public boolean hasRoom() {
        return !closing && active < streams;
    }

    @Override
    public boolean isBusy() {
        return active > 0;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void send(Exchange exchange) {
        ChannelHandlerContext out = context;
        if (!hasRoom() || out == null) {
            throw new IllegalStateException("as many requests are under way as the server takes");
        }
        active++;
        exchange.sent(this, sent++ > 0);
        new Http2StreamChannelBootstrap(out.channel()).handler(new Http2Stream(this, exchange)).open();
    }

    /// A stream is closed, and makes room.
    void ended() {
        active--;
        if (closing) {
            closeIfIdle();
        } else {
            pool.freed();
        }
    }

    /// A request came to nothing, and its stream is about to close.
    ///
    /// @param unserved whether the server has said that it did nothing about the request, so that it can be sent again
    void failed(Exchange exchange, Throwable thrown, boolean unserved) {
        Mishap why = Mishap.on(remote, fault == null ? thrown : fault, true);
        boolean cut = why.cause() == Fetched.Cause.BROKEN_OFF || why.cause() == Fetched.Cause.RESET;
        if ((unserved || closing && cut) && exchange.mayBeRetried()) {
            pool.retry(exchange);
        } else {
            exchange.fail(why);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (message instanceof Http2SettingsFrame frame) {
                Long most = frame.settings().maxConcurrentStreams();
                streams = most == null ? streams : most;
                pool.freed();
            } else if (message instanceof Http2GoAwayFrame) {
                // RFC 9113 §6.8: "Receivers of a GOAWAY frame MUST NOT open additional streams on the connection".
                leave();
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    /// Takes no more requests; those that are under way may end.
    private void leave() {
        if (!closing) {
            closing = true;
            pool.closed(this);
            closeIfIdle();
        }
    }

    private void closeIfIdle() {
        if (closing && active == 0) {
            close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fault = cause;
        closing = true;
        pool.closed(this);
        ctx.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        pool.closed(this);
        if (fault == null) {
            fault = new PrematureChannelClosureException();
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void close() {
        ChannelHandlerContext out = context;
        if (out != null) {
            closing = true;
            ChannelFuture _ = out.channel().close();
        }
    }
}
