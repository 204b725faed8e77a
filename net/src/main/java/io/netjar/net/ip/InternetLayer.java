package io.netjar.net.ip;

import io.netjar.engine.Engine;
import io.netjar.net.link.DropReason;
import io.netjar.wire.Packet;
import io.netjar.wire.PacketPool;

/// What a transport protocol sees of the layer below. RFC 1122 §3.4.
public interface InternetLayer {
    Engine engine();

    PacketPool packets();

    /// Makes `protocol`'s packets for this host go to `transport`.
    void register(int protocol, TransportProtocol transport);

    /// Sends the transport segment that `segment` holds (from its offset, checksum done) in an IPv4 datagram,
    /// taking it over. The datagram may not be fragmented on the way if `dontFragment`. Returns false if there is
    /// no route or no such source address; the segment is gone then, too.
    boolean send(Packet segment, int protocol, int source, int destination, boolean dontFragment);

    /// As the other, with a time to live from 1 to 255 and a traffic class from 0 to 255: the differentiated services code
    /// point (RFC 2474) in the upper six bits, the ECN field (RFC 3168 §5) in the lower two.
    boolean send(Packet segment, int protocol, int source, int destination, boolean dontFragment, int ttl,
            int trafficClass);

    /// The address from which a packet to `destination` would leave (RFC 1122 §3.3.4.3), or 0 if no route leads
    /// there.
    int sourceFor(int destination);

    /// Whether `address` is one of this host's own, loopback included.
    boolean isLocal(int address);

    /// The largest IPv4 packet, in bytes, known to get from `source` to `destination` whole: the link's MTU or what path MTU
    /// discovery learned (RFC 1191).
    int pathMtu(int source, int destination);

    /// Ends the life of a packet that was handed up, with its reason on record.
    void drop(Packet packet, DropReason reason);

    /// Answers the received `packet` (starting at its IPv4 header) with an ICMP error, subject to the rules of
    /// RFC 1122 §3.2.2. The packet stays the caller's.
    void sendError(Packet packet, int icmpType, int icmpCode);
}
