package io.netjar.net.ip;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.link.DropReason;
import io.netjar.wire.EthernetView;
import io.netjar.wire.IcmpView;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class IcmpTest {
    private static final int UNSPOKEN = 200;
    private static final int ICMP = EthernetView.HEADER_BYTES + Ipv4View.HEADER_BYTES;

    private final Bench bench = new Bench();

    @AfterEach
    void nothingIsLost() {
        bench.pass(60_000_000_000L);
        assertThat(bench.network.packets().lent()).isZero();
    }

    @Nested
    class Errors {
        @Test
        void unspokenProtocolIsReportedWithTheStartOfThePacket() {
            bench.deliver(bench.packet(UNSPOKEN, Bench.HOST, 1000));
            assertThat(bench.sentFrames).hasSize(1);
            byte[] frame = bench.sentFrames.getFirst();
            var header = new Ipv4View(frame, EthernetView.HEADER_BYTES);
            assertThat(header.totalLength()).isEqualTo(576);
            assertThat(header.source()).isEqualTo(Bench.HOST);
            var message = new IcmpView(frame, ICMP);
            assertThat(IcmpView.check(frame, ICMP, header.payloadLength())).isTrue();
            assertThat(message.type()).isEqualTo(IcmpView.DESTINATION_UNREACHABLE);
            assertThat(message.code()).isEqualTo(IcmpView.CODE_PROTOCOL_UNREACHABLE);
            assertThat(new Ipv4View(frame, ICMP + IcmpView.HEADER_BYTES).protocol()).isEqualTo(UNSPOKEN);
        }

        @Test
        void noErrorAboutAnError() {
            Packet about = bench.packet(Ipv4View.PROTOCOL_ICMP, IpAddress.of("198.51.100.1").v4(), 64);
            var message = new IcmpView(about.bytes(), about.offset() + Ipv4View.HEADER_BYTES);
            message.type(IcmpView.TIME_EXCEEDED);
            bench.ip.forwarding(true);
            bench.deliver(about);
            assertThat(bench.network.drops(DropReason.NO_ROUTE)).isEqualTo(1);
            assertThat(bench.sentFrames).isEmpty();
        }

        @Test
        void noErrorAboutABroadcast() {
            bench.deliver(bench.packet(UNSPOKEN, IpAddress.of("192.0.2.255").v4(), 64));
            bench.deliver(bench.packet(UNSPOKEN, -1, 64));
            bench.deliver(bench.packet(UNSPOKEN, Bench.HOST, 64), MacAddress.BROADCAST_BITS);
            assertThat(bench.network.drops(DropReason.UNKNOWN_PROTOCOL)).isEqualTo(3);
            assertThat(bench.sentFrames).isEmpty();
        }

        @Test
        void noErrorAboutALaterFragment() {
            bench.ip.forwarding(true);
            Packet packet = bench.packet(UNSPOKEN, IpAddress.of("198.51.100.1").v4(), 64);
            var header = new Ipv4View(packet.bytes(), packet.offset());
            header.fragment(false, true, 64);
            header.updateChecksum();
            bench.deliver(packet);
            assertThat(bench.network.drops(DropReason.NO_ROUTE)).isEqualTo(1);
            assertThat(bench.sentFrames).isEmpty();
        }

        @Test
        void noErrorToNobody() {
            Packet packet = bench.packet(UNSPOKEN, Bench.HOST, 64);
            var header = new Ipv4View(packet.bytes(), packet.offset());
            header.source(0);
            header.updateChecksum();
            bench.deliver(packet);
            assertThat(bench.network.drops(DropReason.UNKNOWN_PROTOCOL)).isEqualTo(1);
            assertThat(bench.sentFrames).isEmpty();
        }

        @Test
        void fiftyErrorsAtOnceAndAThousandASecond() {
            for (int i = 0; i < 100; i++) {
                bench.deliver(from(i));
            }
            assertThat(bench.ip.icmp().sentErrors()).isEqualTo(50);
            assertThat(bench.ip.icmp().withheldErrors()).isEqualTo(50);
            bench.pass(10_000_000);
            for (int i = 0; i < 100; i++) {
                bench.deliver(from(i));
            }
            assertThat(bench.ip.icmp().sentErrors()).isEqualTo(60);
        }

        @Test
        void sixErrorsAtOnceToOneHostAndOneASecond() {
            for (int i = 0; i < 10; i++) {
                bench.deliver(bench.packet(UNSPOKEN, Bench.HOST, 64));
            }
            assertThat(bench.ip.icmp().sentErrors()).isEqualTo(6);
            bench.deliver(from(7));
            assertThat(bench.ip.icmp().sentErrors()).isEqualTo(7);
            bench.pass(999_999_999);
            bench.deliver(bench.packet(UNSPOKEN, Bench.HOST, 64));
            assertThat(bench.ip.icmp().sentErrors()).isEqualTo(7);
            bench.pass(1);
            bench.deliver(bench.packet(UNSPOKEN, Bench.HOST, 64));
            assertThat(bench.ip.icmp().sentErrors()).isEqualTo(8);
        }

        private Packet from(int number) {
            Packet packet = bench.packet(UNSPOKEN, Bench.HOST, 64);
            var header = new Ipv4View(packet.bytes(), packet.offset());
            header.source(Bench.PEER + 2 + number);
            header.updateChecksum();
            return packet;
        }
    }

    @Nested
    class Echo {
        @Test
        void answersWithTheSameDataFromTheAddressAsked() {
            bench.deliver(echo(Bench.HOST));
            byte[] frame = bench.sentFrames.getFirst();
            var header = new Ipv4View(frame, EthernetView.HEADER_BYTES);
            assertThat(header.source()).isEqualTo(Bench.HOST);
            assertThat(header.destination()).isEqualTo(Bench.PEER);
            assertThat(IcmpView.check(frame, ICMP, header.payloadLength())).isTrue();
            assertThat(new IcmpView(frame, ICMP).type()).isEqualTo(IcmpView.ECHO_REPLY);
            assertThat(Arrays.copyOfRange(frame, ICMP + 8, ICMP + 64)).startsWith(8, 9, 10);
        }

        @Test
        void ignoresEchoRequestsToEverybody() {
            bench.deliver(echo(-1));
            assertThat(bench.sentFrames).isEmpty();
        }

        @Test
        void wrongChecksumIsDropped() {
            Packet packet = echo(Bench.HOST);
            packet.bytes()[packet.end() - 1] ^= 1;
            bench.deliver(packet);
            assertThat(bench.sentFrames).isEmpty();
            assertThat(bench.network.drops(DropReason.BAD_CHECKSUM)).isEqualTo(1);
        }

        private Packet echo(int destination) {
            Packet packet = bench.packet(Ipv4View.PROTOCOL_ICMP, destination, 64);
            var message = new IcmpView(packet.bytes(), packet.offset() + Ipv4View.HEADER_BYTES);
            message.type(IcmpView.ECHO_REQUEST);
            message.code(0);
            message.updateChecksum(64);
            return packet;
        }
    }
}
