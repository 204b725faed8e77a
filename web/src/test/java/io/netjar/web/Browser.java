package io.netjar.web;

import io.netjar.engine.Engine;
import io.netjar.testkit.BufferLeaks;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A connection to a server's pipeline, without a network: bytes in, bytes out.
final class Browser {
    final Engine engine = new Engine(1);
    final List<Access> log = new ArrayList<>();
    final EmbeddedChannel channel;

    Browser(Map<String, Site> sites) {
        var origin = new OriginServer(new VirtualHosts(sites), new WebClock(engine), log::add);
        channel = new EmbeddedChannel(new WebPipeline(origin, Optional.empty()));
        BufferLeaks.afterTest(channel::finishAndReleaseAll);
    }

    Browser(Content content) {
        this(Map.of("www.shop.test", new Site(content)));
    }

    /// Sends `text` (ISO 8859-1) and returns what came back.
    String send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    String send(byte[] bytes) {
        if (channel.isOpen()) {
            channel.writeInbound(Unpooled.copiedBuffer(bytes));
        }
        return received();
    }

    /// Sends a request for `target` to www.shop.test with `headers`, each `Name: value`.
    String request(String method, String target, String... headers) {
        var text = new StringBuilder(method).append(' ').append(target)
                .append(" HTTP/1.1\r\nHost: www.shop.test\r\n");
        for (String header : headers) {
            text.append(header).append("\r\n");
        }
        return send(text.append("\r\n").toString());
    }

    String get(String target, String... headers) {
        return request("GET", target, headers);
    }

    /// Everything that came out since the last call, as ISO 8859-1.
    String received() {
        return new String(receivedBytes(), StandardCharsets.ISO_8859_1);
    }

    byte[] receivedBytes() {
        var out = new ByteArrayOutputStream();
        for (Object piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            ByteBuf bytes = (ByteBuf) piece;
            out.writeBytes(ByteBufUtil.getBytes(bytes));
            bytes.release();
        }
        return out.toByteArray();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    static String head(String response) {
        return response.substring(0, response.indexOf("\r\n\r\n") + 2);
    }

    static String content(String response) {
        return response.substring(response.indexOf("\r\n\r\n") + 4);
    }

    static String status(String response) {
        return response.substring("HTTP/1.1 ".length(), response.indexOf("\r\n"));
    }

    /// The value of a header; fails if it is not there.
    static String header(String response, String name) {
        for (String line : head(response).split("\r\n", -1)) {
            if (line.regionMatches(true, 0, name + ": ", 0, name.length() + 2)) {
                return line.substring(name.length() + 2);
            }
        }
        throw new AssertionError("no header " + name + " in\n" + response);
    }
}
