package io.netjar.net.tcp;

import io.netjar.wire.Endpoint;

/// One end of a TCP connection as a program sees it: non-blocking, told of events by its [TcpEvents].
/// On the engine's thread only.
public interface TcpSocket {
    Endpoint local();

    Endpoint remote();

    TcpState state();

    /// Who is told of this connection's events from now on.
    void events(TcpEvents events);

    /// Moves received bytes into `target`. Returns how many, 0 if none are here yet, or -1 when the peer has closed
    /// its side and everything was read.
    int read(byte[] target, int offset, int length);

    /// How many received bytes wait to be read.
    int readable();

    /// Takes bytes to be sent. Returns how many there was room for; if fewer than `length`,
    /// [TcpEvents#writable] tells when there is room again.
    ///
    /// @throws IllegalStateException after [#shutdownOutput()] or [#close()]
    int write(byte[] source, int offset, int length);

    /// How many bytes [#write] would take now.
    int writable();

    /// Sends FIN after what was written; reading goes on (half-close, RFC 9293 §3.6).
    void shutdownOutput();

    /// Ends both directions: FIN after what was written, and nothing more is read. If unread data is or comes
    /// here, the peer is told by RST (RFC 1122 §4.2.2.13).
    void close();

    /// Ends the connection at once with RST (RFC 9293 §3.10.5).
    void abort();

    /// Sends small segments at once (true) or as RFC 9293 §3.7.4 (Nagle) says; the default is Nagle.
    void noDelay(boolean on);
}
