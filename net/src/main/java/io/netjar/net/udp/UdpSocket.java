package io.netjar.net.udp;

import io.netjar.wire.Endpoint;
import java.util.Optional;

/// A UDP port of a host, in a program's hands. On the engine's thread only.
public interface UdpSocket {
    /// The port, and the address it is bound to or 0.0.0.0.
    Endpoint local();

    /// Sends one datagram. Returns false if no route leads to `to`.
    ///
    /// @throws IllegalArgumentException if `length` is over 65,507 (RFC 768, RFC 791), or `to` has an IPv6 address
    boolean send(Endpoint to, byte[] data, int offset, int length);

    /// Makes `remote` the only one the socket hears from, whether datagrams or ICMP errors, and fixes the address it sends
    /// from, as `connect` does for datagram sockets everywhere. Returns false if no route leads there. A socket can be
    /// connected again to another one.
    ///
    /// @throws IllegalArgumentException if `remote` has an IPv6 address
    boolean connect(Endpoint remote);

    /// Whom it is connected to.
    Optional<Endpoint> remote();

    /// Sets the time to live of what is sent from now on, 1 to 255; the default is 64.
    ///
    /// @throws IllegalArgumentException for another number
    void timeToLive(int hops);

    /// Sets the traffic class of what is sent from now on, 0 to 255: the differentiated services code point (RFC 2474) in the
    /// upper six bits, the ECN field (RFC 3168) in the lower two; the default is 0. Linux's IP_TOS.
    ///
    /// @throws IllegalArgumentException for another number
    void trafficClass(int octet);

    /// Frees the port.
    void close();

    /// Who takes what comes in.
    @FunctionalInterface
    interface Receiver {
        /// A datagram came. The bytes must not be kept.
        void received(UdpSocket socket, Endpoint from, byte[] data, int offset, int length);

        /// An ICMP error said that a datagram sent to `to` did not arrive (RFC 1122 §4.1.3.3). A connected socket hears of
        /// errors about its peer only.
        default void failed(UdpSocket socket, Endpoint to, int icmpType, int icmpCode) {}
    }
}
