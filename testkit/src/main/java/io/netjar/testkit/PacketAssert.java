package io.netjar.testkit;

import io.netjar.wire.ArpView;
import io.netjar.wire.Bytes;
import io.netjar.wire.EthernetView;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.TcpView;
import io.netjar.wire.UdpView;
import java.util.Arrays;
import java.util.HexFormat;
import org.assertj.core.api.AbstractAssert;

/// Claims about a packet's bytes. The packet starts at its Ethernet header or at its IPv4 header; which of them, its first byte
/// tells (an IPv4 header's is 0x45 to 0x4f, and no MAC address that this project hands out begins so).
///
/// ```java
/// assertThatPacket(frame).isTcp().comesFrom("192.0.2.10").hasFlags(SYN, ACK).acknowledges(101);
/// ```
public final class PacketAssert extends AbstractAssert<PacketAssert, byte[]> {
    private PacketAssert(byte[] bytes) {
        super(bytes, PacketAssert.class);
    }

    /// Claims about what the packet holds now; it may be released afterwards.
    public static PacketAssert assertThatPacket(Packet packet) {
        return new PacketAssert(Arrays.copyOfRange(packet.bytes(), packet.offset(), packet.end()));
    }

    /// Claims about a packet that fills an array.
    public static PacketAssert assertThatPacket(byte[] packet) {
        return new PacketAssert(packet.clone());
    }

    /// It is an ARP packet for IPv4.
    public PacketAssert isArp() {
        claim(!startsAtIp() && new EthernetView(actual, 0).type() == EthernetView.TYPE_ARP
                && ArpView.check(actual, EthernetView.HEADER_BYTES,
                        actual.length - EthernetView.HEADER_BYTES),
                "is ARP");
        return this;
    }

    /// It is an ARP request for `address`.
    public PacketAssert asksWhoHas(String address) {
        isArp();
        var arp = new ArpView(actual, EthernetView.HEADER_BYTES);
        equal("ARP operation", arp.operation(), ArpView.REQUEST);
        equal("ARP target", IpAddress.v4Text(arp.targetAddress()), address);
        return this;
    }

    /// It is an IPv4 packet whose header is right in itself.
    public PacketAssert isIpv4() {
        claim(startsAtIp() || actual.length >= EthernetView.HEADER_BYTES
                && new EthernetView(actual, 0).type() == EthernetView.TYPE_IPV4, "is IPv4");
        claim(Ipv4View.check(actual, ipOffset(), actual.length - ipOffset()),
                "has an IPv4 header with right lengths and checksum");
        return this;
    }

    /// It is an ICMP message with a right checksum.
    public PacketAssert isIcmp() {
        Ipv4View ip = ip(Ipv4View.PROTOCOL_ICMP, "ICMP");
        claim(IcmpView.check(actual, ip.payload(), ip.payloadLength()), "has a right ICMP checksum");
        return this;
    }

    /// It is an ICMP message of this type and code.
    public PacketAssert isIcmp(int type, int code) {
        isIcmp();
        equal("ICMP type", icmp().type(), type);
        equal("ICMP code", icmp().code(), code);
        return this;
    }

    /// It is an ICMP error that says which MTU the next link has.
    public PacketAssert hasNextHopMtu(int mtu) {
        isIcmp(IcmpView.DESTINATION_UNREACHABLE, IcmpView.CODE_FRAGMENTATION_NEEDED);
        equal("next-hop MTU", icmp().nextHopMtu(), mtu);
        return this;
    }

    /// It is a UDP datagram with right length and checksum.
    public PacketAssert isUdp() {
        Ipv4View ip = ip(Ipv4View.PROTOCOL_UDP, "UDP");
        claim(UdpView.check(actual, ip.payload(), ip.payloadLength(), ip.source(), ip.destination()),
                "has a UDP header with right length and checksum");
        return this;
    }

    /// It is a TCP segment with right data offset and checksum.
    public PacketAssert isTcp() {
        Ipv4View ip = ip(Ipv4View.PROTOCOL_TCP, "TCP");
        claim(TcpView.check(actual, ip.payload(), ip.payloadLength(), ip.source(), ip.destination()),
                "has a TCP header with right data offset and checksum");
        return this;
    }

    /// Its IPv4 source is `address`.
    public PacketAssert comesFrom(String address) {
        equal("source address", IpAddress.v4Text(ip().source()), address);
        return this;
    }

    /// Its IPv4 destination is `address`.
    public PacketAssert goesTo(String address) {
        equal("destination address", IpAddress.v4Text(ip().destination()), address);
        return this;
    }

    public PacketAssert hasTtl(int ttl) {
        equal("TTL", ip().ttl(), ttl);
        return this;
    }

    /// Its "don't fragment" bit is as claimed.
    public PacketAssert hasDontFragment(boolean set) {
        equal("don't fragment", ip().dontFragment(), set);
        return this;
    }

    /// Its IPv4 total length.
    public PacketAssert hasTotalLength(int bytes) {
        equal("total length", ip().totalLength(), bytes);
        return this;
    }

    /// Its UDP or TCP source port.
    public PacketAssert hasSourcePort(int port) {
        equal("source port", Bytes.u16(actual, transport()), port);
        return this;
    }

    /// Its UDP or TCP destination port.
    public PacketAssert hasDestinationPort(int port) {
        equal("destination port", Bytes.u16(actual, transport() + 2), port);
        return this;
    }

    /// Its TCP control bits are these and no others, as in `hasFlags(TcpView.SYN, TcpView.ACK)`.
    public PacketAssert hasFlags(int... flags) {
        int expected = Arrays.stream(flags).reduce(0, (a, b) -> a | b);
        equal("flags", flagNames(tcp().flags()), flagNames(expected));
        return this;
    }

    /// Its TCP sequence number, unsigned.
    public PacketAssert hasSequence(long sequence) {
        equal("sequence number", Integer.toUnsignedLong(tcp().sequence()), sequence & 0xffff_ffffL);
        return this;
    }

    /// Its TCP acknowledgment number, unsigned; the ACK bit must be set.
    public PacketAssert acknowledges(long sequence) {
        claim(tcp().has(TcpView.ACK), "has the ACK bit");
        equal("acknowledgment number", Integer.toUnsignedLong(tcp().acknowledgment()),
                sequence & 0xffff_ffffL);
        return this;
    }

    /// Its TCP window field, as it stands.
    public PacketAssert hasWindow(int window) {
        equal("window", tcp().window(), window);
        return this;
    }

    /// How many bytes of data its UDP datagram or TCP segment carries.
    public PacketAssert hasDataLength(int bytes) {
        equal("data length", data().length, bytes);
        return this;
    }

    /// The data of its UDP datagram or TCP segment.
    public PacketAssert carries(byte[] data) {
        equal("data", HexFormat.of().formatHex(data()), HexFormat.of().formatHex(data));
        return this;
    }

    private boolean startsAtIp() {
        return actual.length > 0 && (actual[0] & 0xf0) == 0x40;
    }

    private int ipOffset() {
        return startsAtIp() ? 0 : EthernetView.HEADER_BYTES;
    }

    private Ipv4View ip() {
        isIpv4();
        return new Ipv4View(actual, ipOffset());
    }

    private Ipv4View ip(int protocol, String name) {
        Ipv4View ip = ip();
        claim(ip.protocol() == protocol, "is " + name + " (its protocol is " + ip.protocol() + ")");
        return ip;
    }

    private IcmpView icmp() {
        return new IcmpView(actual, ip().payload());
    }

    private TcpView tcp() {
        isTcp();
        return new TcpView(actual, ip().payload());
    }

    /// Where the UDP or TCP header starts.
    private int transport() {
        if (ip().protocol() == Ipv4View.PROTOCOL_UDP) {
            isUdp();
        } else {
            isTcp();
        }
        return ip().payload();
    }

    private byte[] data() {
        int header = transport();
        Ipv4View ip = ip();
        int start = ip.protocol() == Ipv4View.PROTOCOL_UDP
                ? new UdpView(actual, header).payload()
                : new TcpView(actual, header).payload();
        return Arrays.copyOfRange(actual, start, ip.payload() + ip.payloadLength());
    }

    private static String flagNames(int flags) {
        String[] names = {"FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"};
        var text = new StringBuilder();
        for (int bit = 0; bit < names.length; bit++) {
            if ((flags >>> bit & 1) != 0) {
                text.append(text.isEmpty() ? "" : " ").append(names[bit]);
            }
        }
        return text.isEmpty() ? "none" : text.toString();
    }

    private void equal(String what, Object found, Object expected) {
        if (!found.equals(expected)) {
            failWithMessage("the packet's %s is <%s>, not <%s>:%n%s", what, found, expected, hex());
        }
    }

    private void claim(boolean holds, String what) {
        if (!holds) {
            failWithMessage("it is not so that the packet %s:%n%s", what, hex());
        }
    }

    private String hex() {
        return HexFormat.ofDelimiter(" ").formatHex(actual);
    }
}
