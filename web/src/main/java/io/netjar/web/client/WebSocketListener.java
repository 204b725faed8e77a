package io.netjar.web.client;

/// Is told, on the engine's thread, what happens on a WebSocket of a [WebSocketClient].
public interface WebSocketListener {
    /// It stands, and messages may be sent. Called once, before the others, or never.
    void opened(ClientWebSocket socket);

    /// The server sent a text message.
    void text(String message);

    /// The server sent a binary message; the array is the receiver's.
    void binary(byte[] message);

    /// A pong came: the answer to a ping, with its bytes.
    default void pong(byte[] payload) {
        // A sign of life, no more.
    }

    /// It is over; nothing is told after that.
    ///
    /// @param code the code of the close frame that came first, 1005 if it had none, 1006 if the connection broke off without
    ///        one (RFC 6455 §7.4.1)
    /// @param reason what stood in that frame, often nothing
    void closed(int code, String reason);

    /// It was never opened; nothing else is told.
    ///
    /// @param message for people: what, and with whom
    void failed(String message);
}
