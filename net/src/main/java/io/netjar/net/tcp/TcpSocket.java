package io.netjar.net.tcp;

import io.netjar.wire.Endpoint;
import java.time.Duration;

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

    /// Throws received bytes away, at most `length` of them, as if they had been read; MSG_TRUNC in Linux. Returns what
    /// [#read] would.
    int skip(int length);

    /// How many received bytes wait to be read.
    int readable();

    /// Takes bytes to be sent. Returns how many there was room for; if fewer than `length`,
    /// [TcpEvents#writable] tells when there is room again.
    ///
    /// @throws IllegalStateException after [#shutdownOutput()] or [#close()]
    int write(byte[] source, int offset, int length);

    /// Takes bytes to be sent as [#write] does, but without a copy of them, as MSG_ZEROCOPY does in Linux: those that there
    /// was room for stay in `source`, and must not change, until `giveBack` runs. It runs once, on the engine's thread, when
    /// the peer has acknowledged them all or the connection has ended, if they are few at once; not if there was room for
    /// none. It must not call this socket.
    ///
    /// @throws IllegalStateException after [#shutdownOutput()] or [#close()]
    int lend(byte[] source, int offset, int length, Runnable giveBack);

    /// How many bytes [#write] would take now.
    int writable();

    /// Sends FIN after what was written; reading goes on (half-close, RFC 9293 §3.6).
    void shutdownOutput();

    /// Ends both directions: FIN after what was written, and nothing more is read. If unread data is or comes
    /// here, the peer is told by RST (RFC 1122 §4.2.2.13).
    void close();

    /// Ends the connection at once with RST (RFC 9293 §3.10.5).
    void abort();

    /// What closing does with what was not sent or acknowledged yet, as SO_LINGER: at 0 s [#close()] throws it away and
    /// sends RST; negative or above 0, it goes on in the background, and [TcpEvents#ended] tells when it is done.
    void linger(int seconds);

    /// Whether and when an idle connection asks its peer for a sign of life (RFC 9293 §3.8.4); off by default.
    void keepAlive(TcpKeepAlive how);

    /// How long what was written may wait for its acknowledgement before the connection is ended (RFC 5482; TCP_USER_TIMEOUT);
    /// 0 for as long as retransmissions last, which is the default.
    ///
    /// @throws IllegalArgumentException if it is negative
    void userTimeout(Duration wait);

    /// Fixes the size of the receive buffer in bytes (SO_RCVBUF), which else grows by itself. The window scale stays
    /// what the SYN said, so that no more than the host's largest buffer is used. A window once told is not taken back.
    ///
    /// @throws IllegalArgumentException below 2,048
    void receiveBuffer(int bytes);

    /// How many received bytes there is room for at present.
    int receiveBuffer();

    /// Fixes the size of the send buffer in bytes (SO_SNDBUF), which else follows the congestion window.
    ///
    /// @throws IllegalArgumentException below 2,048
    void sendBuffer(int bytes);

    /// How many unacknowledged bytes there is room for at present.
    int sendBuffer();

    /// Sets the time to live of what is sent from now on, 1 to 255; the default is 64, or the listener's. Linux's IP_TTL.
    ///
    /// @throws IllegalArgumentException for another number
    void timeToLive(int hops);

    /// Sets the traffic class of what is sent from now on, 0 to 255: the differentiated services code point (RFC 2474) in the
    /// upper six bits; the default is 0, or the listener's. The lower two bits are TCP's own, for ECN (RFC 3168), and what is
    /// said of them is ignored, as with Linux's IP_TOS.
    ///
    /// @throws IllegalArgumentException for another number
    void trafficClass(int octet);

    /// Sends small segments at once (true) or as RFC 9293 §3.7.4 (Nagle) says; the default is Nagle.
    void noDelay(boolean on);
}
