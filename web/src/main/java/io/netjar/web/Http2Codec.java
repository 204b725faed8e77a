package io.netjar.web;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DecoratingHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2LifecycleManager;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import org.jspecify.annotations.Nullable;

/// Makes what turns bytes into HTTP/2 frames and back, at the server's end: Netty's codec with limits that go by the engine's
/// clock, where Netty's own go by the machine's.
///
/// Streams share the connection evenly: RFC 9113 §5.3.2 has given up the priorities of RFC 7540, and they are ignored.
final class Http2Codec {
    /// Streams that a client may have open at once. RFC 9113 §6.5.2: "It is recommended that this value be no smaller than 100"
    static final int MAX_STREAMS = 100;
    /// Content that a client may send ahead on all streams together, in bytes: one whose program does not read at present
    /// must not stop the others.
    static final int CONNECTION_WINDOW_BYTES = 1 << 20;
    /// CONTINUATION frames of a header section that are not full (CVE-2024-27316). The section's length is limited besides.
    private static final int MAX_SMALL_CONTINUATIONS = 16;

    private Http2Codec() {}

    /// The codec of one connection that was accepted.
    ///
    /// @param nanos the present
    static Http2FrameCodec server(long nanos) {
        var budget = new FrameBudget(nanos);
        var connection = new DefaultHttp2Connection(true);
        connection.remote().flowController(new DefaultHttp2RemoteFlowController(connection,
                new UniformStreamByteDistributor(connection)));
        var encoder = new Encoder(
                new DefaultHttp2ConnectionEncoder(connection, new DefaultHttp2FrameWriter()), budget);
        var headers = new DefaultHttp2HeadersDecoder(true, RequestDecoder.MAX_HEADERS_BYTES);
        var reader = new Reader(new DefaultHttp2FrameReader(headers, MAX_SMALL_CONTINUATIONS), budget);
        var decoder = new DefaultHttp2ConnectionDecoder(connection, encoder, reader,
                Http2PromisedRequestVerifier.ALWAYS_VERIFY, true, true, true);
        return new Builder().of(decoder, encoder,
                new Http2Settings().maxConcurrentStreams(MAX_STREAMS)
                        .maxHeaderListSize(RequestDecoder.MAX_HEADERS_BYTES).connectProtocolEnabled(true));
    }

    /// Opens the connection's own window, once the codec stands in a pipeline; a stream's is what RFC 9113 §6.9.2 begins with.
    static void openWindow(Http2Connection connection) {
        try {
            connection.local().flowController().incrementWindowSize(connection.connectionStream(),
                    CONNECTION_WINDOW_BYTES - Http2CodecUtil.DEFAULT_WINDOW_SIZE);
        } catch (Http2Exception e) {
            throw new IllegalStateException("the window of a new connection can grow", e);
        }
    }

    /// Reaches the one constructor of Netty's that takes parts.
    private static final class Builder extends Http2FrameCodecBuilder {
        Http2FrameCodec of(Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder,
                Http2Settings settings) {
            return build(decoder, encoder, settings);
        }
    }

    /// Has each frame counted as it is read.
    private static final class Reader implements Http2FrameReader {
        private final Http2FrameReader reader;
        private final FrameBudget budget;
        private final StreamHistory history = new StreamHistory();
        private @Nullable Http2FrameListener listener;
        private @Nullable FrameGuard guard;

        Reader(Http2FrameReader reader, FrameBudget budget) {
            this.reader = reader;
            this.budget = budget;
        }

        @Override
        public void readFrame(ChannelHandlerContext ctx, ByteBuf input, Http2FrameListener next)
                throws Http2Exception {
            FrameGuard first = guard;
            if (first == null || !next.equals(listener)) {
                first = new FrameGuard(next, budget, history);
                guard = first;
                listener = next;
            }
            reader.readFrame(ctx, input, first);
        }

        @Override
        public Configuration configuration() {
            return reader.configuration();
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    /// Counts what is sent: content earns, resets cost.
    private static final class Encoder extends DecoratingHttp2ConnectionEncoder {
        private final FrameBudget budget;
        private @Nullable Http2LifecycleManager manager;

        Encoder(Http2ConnectionEncoder encoder, FrameBudget budget) {
            super(encoder);
            this.budget = budget;
        }

        @Override
        public void lifecycleManager(Http2LifecycleManager lifecycleManager) {
            manager = lifecycleManager;
            super.lifecycleManager(lifecycleManager);
        }

        @Override
        public ChannelFuture writeData(ChannelHandlerContext ctx, int stream, ByteBuf data, int padding,
                boolean last, ChannelPromise promise) {
            budget.sent(data.readableBytes());
            return super.writeData(ctx, stream, data, padding, last, promise);
        }

        @Override
        public ChannelFuture writeRstStream(ChannelHandlerContext ctx, int stream, long error,
                ChannelPromise promise) {
            if (!budget.reset(ctx.channel().eventLoop().ticker().nanoTime()) && manager != null) {
                manager.onError(ctx, true, FrameGuard.tooMuch("errors"));
            }
            return super.writeRstStream(ctx, stream, error, promise);
        }
    }
}
