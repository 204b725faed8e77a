package io.netjar.web;

import io.netjar.web.tls.TlsServer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What stands between a connection's bytes and its sites.
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class WebPipeline extends ChannelInitializer<Channel> {
    /// Longest request line, in bytes; what is longer is answered with 414. (nginx: 8 KB, Apache: 8,190 B.)
    static final int MAX_LINE_BYTES = 8_192;
    /// Longest header section, in bytes; what is longer is answered with 431. (nginx: 32 KB, Apache: 8 KB a line.)
    static final int MAX_HEADERS_BYTES = 16_384;
    private static final int MAX_PIECE_BYTES = 8_192;
    /// Requests decoded ahead of their answers; only as many as one read of the socket holds can pile up.
    private static final int MAX_PIPELINED = 16_384;

    private final VirtualHosts hosts;
    private final WebClock clock;
    private final Access.Listener listener;
    private final Optional<TlsServer> tls;

    WebPipeline(VirtualHosts hosts, WebClock clock, Access.Listener listener, Optional<TlsServer> tls) {
        this.hosts = hosts;
        this.clock = clock;
        this.listener = listener;
        this.tls = tls;
    }

    @Override
    protected void initChannel(Channel channel) {
        var config = new HttpDecoderConfig().setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADERS_BYTES).setMaxChunkSize(MAX_PIECE_BYTES);
        var deadline = new RequestDeadline();
        if (tls.isPresent()) {
            channel.pipeline().addLast(tls.get().handler(channel));
        }
        channel.pipeline().addLast(deadline, new HttpServerCodec(config, MAX_PIPELINED),
                new HttpConnection(hosts, clock, listener, deadline));
    }

    @Override
    public void exceptionCaught(io.netty.channel.ChannelHandlerContext ctx, @Nullable Throwable cause) {
        ctx.close();
    }
}
