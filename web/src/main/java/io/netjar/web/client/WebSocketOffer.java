package io.netjar.web.client;

import java.util.List;
import java.util.Map;

/// What a client asks for in the handshake of a WebSocket.
///
/// @param headers names and values that go with the handshake, besides those that it consists of
/// @param subprotocols names, the dearest first; none if none is asked for. A server that chooses none of those asked for is refused,
///     as browsers do
/// @param deflate whether the client offers to compress messages and takes compressed ones (RFC 7692)
public record WebSocketOffer(List<Map.Entry<String, String>> headers, List<String> subprotocols,
        boolean deflate) {
    public WebSocketOffer {
        headers = List.copyOf(headers);
        subprotocols = List.copyOf(subprotocols);
    }

    /// As browsers ask: compression, and nothing else.
    public static WebSocketOffer usual() {
        return new WebSocketOffer(List.of(), List.of(), true);
    }

    public WebSocketOffer withHeaders(List<Map.Entry<String, String>> fields) {
        return new WebSocketOffer(fields, subprotocols, deflate);
    }

    public WebSocketOffer withSubprotocols(List<String> names) {
        return new WebSocketOffer(headers, names, deflate);
    }

    public WebSocketOffer withDeflate(boolean isOffered) {
        return new WebSocketOffer(headers, subprotocols, isOffered);
    }
}
