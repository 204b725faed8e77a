package io.netjar.net.nat;

import static io.netjar.net.nat.NatPackets.destination;
import static io.netjar.net.nat.NatPackets.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.engine.Chance;
import io.netjar.testkit.Allocation;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.TcpView;
import io.netjar.wire.UdpView;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class Nat44Test extends NatBench {
    @Nested
    class Translating {
        @Test
        void givesUdpTheOutsideAddressAndKeepsThePort() {
            assertThat(source(sent(packets.udp(LAPTOP, SERVER)))).isEqualTo(outside(40_000));
            assertThat(destination(arrived(packets.udp(SERVER, outside(40_000))))).isEqualTo(LAPTOP);
        }

        @Test
        void givesTcpTheOutsideAddressAndKeepsThePort() {
            assertThat(source(sent(packets.tcp(LAPTOP, SERVER, TcpView.SYN)))).isEqualTo(outside(40_000));
            assertThat(destination(arrived(packets.tcp(SERVER, outside(40_000), SYN_ACK)))).isEqualTo(LAPTOP);
        }

        @Test
        void translatesTheIdentifierOfAnEcho() {
            sent(packets.echo(LAPTOP, SERVER, true));
            Endpoint second = source(sent(packets.echo(PHONE, SERVER, true)));
            assertThat(second.port()).isNotEqualTo(40_000);
            Packet reply = arrived(packets.echo(SERVER, second, false));
            assertThat(destination(reply)).isEqualTo(PHONE);
        }

        @Test
        void givesASecondHostAnotherPortOfTheSameParityAboveTheWellKnown() {
            sent(packets.udp(LAPTOP, SERVER));
            Endpoint second = source(sent(packets.udp(PHONE, SERVER)));
            assertThat(second.address()).isEqualTo(OUTSIDE);
            assertThat(second.port()).isNotEqualTo(40_000).isGreaterThanOrEqualTo(1024).isEven();
            assertThat(destination(arrived(packets.udp(SERVER, second)))).isEqualTo(PHONE);
        }

        @Test
        void keepsAMissingUdpChecksumMissing() {
            Packet packet = packets.udp(LAPTOP, SERVER);
            new UdpView(packet.bytes(), packet.offset() + 20).checksum(0);
            sent(packet);
            assertThat(new UdpView(packet.bytes(), packet.offset() + 20).checksum()).isZero();
        }

        @Test
        void leavesAWrongChecksumWrong() {
            Packet packet = keep(packets.udp(LAPTOP, SERVER));
            packet.bytes()[packet.end() - 1] ^= 1;
            assertThat(nat.outbound(packet)).isEqualTo(NatVerdict.PASS);
            assertThat(UdpView.check(packet.bytes(), packet.offset() + 20, 13, OUTSIDE.v4(),
                    SERVER.address().v4()))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(longs = {1, 2, 3})
        void mendsEveryChecksumForAnyAddressesAndPorts(long seed) {
            Chance chance = Chance.of(seed, "checksums");
            nat = nat(NatSettings.homeRouter().withFiltering(NatBehaviour.ENDPOINT_INDEPENDENT));
            for (int i = 0; i < 2000; i++) {
                var inside = Endpoint.v4(0x0a00_0000 | chance.nextInt(1 << 24), chance.nextInt(0x10000));
                var remote = Endpoint.v4(0x1400_0000 | chance.nextInt(1 << 24), chance.nextInt(0x10000));
                arrived(packets.udp(remote, source(sent(packets.udp(inside, remote)))));
                sent(packets.tcp(inside, remote, TcpView.SYN));
            }
        }

        @Test
        void tracksTheRoutersOwnPacketsSoThatPortsNeverMeet() {
            sent(packets.udp(LAPTOP, SERVER));
            Endpoint own = source(sent(packets.udp(outside(40_000), SERVER)));
            assertThat(own.port()).isNotEqualTo(40_000);
            assertThat(destination(arrived(packets.udp(SERVER, own)))).isEqualTo(outside(40_000));
        }

        @Test
        void forgetsAllFlowsWhenTheOutsideAddressChanges() {
            sent(packets.udp(LAPTOP, SERVER));
            nat.outside(IpAddress.of("203.0.112.8"));
            assertThat(nat.flows()).isZero();
            assertThat(nat.mappings()).isZero();
        }
    }

    @Nested
    class Mapping {
        private final Endpoint other = at("198.51.100.2", 80);
        private final Endpoint otherPort = at("198.51.100.1", 81);

        private int portTo(Endpoint to) {
            return source(sent(packets.udp(LAPTOP, to))).port();
        }

        @Test
        void endpointIndependentUsesOnePortForAllDestinations() {
            assertThat(List.of(portTo(SERVER), portTo(other), portTo(otherPort))).containsOnly(40_000);
            assertThat(nat.mappings()).isEqualTo(1);
            assertThat(nat.flows()).isEqualTo(3);
        }

        @Test
        void addressDependentUsesOnePortPerAddress() {
            nat = nat(NatSettings.homeRouter().withMapping(NatBehaviour.ADDRESS_DEPENDENT));
            int first = portTo(SERVER);
            assertThat(portTo(otherPort)).isEqualTo(first);
            assertThat(portTo(other)).isNotEqualTo(first);
        }

        @Test
        void addressAndPortDependentUsesOnePortPerDestination() {
            nat = nat(NatSettings.symmetric());
            assertThat(List.of(portTo(SERVER), portTo(other), portTo(otherPort))).doesNotHaveDuplicates();
            assertThat(portTo(SERVER)).isEqualTo(40_000);
        }

        @Test
        void choosesTheSamePortsForTheSameSeed() {
            var first = new ArrayList<Integer>();
            var second = new ArrayList<Integer>();
            nat = nat(NatSettings.symmetric());
            for (int i = 0; i < 20; i++) {
                first.add(portTo(at("198.51.100.1", 1000 + i)));
            }
            nat = nat(NatSettings.symmetric());
            for (int i = 0; i < 20; i++) {
                second.add(portTo(at("198.51.100.1", 1000 + i)));
            }
            assertThat(second).isEqualTo(first).doesNotHaveDuplicates();
        }
    }

    @Nested
    class Filtering {
        private final Endpoint samePlaceOtherPort = at("198.51.100.1", 9999);
        private final Endpoint stranger = at("198.51.100.66", 80);

        private void behaves(NatBehaviour filtering, boolean admitsOtherPort, boolean admitsStranger) {
            nat = nat(NatSettings.homeRouter().withFiltering(filtering));
            sent(packets.udp(LAPTOP, SERVER));
            arrived(packets.udp(SERVER, outside(40_000)));
            NatVerdict expected = admitsOtherPort ? NatVerdict.PASS : NatVerdict.NO_MAPPING;
            assertThat(nat.inbound(keep(packets.udp(samePlaceOtherPort, outside(40_000)))))
                    .isEqualTo(expected);
            expected = admitsStranger ? NatVerdict.PASS : NatVerdict.NO_MAPPING;
            assertThat(nat.inbound(keep(packets.udp(stranger, outside(40_000))))).isEqualTo(expected);
        }

        @Test
        void endpointIndependentAdmitsEverybody() {
            behaves(NatBehaviour.ENDPOINT_INDEPENDENT, true, true);
        }

        @Test
        void addressDependentAdmitsKnownAddresses() {
            behaves(NatBehaviour.ADDRESS_DEPENDENT, true, false);
        }

        @Test
        void addressAndPortDependentAdmitsKnownEndpoints() {
            behaves(NatBehaviour.ADDRESS_AND_PORT_DEPENDENT, false, false);
        }

        @Test
        void addressDependentForgetsAnAddressWithItsLastFlow() {
            nat = nat(NatSettings.homeRouter().withFiltering(NatBehaviour.ADDRESS_DEPENDENT));
            sent(packets.udp(LAPTOP, SERVER));
            engine.runUntil(20 * SECOND);
            sent(packets.udp(LAPTOP, stranger));
            engine.runUntil(30 * SECOND);
            refused(packets.udp(samePlaceOtherPort, outside(40_000)));
            arrived(packets.udp(stranger, outside(40_000)));
        }

        @Test
        void refusesWhatNobodyAskedFor() {
            refused(packets.udp(SERVER, outside(40_000)));
            refused(packets.tcp(SERVER, outside(40_000), TcpView.SYN));
            refused(packets.echo(SERVER, outside(40_000), false));
        }

        @Test
        void forbidsPacketsThatNameAnInsideHost() {
            sent(packets.udp(LAPTOP, SERVER));
            assertThat(nat.inbound(keep(packets.udp(SERVER, LAPTOP)))).isEqualTo(NatVerdict.FORBIDDEN);
        }

        @Test
        void letsServicesOnlyBeReachedWhileItHasNoAddress() {
            nat.openService(Ipv4View.PROTOCOL_UDP, 68);
            nat.outside(IpAddress.ANY_V4);
            arrived(packets.udp(SERVER, outside(68)));
            assertThat(nat.inbound(keep(packets.udp(SERVER, outside(67))))).isEqualTo(NatVerdict.FORBIDDEN);
            assertThat(nat.inbound(keep(packets.tcp(SERVER, outside(68), TcpView.SYN))))
                    .isEqualTo(NatVerdict.FORBIDDEN);
        }

        @Test
        void letsServicesOfTheRouterBeReachedAndAnswer() {
            nat.openService(Ipv4View.PROTOCOL_UDP, 68);
            arrived(packets.udp(SERVER, outside(68)));
            assertThat(source(sent(packets.udp(outside(68), SERVER)))).isEqualTo(outside(68));
            arrived(packets.udp(SERVER, new Endpoint(IpAddress.BROADCAST_V4, 68)));
            assertThat(nat.flows()).isZero();
        }

        @Test
        void answersPingUnlessToldNotTo() {
            arrived(packets.echo(SERVER, outside(1), true));
            nat = nat(NatSettings.homeRouter().withAnswersPing(false));
            refused(packets.echo(SERVER, outside(1), true));
        }

        @Test
        void opensNoFlowForAReset() {
            assertThat(nat.outbound(keep(packets.tcp(LAPTOP, SERVER, TcpView.RST))))
                    .isEqualTo(NatVerdict.NO_MAPPING);
            assertThat(nat.flows()).isZero();
        }
    }

    @Nested
    class Forwarding {
        private final Endpoint web = at("192.168.0.10", 80);

        @Test
        void leadsEverybodyToTheInsideServer() {
            nat.forward(Ipv4View.PROTOCOL_TCP, 8080, web);
            assertThat(destination(arrived(packets.tcp(SERVER, outside(8080), TcpView.SYN)))).isEqualTo(web);
            assertThat(source(sent(packets.tcp(web, SERVER, SYN_ACK)))).isEqualTo(outside(8080));
        }

        @Test
        void outlivesItsFlows() {
            nat.forward(Ipv4View.PROTOCOL_UDP, 8080, web);
            arrived(packets.udp(SERVER, outside(8080)));
            engine.runUntil(3600 * SECOND);
            assertThat(nat.flows()).isZero();
            assertThat(destination(arrived(packets.udp(SERVER, outside(8080))))).isEqualTo(web);
        }

        @Test
        void takesNoStrayTcpSegmentForABeginning() {
            nat.forward(Ipv4View.PROTOCOL_TCP, 8080, web);
            refused(packets.tcp(SERVER, outside(8080), TcpView.ACK));
        }

        @Test
        void keepsItsPortFromOthers() {
            nat.forward(Ipv4View.PROTOCOL_UDP, 40_000, web);
            assertThat(source(sent(packets.udp(PHONE, SERVER))).port()).isNotEqualTo(40_000);
        }

        @Test
        void refusesWhatIsNoPortOrHasNone() {
            assertThatThrownBy(() -> nat.forward(Ipv4View.PROTOCOL_UDP, 65_536, web))
                    .hasMessageContaining("65536");
            assertThatThrownBy(() -> nat.forward(Ipv4View.PROTOCOL_ICMP, 1, web))
                    .hasMessageContaining("not 1");
        }

        @Test
        void refusesASecondForwardOfOnePort() {
            nat.forward(Ipv4View.PROTOCOL_UDP, 5000, web);
            assertThatThrownBy(() -> nat.forward(Ipv4View.PROTOCOL_UDP, 5000, LAPTOP))
                    .hasMessageContaining("5000");
        }
    }

    @Nested
    class Expiring {
        private void lives(long lastGoodNanos, Packet next) {
            engine.runUntil(engine.now() + lastGoodNanos);
            arrived(next);
        }

        @Test
        void unrepliedUdpLives30SecondsAndNotANanosecondLonger() {
            sent(packets.udp(LAPTOP, SERVER));
            engine.runUntil(30 * SECOND - 1);
            assertThat(nat.flows()).isEqualTo(1);
            engine.runUntil(30 * SECOND);
            assertThat(nat.flows()).isZero();
            refused(packets.udp(SERVER, outside(40_000)));
        }

        @Test
        void unrepliedUdpTakesAnAnswerAtTheLastMoment() {
            sent(packets.udp(LAPTOP, SERVER));
            lives(30 * SECOND - 1, packets.udp(SERVER, outside(40_000)));
        }

        @Test
        void repliedUdpLives120SecondsFromTheLastPacket() {
            sent(packets.udp(LAPTOP, SERVER));
            arrived(packets.udp(SERVER, outside(40_000)));
            lives(120 * SECOND - 1, packets.udp(SERVER, outside(40_000)));
            engine.runUntil(engine.now() + 120 * SECOND);
            refused(packets.udp(SERVER, outside(40_000)));
        }

        @Test
        void halfOpenTcpLives4Minutes() {
            sent(packets.tcp(LAPTOP, SERVER, TcpView.SYN));
            lives(240 * SECOND - 1, packets.tcp(SERVER, outside(40_000), SYN_ACK));
            engine.runUntil(engine.now() + 240 * SECOND);
            refused(packets.tcp(SERVER, outside(40_000), SYN_ACK));
        }

        private void connect() {
            sent(packets.tcp(LAPTOP, SERVER, TcpView.SYN));
            arrived(packets.tcp(SERVER, outside(40_000), SYN_ACK));
            sent(packets.tcp(LAPTOP, SERVER, TcpView.ACK));
        }

        @Test
        void establishedTcpLives2Hours4Minutes() {
            connect();
            lives(7440 * SECOND - 1, packets.tcp(SERVER, outside(40_000), TcpView.ACK));
            engine.runUntil(engine.now() + 7440 * SECOND);
            refused(packets.tcp(SERVER, outside(40_000), TcpView.ACK));
        }

        @Test
        void tcpClosedByBothSidesLives4Minutes() {
            connect();
            sent(packets.tcp(LAPTOP, SERVER, TcpView.FIN | TcpView.ACK));
            lives(300 * SECOND, packets.tcp(SERVER, outside(40_000), TcpView.FIN | TcpView.ACK));
            engine.runUntil(engine.now() + 240 * SECOND);
            refused(packets.tcp(SERVER, outside(40_000), TcpView.ACK));
        }

        @Test
        void resetTcpLives4MinutesAndANewSynRevivesIt() {
            connect();
            arrived(packets.tcp(SERVER, outside(40_000), TcpView.RST));
            engine.runUntil(engine.now() + 240 * SECOND - 1);
            connect();
            lives(7440 * SECOND - 1, packets.tcp(SERVER, outside(40_000), TcpView.ACK));
        }

        @Test
        void echoLives60Seconds() {
            sent(packets.echo(LAPTOP, SERVER, true));
            lives(60 * SECOND - 1, packets.echo(SERVER, outside(40_000), false));
            engine.runUntil(engine.now() + 60 * SECOND);
            refused(packets.echo(SERVER, outside(40_000), false));
        }

        @Test
        void anIcmpErrorDoesNotProlongAFlow() {
            Packet packet = sent(packets.udp(LAPTOP, SERVER));
            engine.runUntil(20 * SECOND);
            arrived(packets.error(SERVER, packet, 28));
            engine.runUntil(30 * SECOND);
            assertThat(nat.flows()).isZero();
        }

        @Test
        void leavesNothingArmedWhenTheTableIsEmpty() {
            sent(packets.udp(LAPTOP, SERVER));
            engine.runUntil(3600 * SECOND);
            assertThat(engine.armed()).isZero();
            assertThat(nat.mappings()).isZero();
        }
    }

    @Test
    void takesNoFragmentAsItsPortsMayBeElsewhere() {
        Packet packet = keep(packets.udp(LAPTOP, SERVER));
        new Ipv4View(packet.bytes(), packet.offset()).fragment(false, true, 0);
        assertThat(nat.outbound(packet)).isEqualTo(NatVerdict.FRAGMENT);
        assertThat(nat.flows()).isZero();
    }

    @Test
    void allocatesNothingForPacketsOfKnownFlows() {
        Packet packet = keep(packets.udp(LAPTOP, SERVER));
        Packet answer = keep(packets.udp(SERVER, outside(40_000)));
        byte[] question = packet.bytes().clone();
        byte[] reply = answer.bytes().clone();
        assertThat(Allocation.ofWarmed(() -> {
            for (int i = 0; i < 50_000; i++) {
                System.arraycopy(question, 0, packet.bytes(), 0, question.length);
                System.arraycopy(reply, 0, answer.bytes(), 0, reply.length);
                nat.outbound(packet);
                nat.inbound(answer);
            }
        }, 100_000)).as("bytes for 100,000 packets").isLessThan(100_000);
        assertThat(nat.flows()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(NatBehaviour.class)
    void neverThrowsOnRandomBytes(NatBehaviour behaviour) {
        nat = nat(NatSettings.homeRouter().withMapping(behaviour).withFiltering(behaviour).withMaxFlows(200));
        Chance chance = Chance.of(7, "fuzz");
        int[] places = {OUTSIDE.v4(), LAPTOP.address().v4(), SERVER.address().v4(), chance.nextInt()};
        int[] protocols = {1, 6, 17, chance.nextInt(256)};
        byte[] random = new byte[120];
        for (int round = 0; round < 50_000; round++) {
            chance.nextBytes(random);
            Packet packet = packets.pool().copyOf(random, 0, chance.nextInt(random.length));
            if (packet.length() >= 48 && chance.happens(0.9)) {
                var ip = new Ipv4View(packet.bytes(), packet.offset());
                ip.write(packet.length(), 1, 64, protocols[chance.nextInt(4)], places[chance.nextInt(4)],
                        places[chance.nextInt(4)]);
                var quoted = new Ipv4View(packet.bytes(), packet.offset() + 28);
                quoted.write(packet.length(), 1, 64, protocols[chance.nextInt(4)], places[chance.nextInt(4)],
                        places[chance.nextInt(4)]);
            }
            switch (chance.nextInt(3)) {
                case 0 -> nat.inbound(packet);
                case 1 -> nat.outbound(packet);
                default -> nat.hairpin(packet);
            }
            packet.release();
            engine.runUntil(engine.now() + chance.nextInt(1_000_000_000));
        }
        engine.runUntil(engine.now() + 100_000 * SECOND);
        assertThat(nat.flows()).isZero();
        assertThat(nat.mappings()).isZero();
    }
}
