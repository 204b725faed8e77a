package io.netjar.net.ip;

import io.netjar.net.link.DropReason;
import io.netjar.wire.IcmpView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A host's ICMP: answers echo requests, reports errors to senders, and hands the errors that come in to the
/// transport protocol they are about. RFC 792, RFC 1122 §3.2.2, RFC 1812 §4.3.
public final class Icmp {
    /// RFC 1812 §4.3.2.3: "the ICMP datagram SHOULD contain as much of the original datagram as possible without the
    /// length of the ICMP datagram exceeding 576 bytes."
    private static final int MAX_ERROR_BYTES = 576;

    private final Ip ip;
    private final ErrorLimits limits = new ErrorLimits();
    /// Most hosts never send a redirect.
    private @Nullable RedirectLimits redirectLimits;
    private final List<Listener> listeners = new ArrayList<>(0);
    private long sentErrors;
    private long withheldErrors;

    /// A program that looks at the ICMP messages its host gets, as `ping` and `traceroute` do.
    @FunctionalInterface
    public interface Listener {
        /// An ICMP message other than an echo request came. `datagram` starts at its IPv4 header and is checked; it
        /// must not be changed, kept or released.
        void received(Packet datagram);
    }

    Icmp(Ip ip) {
        this.ip = ip;
    }

    /// Lets `listener` see every ICMP message that comes from now on, echo requests aside.
    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /// Ends what [#listen] began.
    public void ignore(Listener listener) {
        listeners.remove(listener);
    }

    /// How many error messages this host has sent.
    public long sentErrors() {
        return sentErrors;
    }

    /// How many error messages the rate limit has held back.
    public long withheldErrors() {
        return withheldErrors;
    }

    /// Takes over a checked datagram of protocol ICMP for this host.
    void receive(Packet datagram) {
        byte[] bytes = datagram.bytes();
        int offset = Ipv4View.payload(bytes, datagram.offset());
        int length = Ipv4View.payloadLength(bytes, datagram.offset());
        if (!IcmpView.check(bytes, offset, length)) {
            ip.drop(datagram,
                    length < IcmpView.HEADER_BYTES ? DropReason.MALFORMED : DropReason.BAD_CHECKSUM);
            return;
        }
        if (IcmpView.type(bytes, offset) == IcmpView.ECHO_REQUEST) {
            echo(datagram);
            return;
        }
        if (IcmpView.isError(bytes, offset)) {
            tellTransport(datagram, bytes, offset, length);
        }
        for (int i = 0; i < listeners.size(); i++) {
            listeners.get(i).received(datagram);
        }
        datagram.release();
    }

    /// RFC 1122 §3.2.2.6: "Every host MUST implement an ICMP Echo server function that receives Echo Requests and
    /// sends corresponding Echo Replies."
    private void echo(Packet datagram) {
        byte[] bytes = datagram.bytes();
        int source = Ipv4View.destination(bytes, datagram.offset());
        int destination = Ipv4View.source(bytes, datagram.offset());
        // RFC 1122 §3.2.2.6: "An ICMP Echo Request destined to an IP broadcast or IP multicast address MAY be silently
        // discarded."
        if (!ip.isLocal(source) || !Addresses.isHost(destination) && !Addresses.isLoopback(destination)) {
            datagram.release();
            return;
        }
        if (IpOptions.areIn(bytes, datagram.offset())) {
            echoWithOptions(datagram, source, destination);
            return;
        }
        // RFC 1349 §5.1: "An ICMP reply message is sent with the same value in the TOS field as was used in the
        // corresponding ICMP request message." Of the ECN field RFC 3168 has ICMP make no use.
        int trafficClass = Ipv4View.trafficClass(bytes, datagram.offset()) & ~3;
        int message = datagram.pull(Ipv4View.headerLength(bytes, datagram.offset()));
        IcmpView.type(bytes, message, IcmpView.ECHO_REPLY);
        IcmpView.updateChecksum(bytes, message, datagram.length());
        ip.send(datagram, Ipv4View.PROTOCOL_ICMP, source, destination, false, Ip.DEFAULT_TTL, trafficClass);
    }

    /// RFC 1122 §3.2.2.6: "If a Record Route and/or Time Stamp option is received in an ICMP Echo Request, this option (these
    /// options) SHOULD be updated to include the current host and included in the IP header of the Echo Reply message,
    /// without "truncation"."
    private void echoWithOptions(Packet datagram, int source, int destination) {
        byte[] bytes = datagram.bytes();
        int message = Ipv4View.payload(bytes, datagram.offset());
        IcmpView.type(bytes, message, IcmpView.ECHO_REPLY);
        IcmpView.updateChecksum(bytes, message, datagram.end() - message);
        var header = new Ipv4View(bytes, datagram.offset());
        header.source(source);
        header.destination(destination);
        header.ttl(Ip.DEFAULT_TTL);
        header.updateChecksum();
        ip.output(datagram);
    }

    private void tellTransport(Packet datagram, byte[] bytes, int offset, int length) {
        int quote = offset + IcmpView.HEADER_BYTES;
        int quoteLength = length - IcmpView.HEADER_BYTES;
        if (!isQuote(bytes, quote, quoteLength)) {
            return;
        }
        var message = new IcmpView(bytes, offset);
        var about = new Ipv4View(bytes, quote);
        if (!ip.isLocal(about.source())) {
            return;
        }
        TransportProtocol transport = ip.transport(about.protocol());
        int headerLength = about.headerLength();
        if (transport != null && !transport.isOnItsWay(about.source(), about.destination(), bytes,
                quote + headerLength)) {
            return;
        }
        if (message.type() == IcmpView.REDIRECT) {
            ip.redirects().heard(ip.arrival(), Ipv4View.source(datagram.bytes(), datagram.offset()),
                    message.rest(), about.destination());
            return;
        }
        boolean tooBig = message.type() == IcmpView.DESTINATION_UNREACHABLE
                && message.code() == IcmpView.CODE_FRAGMENTATION_NEEDED;
        int mtu = tooBig
                ? ip.learnPathMtu(about.destination(), message.nextHopMtu(), about.totalLength())
                : 0;
        if (transport != null) {
            transport.error(message.type(), message.code(), mtu, about.source(), about.destination(), bytes,
                    quote + headerLength, quoteLength - headerLength);
        }
    }

    /// Whether `length` bytes at `offset` are the head of an IPv4 datagram: its header and 8 bytes more (RFC 792).
    private static boolean isQuote(byte[] bytes, int offset, int length) {
        if (length < Ipv4View.HEADER_BYTES + 8) {
            return false;
        }
        int header = new Ipv4View(bytes, offset).headerLength();
        return bytes[offset] >>> 4 == 4 && header >= Ipv4View.HEADER_BYTES && length >= header + 8;
    }

    /// Tells the sender of `packet`, which starts at its checked IPv4 header and stays the caller's, of an error, if
    /// that is allowed.
    void sendError(Packet packet, int type, int code) {
        sendError(packet, type, code, 0);
    }

    /// As the other; `rest` is what the header has behind its checksum: the next hop's MTU in "fragmentation needed" (RFC
    /// 1191 §4), the pointer in the first octet in "parameter problem", and 0 otherwise.
    void sendError(Packet packet, int type, int code, int rest) {
        var about = new Ipv4View(packet.bytes(), packet.offset());
        if (!mayReport(about, packet.end())) {
            return;
        }
        if (!mayGoNow(about.source(), type, code)) {
            withheldErrors++;
            return;
        }
        int source = sourceOfError(about);
        if (source == 0) {
            return;
        }
        sentErrors++;
        int quoted = Math.min(packet.length(),
                MAX_ERROR_BYTES - Ipv4View.HEADER_BYTES - IcmpView.HEADER_BYTES);
        Packet error = packet.sibling(IcmpView.HEADER_BYTES + quoted);
        var message = new IcmpView(error.bytes(), error.offset());
        message.type(type);
        message.code(code);
        message.rest(rest);
        System.arraycopy(packet.bytes(), packet.offset(), error.bytes(),
                error.offset() + IcmpView.HEADER_BYTES,
                quoted);
        message.updateChecksum(error.length());
        ip.send(error, Ipv4View.PROTOCOL_ICMP, source, about.source(), false);
    }

    private boolean mayGoNow(int destination, int type, int code) {
        long now = ip.engine().now();
        if (type == IcmpView.REDIRECT) {
            RedirectLimits own = redirectLimits == null ? new RedirectLimits() : redirectLimits;
            redirectLimits = own;
            return own.allows(destination, now);
        }
        // As on Linux, neither the loopback nor "fragmentation needed", on which path MTU discovery depends, is limited.
        boolean isLimited = !ip.isLocal(destination) && (type != IcmpView.DESTINATION_UNREACHABLE
                || code != IcmpView.CODE_FRAGMENTATION_NEEDED);
        return !isLimited || limits.allows(destination, now);
    }

    /// RFC 1122 §3.2.2: "An ICMP error message MUST NOT be sent as the result of receiving: * an ICMP error message, or
    /// * a datagram destined to an IP broadcast or IP multicast address, or * a datagram sent as a link-layer
    /// broadcast, or * a non-initial fragment, or * a datagram whose source address does not define a single host".
    private boolean mayReport(Ipv4View about, int end) {
        if (about.protocol() == Ipv4View.PROTOCOL_ICMP && about.fragmentOffset() == 0
                && (about.payload() >= end || !isQuery(about))) {
            return false;
        }
        int destination = about.destination();
        boolean group = Addresses.isMulticast(destination) || ip.isBroadcast(destination);
        int source = about.source();
        boolean single = (Addresses.isHost(source) || Addresses.isLoopback(source))
                && !ip.isBroadcast(source);
        return !group && !ip.arrivedAsLinkBroadcast() && about.fragmentOffset() == 0 && single;
    }

    private static boolean isQuery(Ipv4View about) {
        int type = new IcmpView(about.bytes(), about.payload()).type();
        return type == IcmpView.ECHO_REQUEST || type == IcmpView.ECHO_REPLY;
    }

    /// Errors about packets for this host come from the address they were sent to. Others come from the interface
    /// where the packet came in: that is the router's side which faces the sender, so `traceroute` shows the road
    /// there hop by hop even where the way back differs. (RFC 1812 §4.3.2.4 would take the interface by which the
    /// error leaves; most commercial routers do as done here.)
    private int sourceOfError(Ipv4View about) {
        if (ip.isLocal(about.destination())) {
            return about.destination();
        }
        @Nullable
        NetworkInterface arrival = ip.arrival();
        int facing = arrival == null ? 0 : arrival.sourceFor(about.source());
        return facing != 0 ? facing : ip.sourceFor(about.source());
    }
}
