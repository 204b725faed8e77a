package io.netjar.net.tcp;

import io.netjar.net.ip.InternetLayer;
import io.netjar.wire.Bytes;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.TcpView;

/// Makes segments out of a connection's state and hands them to IP. RFC 9293 §3.1.
final class SegmentWriter {
    /// RFC 7323 §2.2: with MSS, SACK permitted, timestamps and window scale a SYN has 20 bytes of options.
    private static final int HEADER = TcpView.HEADER_BYTES;

    private final InternetLayer ip;
    private final TcpSettings settings;
    /// What our own SYNs offer.
    private final Negotiated own = new Negotiated();

    SegmentWriter(InternetLayer ip, TcpSettings settings) {
        this.ip = ip;
        this.settings = settings;
        own.sack = settings.sack();
        own.timestamps = settings.timestamps();
        own.scaling = settings.windowScaling();
    }

    /// Sends `length` bytes of the connection's data from `seq` on, with `flags`, and the news of the receiving half.
    void send(Connection connection, int flags, int seq, int length) {
        Negotiated negotiated = connection.negotiated;
        Receiver receiver = connection.receiver;
        int room = TcpOptions.MOST_BYTES - negotiated.optionBytes();
        if (length > 0) {
            room = Math.min(room, Math.max(0, connection.segmentBytes() - length));
        }
        int blocks = negotiated.sack ? receiver.sackBlocks((room - 4) / 8) : 0;
        int header = HEADER + negotiated.optionBytes() + TcpOptions.sackBytes(blocks);
        Packet packet = ip.packets().take(header + length);
        byte[] bytes = packet.bytes();
        int index = packet.offset() + HEADER;
        if (negotiated.timestamps) {
            index = TcpOptions.writeTimestamps(bytes, index, negotiated.timestamp(connection.now()),
                    negotiated.tsRecent);
        }
        if (blocks > 0) {
            index = TcpOptions.writeSackHead(bytes, index, blocks);
            receiver.writeSackBlocks(bytes, index, blocks);
        }
        if (length > 0) {
            connection.sender.copy(seq, bytes, packet.offset() + header, length);
        }
        boolean isNew = length > 0 && seq == connection.sender.sndNxt();
        TcpView.write(bytes, packet.offset(), seq, receiver.rcvNxt(), header,
                flags | negotiated.ecn.flags(isNew), receiver.advertise());
        receiver.delayedAck.sent(receiver.rcvNxt());
        connection.traffic.sent(length, connection.now());
        // RFC 3168 §6.1.4, §6.1.5, §6.1.6: neither pure acknowledgements, nor what is sent again, nor window probes are
        // ECN-capable.
        finish(packet, connection, isNew && negotiated.ecn.isAgreed());
    }

    /// Sends the SYN, or in answer to the peer's the SYN-ACK. RFC 9293 §3.7.1.
    void sendSyn(Connection connection, boolean ack) {
        Negotiated negotiated = connection.negotiated;
        // An answer offers only what the peer's SYN did (RFC 7323 §2.2 and §3.2, RFC 2018 §2).
        Packet packet = syn(ack ? negotiated : own, connection.mtu(),
                negotiated.timestamp(connection.now()));
        TcpView.write(packet.bytes(), packet.offset(), connection.sender.iss(),
                ack ? connection.receiver.rcvNxt() : 0, packet.length(),
                TcpView.SYN | (ack ? TcpView.ACK : 0)
                        | negotiated.ecn.synFlags(settings.ecn(), ack, connection.sender.retries() > 0),
                connection.receiver.advertiseUnscaled());
        connection.receiver.delayedAck.sent(connection.receiver.rcvNxt());
        connection.traffic.sent(0, connection.now());
        finish(packet, connection);
    }

    /// Answers `syn`, with which `offer` was agreed on, by a SYN-ACK that has the sequence number `cookie`.
    void sendCookie(Segment syn, int cookie, Negotiated offer, Marking marking, long now) {
        Packet packet = syn(offer, ip.pathMtu(/* source= */ syn.destination, /* destination= */ syn.source),
                CookieOptions.timestamp(offer, (int) (now / 1_000_000L)) + offer.timestampOffset);
        TcpView.ports(packet.bytes(), packet.offset(), /* sourcePort= */ syn.destinationPort,
                /* destinationPort= */ syn.sourcePort);
        TcpView.write(packet.bytes(), packet.offset(), cookie, syn.seq + 1, packet.length(),
                TcpView.SYN | TcpView.ACK | offer.ecn.synFlags(settings.ecn(), true, false),
                Math.min(settings.receiveBufferBytes(), 0xffff));
        finish(packet, /* source= */ syn.destination, /* destination= */ syn.source, marking, false);
    }

    /// A segment that has the options of `offer`, and all else still to be written.
    private Packet syn(Negotiated offer, int mtu, int timestamp) {
        int header = HEADER + 4 + (offer.sack ? 4 : 0) + offer.optionBytes() + (offer.scaling ? 4 : 0);
        Packet packet = ip.packets().take(header);
        byte[] bytes = packet.bytes();
        // RFC 9293 §3.7.1: the MSS option tells what can be received: MMS_R - 20.
        int index = TcpOptions.writeMss(bytes, packet.offset() + HEADER, mtu - 40);
        if (offer.sack) {
            index = TcpOptions.writeSackPermitted(bytes, index);
        }
        if (offer.timestamps) {
            index = TcpOptions.writeTimestamps(bytes, index, timestamp, offer.tsRecent);
        }
        if (offer.scaling) {
            TcpOptions.writeWindowScale(bytes, index, settings.windowShift());
        }
        return packet;
    }

    /// Acknowledges for a connection that rests in TIME-WAIT.
    void acknowledge(TimeWait rest, long now) {
        int header = HEADER + (rest.timestamps ? TcpOptions.TIMESTAMPS_BYTES : 0);
        Packet packet = ip.packets().take(header);
        if (rest.timestamps) {
            TcpOptions.writeTimestamps(packet.bytes(), packet.offset() + HEADER,
                    (int) (now / 1_000_000L) + rest.timestampOffset, rest.tsRecent);
        }
        TcpView.write(packet.bytes(), packet.offset(), rest.sndNxt, rest.rcvNxt, header, TcpView.ACK,
                rest.window);
        finish(packet, rest);
    }

    /// Resets `connection` at `seq`.
    void reset(Connection connection, int seq) {
        Negotiated negotiated = connection.negotiated;
        // RFC 7323 §3.2: once agreed on, timestamps "MUST be sent in every non-<RST> segment for the duration of the
        // connection, and SHOULD be sent in an <RST> segment".
        int header = HEADER + negotiated.optionBytes();
        Packet packet = ip.packets().take(header);
        if (negotiated.timestamps) {
            TcpOptions.writeTimestamps(packet.bytes(), packet.offset() + HEADER,
                    negotiated.timestamp(connection.now()), negotiated.tsRecent);
        }
        TcpView.write(packet.bytes(), packet.offset(), seq, connection.receiver.rcvNxt(), header,
                TcpView.RST | TcpView.ACK, 0);
        finish(packet, connection);
    }

    /// Answers a segment that belongs to no connection. RFC 9293 §3.10.7.1.
    void refuse(Segment segment) {
        boolean ack = segment.has(TcpView.ACK);
        // "If the ACK bit is off, sequence number zero is used, <SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK>. If the ACK
        // bit is on, <SEQ=SEG.ACK><CTL=RST>."
        Packet packet = ip.packets().take(HEADER);
        TcpView.ports(packet.bytes(), packet.offset(), /* sourcePort= */ segment.destinationPort,
                /* destinationPort= */ segment.sourcePort);
        TcpView.write(packet.bytes(), packet.offset(), ack ? segment.ack : 0,
                ack ? 0 : segment.seq + segment.sequenceLength(), HEADER,
                ack ? TcpView.RST : TcpView.RST | TcpView.ACK, 0);
        finish(packet, /* source= */ segment.destination, /* destination= */ segment.source, Marking.DEFAULT,
                false);
    }

    private void finish(Packet packet, Association to) {
        finish(packet, to, false);
    }

    private void finish(Packet packet, Association to, boolean capable) {
        TcpView.ports(packet.bytes(), packet.offset(), to.localPort, to.remotePort);
        finish(packet, to.localAddress, to.remoteAddress, to.marking, capable);
    }

    private void finish(Packet packet, int source, int destination, Marking marking, boolean capable) {
        byte[] bytes = packet.bytes();
        Bytes.u16(bytes, packet.offset() + HEADER - 2, 0);
        TcpView.updateChecksum(bytes, packet.offset(), source, destination, packet.length());
        packet.vouch();
        // RFC 1191 §3: a host that does path MTU discovery "sends all datagrams on that path with the DF bit set".
        ip.send(packet, Ipv4View.PROTOCOL_TCP, source, destination, true, marking.timeToLive(),
                marking.trafficClass() | (capable ? Ipv4View.CAPABLE : 0));
    }
}
