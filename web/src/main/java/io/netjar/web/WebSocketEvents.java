package io.netjar.web;

/// What happens on one WebSocket connection; called on the engine's thread.
public interface WebSocketEvents {
    /// The client sent a text message.
    default void text(String message) {
        // A program that only speaks need not listen.
    }

    /// The client sent a binary message.
    default void binary(byte[] message) {
        // A program that only speaks need not listen.
    }

    /// The connection is over; called exactly once, after the last other event.
    ///
    /// @param code why: the code of the close frame that came first, 1005 if it had none, 1006 if the connection
    ///        broke off without one (RFC 6455 §7.4.1)
    void closed(int code);
}
