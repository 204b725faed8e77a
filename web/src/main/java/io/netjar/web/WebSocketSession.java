package io.netjar.web;

import java.util.Optional;

/// One WebSocket connection as the program at the server's end sees it. On the engine's thread only.
public interface WebSocketSession {
    /// The client's address as this host sees it.
    String remote();

    /// The subprotocol that was agreed on (RFC 6455 §1.9); empty if none was.
    Optional<String> subprotocol();

    /// Whether messages are still taken: no close frame was sent or received.
    boolean isOpen();

    /// Sends a text message. A client that does not take what it is sent is cut off: when more than the channel's
    /// high watermark waits, the message is dropped and the connection closed with 1013 (try again later), so that
    /// memory stays bounded. Does nothing once the session is not open.
    void send(String message);

    /// Sends a text message that many are sent, as [#send(String)] does.
    void send(SharedText message);

    /// Sends a binary message, as [#send(String)] does.
    void send(byte[] message);

    /// Begins the closing handshake (RFC 6455 §7.1.2); a client that does not answer in 10 s is cut off.
    ///
    /// @param code 1000 to 1015 as RFC 6455 §7.4.1 allows them to be sent, or 3000 to 4999
    /// @param reason at most 123 bytes of UTF-8, may be empty
    void close(int code, String reason);
}
