package io.netjar.gateway;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;

/// The proxy's connection to an origin server inside: responses go to the visitor as they come, no faster than the
/// visitor takes them.
final class OriginPipeline extends ChannelInitializer<Channel> {
    private final Channel visitor;
    private final ProxySession session;

    OriginPipeline(Channel visitor, ProxySession session) {
        this.visitor = visitor;
        this.session = session;
    }

    @Override
    protected void initChannel(Channel origin) {
        origin.pipeline().addLast(new HttpClientCodec(), new Responses(visitor, session));
    }

    private static final class Responses extends ChannelInboundHandlerAdapter {
        private final Channel visitor;
        private final ProxySession session;
        private boolean interim;
        private boolean framed;

        Responses(Channel visitor, ProxySession session) {
            this.visitor = visitor;
            this.session = session;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpResponse response) {
                interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
                framed = HttpUtil.isContentLengthSet(response) || HttpUtil.isTransferEncodingChunked(response)
                        || response.status().code() == 204 || response.status().code() == 304;
                if (!interim) {
                    ProxyRequest.toVisitor(response);
                    if (!framed) {
                        response.headers().set(HttpHeaderNames.CONNECTION, "close");
                    }
                }
            }
            boolean last = message instanceof LastHttpContent && !interim;
            boolean keep = framed;
            visitor.writeAndFlush(message);
            if (last) {
                visitor.eventLoop().execute(() -> session.answered(visitor, keep));
            }
            Relay.pauseIfFull(context.channel(), visitor);
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            visitor.eventLoop().execute(() -> session.originClosed(context.channel(), visitor));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
