package io.netjar.net.tcp;

import io.netjar.wire.Endpoint;

/// A port on which a program accepts connections.
public interface TcpListener {
    Endpoint local();

    /// Whether the program takes connections as they are established, which it does at first. While it does not, up to
    /// one more than the backlog wait; beyond that SYNs and the last ACK of handshakes are dropped, as Linux does, so
    /// that peers try again. Switched on again, it is handed those that wait before this returns.
    void accepting(boolean on);

    /// Sets the time to live of SYN-ACKs from now on, 1 to 255, and of the connections that begin with them; the default is 64.
    ///
    /// @throws IllegalArgumentException for another number
    void timeToLive(int hops);

    /// Sets the traffic class of SYN-ACKs from now on, 0 to 255, and of the connections that begin with them, as
    /// [TcpSocket#trafficClass] does; the default is 0.
    ///
    /// @throws IllegalArgumentException for another number
    void trafficClass(int octet);

    /// Stops listening. Accepted connections live on; those not yet established or accepted are reset.
    void close();

    /// Who takes new connections.
    @FunctionalInterface
    interface Acceptor {
        /// Takes an established connection; set its [TcpSocket#events] before returning.
        void accepted(TcpSocket socket);
    }
}
