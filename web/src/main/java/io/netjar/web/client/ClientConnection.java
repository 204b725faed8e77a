package io.netjar.web.client;

import io.netjar.wire.Endpoint;

/// A connection to an origin that stands, over which requests are sent: one after the other (HTTP/1.1), or many at a time
/// (HTTP/2). It tells its [OriginPool] when it has room again, and when it is gone.
interface ClientConnection {
    /// Its number among the connections of its client, from 1.
    int id();

    /// The server's address and port.
    Endpoint remote();

    /// What is spoken, as ALPN names it: `http/1.1` or `h2`. RFC 7301.
    String protocol();

    /// When the steps of opening it were done.
    Steps steps();

    /// Whether one more request may be sent now.
    boolean hasRoom();

    /// Whether a request is under way.
    boolean isBusy();

    /// Sends a request; its exchange is told what comes.
    ///
    /// @throws IllegalStateException if there is no room
    void send(Exchange exchange);

    /// Closes it. What is under way fails.
    void close();
}
