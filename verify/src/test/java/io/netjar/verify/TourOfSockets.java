package io.netjar.verify;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netjar.internet.Device;
import io.netjar.netty.SocketAddresses;
import io.netjar.wire.Endpoint;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.function.Consumer;

/// The part of the tour that is about WebSockets: subscriptions to the market over HTTP/1.1 and on a stream of HTTP/2. By
/// hand, as libraries choose keys and masks by chance of their own.
final class TourOfSockets {
    private static final String MARKET = "exchange.test";
    private static final String REQUEST = "[{\"ticket\":\"tour\"},{\"type\":\"ticker\",\"codes\":[\"KRW-NARU\"]},"
            + "{\"type\":\"orderbook\",\"codes\":[\"KRW-GAON\"]}]";

    private final Consumer<String> note;

    TourOfSockets(Consumer<String> note) {
        this.note = note;
    }

    /// Subscribes over HTTP/1.1. RFC 6455.
    void subscribe(Device device, Endpoint server) {
        List<String> request = List.of("GET /feed HTTP/1.1", "Host: " + MARKET, "Upgrade: websocket",
                "Connection: Upgrade", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Sec-WebSocket-Version: 13", "", "");
        device.transport().bootstrap().handler(new Quiet())
                .connect(SocketAddresses.of(server))
                .addListener((ChannelFutureListener) connected -> connected.channel()
                        .writeAndFlush(Unpooled.wrappedBuffer(
                                Unpooled.copiedBuffer(String.join("\r\n", request), US_ASCII), masked())));
    }

    /// Subscribes on a stream of an HTTP/2 connection in the clear, once the server has said that it takes such streams.
    /// RFC 8441.
    void subscribeByHttp2(Device device, Endpoint server) {
        device.transport().bootstrap().handler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(
                        Http2FrameCodecBuilder.forClient().gracefulShutdownTimeoutMillis(0).build(),
                        new Http2MultiplexHandler(new Quiet()), new Opener());
            }
        }).connect(SocketAddresses.of(server));
    }

    /// A text of less than 65,536 bytes as a client's frame, with a mask of zeros.
    private static ByteBuf masked() {
        ByteBuf frame = Unpooled.buffer().writeByte(0x81);
        if (REQUEST.length() < 126) {
            frame.writeByte(0x80 | REQUEST.length());
        } else {
            frame.writeByte(0x80 | 126).writeShort(REQUEST.length());
        }
        return frame.writeInt(0).writeBytes(REQUEST.getBytes(US_ASCII));
    }

    /// Takes what comes, and goes when the connection breaks.
    private static final class Quiet extends SimpleChannelInboundHandler<Object> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, Object message) {
            // Others watch what is on the line.
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    /// Waits for the server's settings.
    private final class Opener extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof Http2SettingsFrame frame
                    && Boolean.TRUE.equals(frame.settings().connectProtocolEnabled())) {
                open(ctx.channel());
            }
            ReferenceCountUtil.release(message);
        }
    }

    private void open(Channel connection) {
        var stream = new Http2StreamChannelBootstrap(connection).handler(new Listener()).open();
        stream.addListener(_ -> {
            Http2StreamChannel tunnel = stream.getNow();
            Http2Headers connect = new DefaultHttp2Headers().method("CONNECT").scheme("http")
                    .authority(MARKET).path("/feed").set(":protocol", "websocket")
                    .set("sec-websocket-version", "13");
            tunnel.write(new DefaultHttp2HeadersFrame(connect));
            tunnel.writeAndFlush(new DefaultHttp2DataFrame(masked()));
        });
    }

    private final class Listener extends SimpleChannelInboundHandler<Object> {
        private long bytes;

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, Object message) {
            if (message instanceof Http2HeadersFrame frame) {
                note.accept("tunnel " + frame.headers().status());
            } else if (message instanceof Http2DataFrame frame) {
                long before = bytes;
                bytes += frame.content().readableBytes();
                if (before >> 14 != bytes >> 14) {
                    note.accept("through the tunnel: " + bytes);
                }
            }
        }
    }
}
