package io.netjar.web;

/// A program behind a WebSocket address of a site. RFC 6455.
@FunctionalInterface
public interface WebSocketProgram {
    /// A client has opened a connection. Called on the engine's thread; may send at once.
    ///
    /// @return who is told what happens on it
    WebSocketEvents opened(WebSocketSession session);

    /// What is taken from clients; asked at each handshake.
    default WebSocketPolicy policy() {
        return WebSocketPolicy.USUAL;
    }
}
