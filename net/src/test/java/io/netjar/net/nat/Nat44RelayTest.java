package io.netjar.net.nat;

import static io.netjar.net.nat.NatPackets.assertSound;
import static io.netjar.net.nat.NatPackets.destination;
import static io.netjar.net.nat.NatPackets.quoted;
import static io.netjar.net.nat.NatPackets.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.TcpView;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// ICMP errors about flows, and flows from inside to inside.
class Nat44RelayTest extends NatBench {
    @Nested
    class Errors {
        @ParameterizedTest
        @ValueSource(ints = {28, 33})
        void aboutAUdpFlowArriveInsideWithTheQuotedPacketAsItWasSent(int quotedBytes) {
            Packet original = keep(packets.udp(LAPTOP, SERVER));
            byte[] before = original.bytes().clone();
            nat.outbound(original);
            Packet error = arrived(packets.error(at("198.51.100.254", 0), original, quotedBytes));
            assertThat(destination(error).address()).isEqualTo(LAPTOP.address());
            assertThat(quoted(error).isQuotation()).isTrue();
            for (int i = 0; i < quotedBytes; i++) {
                assertThat(error.bytes()[error.offset() + 28 + i]).isEqualTo(before[original.offset() + i]);
            }
        }

        @Test
        void aboutATcpFlowWithoutItsChecksumArriveInside() {
            sent(packets.udp(PHONE, SERVER));
            Packet original = sent(packets.tcp(LAPTOP, SERVER, TcpView.SYN));
            Packet error = arrived(packets.error(SERVER, original, 28));
            assertThat(quoted(error).source()).isEqualTo(LAPTOP.address().v4());
            assertThat(quoted(error).sourcePort()).isEqualTo(40_000);
        }

        @Test
        void aboutAnEchoArriveInsideWithItsIdentifier() {
            sent(packets.echo(PHONE, SERVER, true));
            Packet original = sent(packets.echo(LAPTOP, SERVER, true));
            Packet error = arrived(packets.error(SERVER, original, 28));
            assertThat(quoted(error).sourcePort()).isEqualTo(40_000);
            assertThat(destination(error).address()).isEqualTo(LAPTOP.address());
        }

        @Test
        void fromInsideLeaveAsTheOutsideAddresss() {
            sent(packets.udp(PHONE, SERVER));
            int port = source(sent(packets.udp(LAPTOP, SERVER))).port();
            Packet answer = arrived(packets.udp(SERVER, outside(port)));
            Packet error = sent(packets.error(LAPTOP, answer, 28));
            assertThat(source(error).address()).isEqualTo(OUTSIDE);
            assertThat(quoted(error).destination()).isEqualTo(OUTSIDE.v4());
            assertThat(quoted(error).destinationPort()).isEqualTo(port);
        }

        @Test
        void aboutNothingThatWasSentAreRefused() {
            Packet original = keep(packets.udp(outside(40_000), SERVER));
            refused(packets.error(SERVER, original, 28));
        }

        @Test
        void withAWrongChecksumAreRefused() {
            Packet original = sent(packets.udp(LAPTOP, SERVER));
            Packet error = keep(packets.error(SERVER, original, 28));
            error.bytes()[error.end() - 1] ^= 1;
            assertThat(nat.inbound(error)).isEqualTo(NatVerdict.BAD_CHECKSUM);
        }
    }

    @Nested
    class Hairpinning {
        private Packet hairpinned(Packet packet) {
            assertThat(nat.hairpin(keep(packet))).isEqualTo(NatVerdict.PASS);
            assertSound(packet);
            return packet;
        }

        @Test
        void leadsFromInsideToInsideByTheOutsideAddress() {
            nat.forward(Ipv4View.PROTOCOL_TCP, 80, at("192.168.0.11", 8000));
            Packet there = hairpinned(packets.tcp(LAPTOP, outside(80), TcpView.SYN));
            assertThat(source(there)).isEqualTo(outside(40_000));
            assertThat(destination(there)).isEqualTo(at("192.168.0.11", 8000));
            Packet back = hairpinned(packets.tcp(at("192.168.0.11", 8000), outside(40_000), SYN_ACK));
            assertThat(source(back)).isEqualTo(outside(80));
            assertThat(destination(back)).isEqualTo(LAPTOP);
        }

        @Test
        void obeysTheFilter() {
            int phonePort = source(sent(packets.udp(PHONE, SERVER))).port();
            assertThat(nat.hairpin(keep(packets.udp(LAPTOP, outside(phonePort)))))
                    .isEqualTo(NatVerdict.NO_MAPPING);
            int laptopPort = source(sent(packets.udp(LAPTOP, SERVER))).port();
            hairpinned(packets.udp(PHONE, outside(laptopPort)));
            assertThat(destination(hairpinned(packets.udp(LAPTOP, outside(phonePort))))).isEqualTo(PHONE);
        }

        @Test
        void leavesPacketsForTheRouterAlone() {
            Packet packet = hairpinned(packets.udp(LAPTOP, outside(53)));
            assertThat(source(packet)).isEqualTo(LAPTOP);
            assertThat(destination(packet)).isEqualTo(outside(53));
            assertThat(nat.flows()).isZero();
        }

        @Test
        void carriesErrorsBack() {
            nat.forward(Ipv4View.PROTOCOL_UDP, 5000, at("192.168.0.11", 8000));
            Packet there = hairpinned(packets.udp(LAPTOP, outside(5000)));
            Packet error = hairpinned(packets.error(at("192.168.0.11", 0), there, 28));
            assertThat(destination(error).address()).isEqualTo(LAPTOP.address());
            assertThat(quoted(error).source()).isEqualTo(LAPTOP.address().v4());
            assertThat(quoted(error).destination()).isEqualTo(OUTSIDE.v4());
            assertThat(quoted(error).destinationPort()).isEqualTo(5000);
        }

        @Test
        void canBeSwitchedOff() {
            nat = nat(NatSettings.homeRouter().withHairpin(false));
            nat.forward(Ipv4View.PROTOCOL_TCP, 80, PHONE);
            assertThat(source(hairpinned(packets.tcp(LAPTOP, outside(80), TcpView.SYN)))).isEqualTo(LAPTOP);
        }
    }
}
