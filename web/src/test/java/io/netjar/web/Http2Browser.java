package io.netjar.web;

import io.netjar.engine.Engine;
import io.netjar.testkit.BufferLeaks;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.DefaultChannelId;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.local.LocalServerChannel;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// An HTTP/2 connection to a server's pipeline, without a network: frames in, frames out.
final class Http2Browser {
    final Engine engine = new Engine(1);
    final List<Access> log = new ArrayList<>();
    final EmbeddedChannel channel;
    /// What came: `SETTINGS`, `HEADERS 1 200`, `DATA 1 5000`, `DATA 1 0 end`, `RST 1 CANCEL`, `GOAWAY 5 NO_ERROR`.
    final List<String> frames = new ArrayList<>();
    /// The heads of answers by stream.
    final Map<Integer, Http2Headers> heads = new TreeMap<>();
    final Map<Integer, ByteArrayOutputStream> contents = new TreeMap<>();
    Http2Settings settings = new Http2Settings();

    private final DefaultHttp2FrameWriter writer = new DefaultHttp2FrameWriter();
    private final DefaultHttp2FrameReader reader = new DefaultHttp2FrameReader();
    private final EmbeddedChannel pen = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    private final ByteBuf unread = Unpooled.buffer();

    /// Connects by prior knowledge.
    Http2Browser(Map<String, Site> sites, Http2Settings settings) {
        var origin = new OriginServer(new VirtualHosts(sites), new WebClock(engine), log::add);
        // Netty tells a server's end of a connection by its parent.
        channel = new EmbeddedChannel(new LocalServerChannel(), DefaultChannelId.newInstance(), true, false,
                new WebPipeline(origin, Optional.empty()));
        channel.freezeTime();
        BufferLeaks.afterTest(this::end);
        pen().write(Http2CodecUtil.connectionPrefaceBuf());
        writer.writeSettings(pen(), settings, pen().newPromise());
        send();
    }

    Http2Browser(Map<String, Site> sites) {
        this(sites, new Http2Settings());
    }

    private void end() {
        channel.finishAndReleaseAll();
        pen.finishAndReleaseAll();
        unread.release();
        writer.close();
        reader.close();
    }

    private ChannelHandlerContext pen() {
        return pen.pipeline().firstContext();
    }

    /// Sends what was written, and reads what comes back.
    Http2Browser send() {
        pen.flush();
        for (Object piece = pen.readOutbound(); piece != null; piece = pen.readOutbound()) {
            if (channel.isOpen()) {
                channel.writeInbound(piece);
            } else {
                ((ByteBuf) piece).release();
            }
        }
        return receive();
    }

    Http2Browser receive() {
        for (Object piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            ByteBuf bytes = (ByteBuf) piece;
            unread.writeBytes(bytes);
            bytes.release();
        }
        try {
            while (unread.isReadable()) {
                reader.readFrame(pen(), unread, new Listener());
            }
        } catch (Http2Exception e) {
            throw new AssertionError(e);
        }
        return this;
    }

    /// What a GET of `path` says.
    static Http2Headers get(String path) {
        return new DefaultHttp2Headers().method("GET").scheme("http").authority("www.shop.test").path(path);
    }

    Http2Browser headers(int stream, Http2Headers headers, boolean last) {
        writer.writeHeaders(pen(), stream, headers, 0, last, pen().newPromise());
        return this;
    }

    Http2Browser data(int stream, byte[] bytes, boolean last) {
        writer.writeData(pen(), stream, Unpooled.wrappedBuffer(bytes), 0, last, pen().newPromise());
        return this;
    }

    Http2Browser reset(int stream) {
        writer.writeRstStream(pen(), stream, Http2Error.CANCEL.code(), pen().newPromise());
        return this;
    }

    Http2Browser ping(long data) {
        writer.writePing(pen(), false, data, pen().newPromise());
        return this;
    }

    Http2Browser window(int stream, int bytes) {
        writer.writeWindowUpdate(pen(), stream, bytes, pen().newPromise());
        return this;
    }

    Http2Browser settings() {
        writer.writeSettings(pen(), new Http2Settings(), pen().newPromise());
        return this;
    }

    Http2Browser raw(byte[] bytes) {
        pen().write(Unpooled.wrappedBuffer(bytes));
        return this;
    }

    void passSeconds(int seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
        receive();
    }

    String status(int stream) {
        return header(stream, ":status");
    }

    /// A header field of the answer on a stream, or an empty text.
    String header(int stream, String name) {
        Http2Headers head = heads.get(stream);
        return head == null ? "" : String.valueOf(head.get(name));
    }

    String content(int stream) {
        return new String(bytes(stream), StandardCharsets.ISO_8859_1);
    }

    byte[] bytes(int stream) {
        return contents.getOrDefault(stream, new ByteArrayOutputStream()).toByteArray();
    }

    /// Notes what comes.
    private final class Listener extends Http2EventAdapter {
        @Override
        public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings said) {
            settings = said;
            frames.add("SETTINGS");
        }

        @Override
        public void onPingAckRead(ChannelHandlerContext ctx, long data) {
            frames.add("PING ack " + data);
        }

        @Override
        public void onHeadersRead(ChannelHandlerContext ctx, int stream, Http2Headers headers, int padding,
                boolean last) {
            heads.put(stream, headers);
            frames.add("HEADERS " + stream + " " + headers.status() + (last ? " end" : ""));
        }

        @Override
        public int onDataRead(ChannelHandlerContext ctx, int stream, ByteBuf data, int padding,
                boolean last) {
            int length = data.readableBytes();
            contents.computeIfAbsent(stream, _ -> new ByteArrayOutputStream())
                    .writeBytes(ByteBufUtil.getBytes(data));
            frames.add("DATA " + stream + " " + length + (last ? " end" : ""));
            return length + padding;
        }

        @Override
        public void onRstStreamRead(ChannelHandlerContext ctx, int stream, long error) {
            frames.add("RST " + stream + " " + Http2Error.valueOf(error));
        }

        @Override
        public void onGoAwayRead(ChannelHandlerContext ctx, int last, long error, ByteBuf debug) {
            frames.add("GOAWAY " + Http2Error.valueOf(error));
        }
    }
}
