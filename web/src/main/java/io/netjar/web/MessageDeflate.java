package io.netjar.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// Agrees with a client on permessage-deflate. RFC 7692 §7.
///
/// Windows are always of 32 KiB, as the JDK's zlib has no others; an offer that asks the server for a smaller one is passed
/// over, and the client's next one looked at.
final class MessageDeflate {
    /// zlib's usual balance of speed and size.
    private static final int LEVEL = 6;

    private MessageDeflate() {}

    /// The first of the client's offers that can be accepted; empty if there is none.
    ///
    /// @param maxMessageBytes longest message, inflated
    static Optional<WebSocketServerExtension> accept(HttpHeaders request, int maxMessageBytes) {
        // One more than allowed, so that it is the message's length that is too big, and not the buffer that is full.
        var handshaker = new PerMessageDeflateServerExtensionHandshaker(LEVEL, false,
                PerMessageDeflateServerExtensionHandshaker.MAX_WINDOW_SIZE, true, false, maxMessageBytes + 1);
        List<String> headers = request.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
        return headers.stream().flatMap(header -> WebSocketExtensionUtil.extractExtensions(header).stream())
                .map(handshaker::handshakeExtension).filter(Objects::nonNull).findFirst();
    }

    /// The header value that tells the client what was agreed on.
    static String answer(WebSocketServerExtension extension) {
        WebSocketExtensionData data = extension.newReponseData();
        return data.name() + data.parameters().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(each -> "; " + each.getKey() + (each.getValue() == null ? "" : "=" + each.getValue()))
                .collect(Collectors.joining());
    }
}
