package io.netjar.web;

import io.netjar.web.tls.Encryption;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What stands between a connection's bytes and its sites.
// Writes and closes that fail are told by exceptionCaught and channelInactive.
@SuppressWarnings("FutureReturnValueIgnored")
final class WebPipeline extends ChannelInitializer<Channel> {
    private final OriginServer origin;
    private final Optional<Encryption> tls;

    WebPipeline(OriginServer origin, Optional<Encryption> tls) {
        this.origin = origin;
        this.tls = tls;
    }

    @Override
    protected void initChannel(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        tls.ifPresent(server -> pipeline.addLast(server.handler(channel)));
        var deadline = new RequestDeadline();
        var codec = new RequestDecoder();
        var connection = new HttpConnection(origin, deadline);
        var choice = new ProtocolChoice(() -> {
            pipeline.remove(deadline);
            pipeline.remove(codec);
            pipeline.remove(connection);
            toHttp2(channel);
        }, tls.isPresent());
        pipeline.addLast(deadline, choice, codec, connection);
    }

    private void toHttp2(Channel channel) {
        Http2FrameCodec codec = Http2Codec.server(channel.eventLoop().ticker().nanoTime());
        var connection = new Http2ServerConnection();
        channel.pipeline().addLast(new LingeringClose(), codec,
                new Http2MultiplexHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        stream.pipeline().addLast(new Http2ServerStream(origin, connection));
                    }
                }), connection);
        Http2Codec.openWindow(codec.connection());
        channel.flush();
    }

    @Override
    public void exceptionCaught(io.netty.channel.ChannelHandlerContext ctx, @Nullable Throwable cause) {
        ctx.close();
    }
}
