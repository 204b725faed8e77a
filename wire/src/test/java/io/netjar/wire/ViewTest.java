package io.netjar.wire;

import static io.netjar.wire.Samples.IP;
import static io.netjar.wire.Samples.TRANSPORT;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Each view reads the fields of a sample as tshark reads them, and writes the sample's bytes again.
class ViewTest {
    private static final int CLIENT = IpAddress.of("192.0.2.10").v4();
    private static final int SERVER = IpAddress.of("198.51.100.20").v4();
    private static final long CLIENT_MAC = 0x024e_0000_0001L;
    private static final long ROUTER_MAC = 0x024e_0000_0002L;

    /// The frame's bytes from `offset` on, at the same offset of an array that is otherwise empty.
    private static byte[] blankExcept(byte[] frame, int from, int to) {
        byte[] blank = new byte[frame.length];
        System.arraycopy(frame, from, blank, from, to - from);
        return blank;
    }

    @Test
    void ethernet() {
        byte[] frame = Samples.frame("tcp-syn");
        var view = new EthernetView(frame, 0);
        assertThat(view.destination()).isEqualTo(ROUTER_MAC);
        assertThat(view.source()).isEqualTo(CLIENT_MAC);
        assertThat(view.type()).isEqualTo(EthernetView.TYPE_IPV4);
        byte[] copy = blankExcept(frame, IP, frame.length);
        var written = new EthernetView(copy, 0);
        written.destination(ROUTER_MAC);
        written.source(CLIENT_MAC);
        written.type(0x0800);
        assertThat(copy).isEqualTo(frame);
        assertThat(EthernetView.check(13)).isFalse();
        assertThat(EthernetView.check(14)).isTrue();
    }

    @Test
    void arpRequest() {
        byte[] frame = Samples.frame("arp-request");
        assertThat(ArpView.check(frame, IP, frame.length - IP)).isTrue();
        var view = new ArpView(frame, IP);
        assertThat(view.operation()).isEqualTo(ArpView.REQUEST);
        assertThat(view.senderMac()).isEqualTo(CLIENT_MAC);
        assertThat(view.senderAddress()).isEqualTo(CLIENT);
        assertThat(view.targetMac()).isZero();
        assertThat(IpAddress.v4Text(view.targetAddress())).isEqualTo("192.0.2.1");
        byte[] copy = blankExcept(frame, 0, IP);
        new ArpView(copy, IP).write(1, CLIENT_MAC, CLIENT, 0, view.targetAddress());
        assertThat(copy).isEqualTo(frame);
    }

    @Test
    void arpReply() {
        byte[] frame = Samples.frame("arp-reply");
        var view = new ArpView(frame, IP);
        assertThat(view.operation()).isEqualTo(ArpView.REPLY);
        assertThat(view.senderMac()).isEqualTo(ROUTER_MAC);
        assertThat(view.targetMac()).isEqualTo(CLIENT_MAC);
        assertThat(view.targetAddress()).isEqualTo(CLIENT);
    }

    @Test
    void ipv4() {
        byte[] frame = Samples.frame("udp-dns-query");
        assertThat(Ipv4View.check(frame, IP, frame.length - IP)).isTrue();
        var view = new Ipv4View(frame, IP);
        assertThat(view.headerLength()).isEqualTo(20);
        assertThat(view.totalLength()).isEqualTo(59);
        assertThat(view.identification()).isEqualTo(0x1c46);
        assertThat(view.dontFragment()).isTrue();
        assertThat(view.isFragment()).isFalse();
        assertThat(view.ttl()).isEqualTo(64);
        assertThat(view.protocol()).isEqualTo(Ipv4View.PROTOCOL_UDP);
        assertThat(view.checksum()).isEqualTo(0x321a);
        assertThat(view.source()).isEqualTo(CLIENT);
        assertThat(view.destination()).isEqualTo(SERVER);
        assertThat(view.payload()).isEqualTo(TRANSPORT);
        assertThat(view.payloadLength()).isEqualTo(39);
        byte[] copy = Arrays.copyOf(frame, frame.length);
        Arrays.fill(copy, IP, TRANSPORT, (byte) 0xff);
        var written = new Ipv4View(copy, IP);
        written.write(59, 0x1c46, 64, 17, CLIENT, SERVER);
        written.fragment(true, false, 0);
        written.updateChecksum();
        assertThat(copy).isEqualTo(frame);
    }

    @Test
    void ipv4Fragment() {
        byte[] frame = Samples.frame("ipv4-fragment");
        var view = new Ipv4View(frame, IP);
        assertThat(Ipv4View.check(frame, IP, frame.length - IP)).isTrue();
        assertThat(view.isFragment()).isTrue();
        assertThat(view.moreFragments()).isFalse();
        assertThat(view.dontFragment()).isFalse();
        assertThat(view.fragmentOffset()).isEqualTo(104);
        assertThat(view.dscp()).isEqualTo(46);
        assertThat(view.ecn()).isEqualTo(1);
        view.ecn(3);
        assertThat(view.ecn()).isEqualTo(3);
        assertThat(view.dscp()).isEqualTo(46);
        view.fragment(false, true, 65_528);
        assertThat(view.moreFragments()).isTrue();
        assertThat(view.fragmentOffset()).isEqualTo(65_528);
    }

    @Test
    void aDecrementedTimeToLiveKeepsTheChecksumRight() {
        byte[] frame = Samples.frame("udp-dns-query");
        var view = new Ipv4View(frame, IP);
        for (int ttl = 63; ttl >= 0; ttl--) {
            view.decrementTtl();
            assertThat(view.ttl()).isEqualTo(ttl);
            assertThat(Ipv4View.check(frame, IP, frame.length - IP)).as("TTL %d", ttl).isTrue();
        }
    }

    @Test
    void theEcnMarksKeepTheChecksumRight() {
        byte[] frame = Samples.frame("udp-dns-query");
        Ipv4View.trafficClass(frame, IP, Ipv4View.CAPABLE);
        assertThat(Ipv4View.ecn(frame, IP)).isEqualTo(2);
        assertThat(Ipv4View.check(frame, IP, frame.length - IP)).isTrue();
        Ipv4View.markCongestion(frame, IP);
        assertThat(Ipv4View.ecn(frame, IP)).isEqualTo(3);
        assertThat(Ipv4View.check(frame, IP, frame.length - IP)).isTrue();
    }

    @Test
    void icmpEcho() {
        byte[] frame = Samples.frame("icmp-echo-request");
        int length = frame.length - TRANSPORT;
        assertThat(IcmpView.check(frame, TRANSPORT, length)).isTrue();
        var view = new IcmpView(frame, TRANSPORT);
        assertThat(view.type()).isEqualTo(IcmpView.ECHO_REQUEST);
        assertThat(view.code()).isZero();
        assertThat(view.checksum()).isEqualTo(0xad84);
        assertThat(view.identifier()).isEqualTo(0x1234);
        assertThat(view.sequence()).isEqualTo(7);
        assertThat(view.rest()).isEqualTo(0x1234_0007);
        assertThat(view.isError()).isFalse();
        byte[] copy = Arrays.copyOf(frame, frame.length);
        Arrays.fill(copy, TRANSPORT, TRANSPORT + IcmpView.HEADER_BYTES, (byte) 0xff);
        var written = new IcmpView(copy, TRANSPORT);
        written.type(8);
        written.code(0);
        written.identifier(0x1234);
        written.sequence(7);
        written.updateChecksum(length);
        assertThat(copy).isEqualTo(frame);
    }

    @Test
    void icmpErrors() {
        byte[] exceeded = Samples.frame("icmp-time-exceeded");
        var view = new IcmpView(exceeded, TRANSPORT);
        assertThat(IcmpView.check(exceeded, TRANSPORT, exceeded.length - TRANSPORT)).isTrue();
        assertThat(view.type()).isEqualTo(IcmpView.TIME_EXCEEDED);
        assertThat(view.code()).isEqualTo(IcmpView.CODE_TTL_EXCEEDED);
        assertThat(view.isError()).isTrue();
        byte[] tooBig = Samples.frame("icmp-fragmentation-needed");
        var needed = new IcmpView(tooBig, TRANSPORT);
        assertThat(needed.type()).isEqualTo(IcmpView.DESTINATION_UNREACHABLE);
        assertThat(needed.code()).isEqualTo(IcmpView.CODE_FRAGMENTATION_NEEDED);
        assertThat(needed.nextHopMtu()).isEqualTo(1400);
        needed.rest(1280);
        assertThat(needed.nextHopMtu()).isEqualTo(1280);
    }

    @Test
    void udp() {
        byte[] frame = Samples.frame("udp-dns-query");
        assertThat(UdpView.check(frame, TRANSPORT, frame.length - TRANSPORT, CLIENT, SERVER)).isTrue();
        var view = new UdpView(frame, TRANSPORT);
        assertThat(view.sourcePort()).isEqualTo(40_000);
        assertThat(view.destinationPort()).isEqualTo(53);
        assertThat(view.length()).isEqualTo(39);
        assertThat(view.payload()).isEqualTo(TRANSPORT + 8);
        assertThat(view.payloadLength()).isEqualTo(31);
        assertThat(view.checksum()).isEqualTo(0x09e9);
        byte[] copy = Arrays.copyOf(frame, frame.length);
        Arrays.fill(copy, TRANSPORT, TRANSPORT + UdpView.HEADER_BYTES, (byte) 0xff);
        var written = new UdpView(copy, TRANSPORT);
        written.write(1, 2, 39);
        written.sourcePort(40_000);
        written.destinationPort(53);
        written.updateChecksum(CLIENT, SERVER);
        assertThat(copy).isEqualTo(frame);
    }

    @Test
    void udpWithoutAChecksumPasses() {
        byte[] frame = Samples.frame("udp-dns-query");
        var view = new UdpView(frame, TRANSPORT);
        view.checksum(0);
        assertThat(UdpView.check(frame, TRANSPORT, frame.length - TRANSPORT, CLIENT, SERVER)).isTrue();
        view.checksum(1);
        assertThat(UdpView.check(frame, TRANSPORT, frame.length - TRANSPORT, CLIENT, SERVER)).isFalse();
    }

    @Test
    void udpSendsAZeroChecksumAsAllOnes() {
        // Ports and length that add up, with the pseudo header, to 0xffff: the checksum would be 0.
        byte[] datagram = new byte[8];
        var view = new UdpView(datagram, 0);
        view.write(0xffff - 17 - 8 - 8, 0, 8);
        view.updateChecksum(0, 0);
        assertThat(view.checksum()).isEqualTo(0xffff);
        assertThat(UdpView.check(datagram, 0, 8, 0, 0)).isTrue();
    }

    @Test
    void tcpSyn() {
        byte[] frame = Samples.frame("tcp-syn");
        assertThat(TcpView.check(frame, TRANSPORT, frame.length - TRANSPORT, CLIENT, SERVER)).isTrue();
        var view = new TcpView(frame, TRANSPORT);
        assertThat(view.sequence()).isEqualTo(0x89ab_cdef);
        assertThat(view.acknowledgment()).isZero();
        assertThat(view.headerLength()).isEqualTo(40);
        assertThat(view.flags()).isEqualTo(TcpView.SYN);
        assertThat(view.has(TcpView.SYN)).isTrue();
        assertThat(view.has(TcpView.ACK)).isFalse();
        assertThat(view.window()).isEqualTo(64_240);
        assertThat(view.optionsLength()).isEqualTo(20);
        assertThat(Bytes.i32(frame, view.options())).isEqualTo(0x0204_05b4);
        assertThat(view.payload()).isEqualTo(frame.length);
    }

    @Test
    void tcpData() {
        byte[] frame = Samples.frame("tcp-data");
        int length = frame.length - TRANSPORT;
        var view = new TcpView(frame, TRANSPORT);
        assertThat(TcpView.check(frame, TRANSPORT, length, CLIENT, SERVER)).isTrue();
        assertThat(new String(frame, view.payload(), 14, US_ASCII)).isEqualTo("GET / HTTP/1.1");
        assertThat(view.checksum()).isEqualTo(0xecfe);
        assertThat(view.urgentPointer()).isZero();
        byte[] copy = Arrays.copyOf(frame, frame.length);
        Arrays.fill(copy, TRANSPORT, TRANSPORT + TcpView.HEADER_BYTES, (byte) 0xff);
        var written = new TcpView(copy, TRANSPORT);
        written.write(1, 2, 0x89ab_cdf0, 0x0102_0304, 20, TcpView.PSH | TcpView.ACK, 502);
        written.sourcePort(50_000);
        written.destinationPort(80);
        written.updateChecksum(CLIENT, SERVER, length);
        assertThat(copy).isEqualTo(frame);
    }

    @Test
    void writesAnAtomicDatagramsHeaderWithItsChecksum() {
        byte[] bytes = new byte[40];
        Ipv4View.writeAtomic(bytes, 5, 33, 64, 255, 0xc000_0201, 0x8000_0001);
        var header = new Ipv4View(bytes, 5);
        assertThat(Ipv4View.check(bytes, 5, 33)).isTrue();
        assertThat(header.dontFragment()).isTrue();
        assertThat(header.isFragment()).isFalse();
        assertThat(header.identification()).isZero();
        assertThat(header.ttl()).isEqualTo(64);
        assertThat(header.protocol()).isEqualTo(255);
        assertThat(header.source()).isEqualTo(0xc000_0201);
        assertThat(header.destination()).isEqualTo(0x8000_0001);
    }
}
