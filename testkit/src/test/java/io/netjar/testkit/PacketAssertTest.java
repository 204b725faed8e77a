package io.netjar.testkit;

import static io.netjar.testkit.PacketAssert.assertThatPacket;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netjar.wire.ArpView;
import io.netjar.wire.EthernetView;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.PacketPool;
import io.netjar.wire.TcpView;
import io.netjar.wire.UdpView;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PacketAssertTest {
    private static final int CLIENT = IpAddress.of("192.0.2.10").v4();
    private static final int SERVER = IpAddress.of("198.51.100.20").v4();

    /// An IPv4 packet with `length` bytes behind its header.
    private static byte[] ipv4(int protocol, int length) {
        byte[] packet = new byte[Ipv4View.HEADER_BYTES + length];
        new Ipv4View(packet, 0).write(packet.length, 1, 64, protocol, CLIENT, SERVER);
        return packet;
    }

    private static byte[] tcp(int flags) {
        byte[] packet = ipv4(Ipv4View.PROTOCOL_TCP, 22);
        packet[40] = 'h';
        packet[41] = 'i';
        var view = new TcpView(packet, 20);
        view.write(50_000, 80, 0x89ab_cdef, 101, 20, flags, 1000);
        view.updateChecksum(CLIENT, SERVER, 22);
        return packet;
    }

    private static byte[] udp() {
        byte[] packet = ipv4(Ipv4View.PROTOCOL_UDP, 12);
        var view = new UdpView(packet, 20);
        view.write(40_000, 53, 12);
        view.updateChecksum(CLIENT, SERVER);
        return packet;
    }

    private static void fails(ThrowingCallable claim, String message) {
        assertThatExceptionOfType(AssertionError.class).isThrownBy(claim).withMessageContaining(message);
    }

    @Test
    void readsTcp() {
        assertThatPacket(tcp(TcpView.SYN | TcpView.ACK)).isTcp().comesFrom("192.0.2.10")
                .goesTo("198.51.100.20")
                .hasSourcePort(50_000).hasDestinationPort(80).hasSequence(0x89ab_cdefL).acknowledges(101)
                .hasFlags(TcpView.ACK, TcpView.SYN).hasWindow(1000).hasTtl(64).hasDontFragment(false)
                .hasTotalLength(42).hasDataLength(2).carries("hi".getBytes(US_ASCII));
    }

    @Test
    void saysWhatIsWrongWithTcp() {
        fails(() -> assertThatPacket(tcp(TcpView.SYN)).hasFlags(TcpView.SYN, TcpView.ACK),
                "the packet's flags is <SYN>, not <SYN ACK>");
        fails(() -> assertThatPacket(tcp(TcpView.SYN)).acknowledges(101), "has the ACK bit");
        fails(() -> assertThatPacket(tcp(TcpView.ACK)).acknowledges(102), "<101>, not <102>");
        fails(() -> assertThatPacket(tcp(TcpView.ACK)).comesFrom("192.0.2.11"), "<192.0.2.10>");
        fails(() -> assertThatPacket(tcp(TcpView.ACK)).isUdp(), "is UDP (its protocol is 6)");
        fails(() -> assertThatPacket(tcp(TcpView.ACK)).carries("ho".getBytes(US_ASCII)),
                "<6869>, not <686f>");
        byte[] wrong = tcp(TcpView.ACK);
        wrong[41]++;
        fails(() -> assertThatPacket(wrong).isTcp(), "right data offset and checksum");
    }

    @Test
    void readsUdpBehindItsEthernetHeader() {
        byte[] datagram = udp();
        byte[] frame = new byte[14 + datagram.length];
        System.arraycopy(datagram, 0, frame, 14, datagram.length);
        fails(() -> assertThatPacket(frame).isUdp(), "is IPv4");
        new EthernetView(frame, 0).type(EthernetView.TYPE_IPV4);
        var pool = new PacketPool();
        assertThatPacket(pool.copyOf(frame, 0, frame.length)).isUdp().hasDestinationPort(53).hasDataLength(4);
        assertThatPacket(Arrays.copyOf(frame, 60)).isUdp().hasDataLength(4);
    }

    @Test
    void readsIcmp() {
        byte[] packet = ipv4(Ipv4View.PROTOCOL_ICMP, 8);
        var view = new IcmpView(packet, 20);
        view.type(IcmpView.DESTINATION_UNREACHABLE);
        view.code(IcmpView.CODE_FRAGMENTATION_NEEDED);
        view.rest(1400);
        view.updateChecksum(8);
        assertThatPacket(packet).isIcmp(3, 4).hasNextHopMtu(1400);
        fails(() -> assertThatPacket(packet).isIcmp(11, 0), "the packet's ICMP type is <3>, not <11>");
        packet[27]++;
        fails(() -> assertThatPacket(packet).isIcmp(), "right ICMP checksum");
    }

    @Test
    void readsArp() {
        byte[] frame = new byte[60];
        new EthernetView(frame, 0).type(EthernetView.TYPE_ARP);
        new ArpView(frame, 14).write(ArpView.REQUEST, 1, CLIENT, 0, SERVER);
        assertThatPacket(frame).isArp().asksWhoHas("198.51.100.20");
        fails(() -> assertThatPacket(frame).asksWhoHas("198.51.100.21"), "<198.51.100.20>");
        fails(() -> assertThatPacket(frame).isTcp(), "is IPv4");
    }

    @Test
    void refusesAnIpv4HeaderThatLies() {
        byte[] packet = udp();
        packet[8]++;
        fails(() -> assertThatPacket(packet).isIpv4(), "right lengths and checksum");
        assertThat(packet[8]).isEqualTo((byte) 65);
    }
}
