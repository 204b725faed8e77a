package io.netjar.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.DecoderResultProvider;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/// The proxy's connection to an origin server inside: responses go to the visitor as they come, no faster than the
/// visitor takes them.
final class OriginPipeline extends ChannelInitializer<Channel> {
    private static final int MAX_LINE_BYTES = 8192;
    private static final int MAX_CHUNK_BYTES = 8192;

    private final ChannelHandlerContext visitor;
    private final ProxySession session;

    /// @param visitor the context of `session`
    OriginPipeline(ChannelHandlerContext visitor, ProxySession session) {
        this.visitor = visitor;
        this.session = session;
    }

    @Override
    protected void initChannel(Channel origin) {
        origin.pipeline().addLast(
                new HttpClientCodec(MAX_LINE_BYTES, RequestDecoder.MAX_HEADER_BYTES, MAX_CHUNK_BYTES),
                new Responses(visitor, session));
    }

    /// Hands each part of a response to the visitor's event loop, in order.
    private static final class Responses extends ChannelInboundHandlerAdapter {
        private final ChannelHandlerContext visitor;
        private final ProxySession session;
        private boolean interim;
        /// What came is not HTTP, or the connection was reset: the response is not complete, whatever follows.
        private boolean broken;

        Responses(ChannelHandlerContext visitor, ProxySession session) {
            this.visitor = visitor;
            this.session = session;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (broken || isBroken(message)) {
                ReferenceCountUtil.release(message);
                broken = true;
                context.close();
                return;
            }
            if (message instanceof HttpResponse response) {
                interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
                visitor.executor().execute(() -> session.begin(visitor, response));
            } else if (interim) {
                ReferenceCountUtil.release(message);
            } else {
                visitor.writeAndFlush(message);
                if (message instanceof LastHttpContent) {
                    visitor.executor().execute(() -> session.answered(visitor));
                }
            }
            Relay.pauseIfFull(context.channel(), visitor.channel());
        }

        /// Nobody asked to switch protocols, so that 101 is as wrong as what cannot be read.
        private static boolean isBroken(Object message) {
            return message instanceof DecoderResultProvider decoded && decoded.decoderResult().isFailure()
                    || message instanceof HttpResponse response
                            && response.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            visitor.executor().execute(() -> session.originClosed(visitor, context.channel()));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            broken = true;
            context.close();
        }
    }
}
