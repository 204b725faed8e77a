/// TCP (RFC 9293) and its sockets.
///
/// [Tcp] finds the connection of a segment in its [AssociationTable]; a [Connection] has a [Sender] and a [Receiver].
/// [Handshake] opens it, [Arrival] walks a segment through RFC 9293 §3.10.7.4, [TimeWaits] remembers it. What was sent
/// stands on the [SackScoreboard] (RFC 2018, RFC 6675), [LossRecovery] decides what to send again (RFC 6582, RFC 6937),
/// [CongestionWindow] with [Cubic] (RFC 9438) or [NewReno] (RFC 5681) how much, [RttEstimator] (RFC 6298) when at the
/// latest.
///
/// ```java
/// var tcp = new Tcp(ip, engine.chance("alice/laptop tcp"), TcpSettings.linuxLike());
/// tcp.listen(Endpoint.v4(0, 80), 128, socket -> socket.events(new Page()));
/// TcpSocket socket = tcp.connect(new Endpoint(IpAddress.of("198.51.100.1"), 80), new Request());
/// engine.runUntil(5_000_000_000L);
/// ```
@NullMarked
package io.netjar.net.tcp;

import org.jspecify.annotations.NullMarked;
