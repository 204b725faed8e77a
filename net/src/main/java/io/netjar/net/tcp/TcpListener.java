package io.netjar.net.tcp;

import io.netjar.wire.Endpoint;

/// A port on which a program accepts connections.
public interface TcpListener {
    Endpoint local();

    /// Stops listening. Accepted connections live on; those not yet established are reset.
    void close();

    /// Who takes new connections.
    @FunctionalInterface
    interface Acceptor {
        /// Takes an established connection; set its [TcpSocket#events] before returning.
        void accepted(TcpSocket socket);
    }
}
