package io.netjar.net.tcp;

/// What happens to a connection. Called on the engine's thread; a method may call back into the socket.
public interface TcpEvents {
    /// The connection is established. Not called for sockets handed to an acceptor, which are established already.
    void connected(TcpSocket socket);

    /// There is something to read: bytes, or the end of the peer's stream.
    void readable(TcpSocket socket);

    /// There is room for writing again, after a [TcpSocket#write] that took less than it was given.
    void writable(TcpSocket socket);

    /// Nothing more will happen on this connection; called exactly once, after the last other event.
    void ended(TcpSocket socket, TcpEnd end);
}
